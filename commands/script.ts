/** npm run script -- print | write | check | sign: what the program says and does, on paper for whoever signs it. Needs no database. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { instrument, instrumentIds } from '../flows/instruments/registry.ts';
import { type Signed, signed } from '../flows/wording.signed.ts';
import { type TextKey, textKeys } from '../flows/wording.ts';
import { chart, chartFile, staleness } from './script/chart.ts';
import { page } from './script/page.ts';
import { drift, fileOf, sign } from './script/signing.ts';
import { readAct, UsageError } from './usage.ts';

export interface ScriptCommand {
  /** The folder of the project, where the written files are. */
  home: string;
  /** Where `--out` counts from. */
  folder: string;
  /** YYYY-MM-DD in Korea. */
  today: string;
  /** The records as they stand. */
  signed: Signed;
  print: (line: string) => void;
}

const usage = `npm run script -- print [--out FILE]   the whole script as one HTML page for printing (script.html)
npm run script -- write                ${chartFile}, from the program as it is
npm run script -- check                whether ${chartFile} and the signatures are those of the program as it is
npm run script -- sign --key KEY --name "NAME" --date YYYY-MM-DD [--lang ko|en]   a clinical lead has signed this safety text
npm run script -- sign --all-fixed --name "NAME" --date YYYY-MM-DD                … all of them
npm run script -- sign --key KEY --unsigned                                       a changed text, not signed yet`;

const acts = { print: printScript, write, check, sign: signTexts };
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const typed = { out: text, key: text, name: text, date: text, lang: text, 'all-fixed': flag, unsigned: flag };
type Options = ReturnType<typeof readAct<keyof typeof acts, typeof typed>>['options'];

/** Does what the arguments say. Throws UsageError with a sentence for the one who typed them. */
export function scriptCommand(args: readonly string[], command: ScriptCommand): void {
  const { act, options } = readAct(args, acts, typed, usage);
  acts[act](options, command);
}

function printScript({ out = 'script.html' }: Options, { home, folder, signed, print }: ScriptCommand): void {
  const path = resolve(folder, out);
  save(path, page({ signed, used: textsInUse(home) }));
  print(`Written: ${path}`);
  print('Open it in a browser and print it on A4, or save it as PDF.');
}

function write(_options: Options, { home, print }: ScriptCommand): void {
  save(join(home, chartFile), chart());
  print(`Written: ${chartFile}`);
}

function check(_options: Options, { home, signed, print }: ScriptCommand): void {
  const wrong = [staleness(readOr(join(home, chartFile))) ?? [], drift(signed)].flat();
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  print(`${chartFile} and flows/wording.signed.ts are those of the program as it is.`);
}

function signTexts(options: Options, { home, today, signed, print }: ScriptCommand): void {
  const { records, touched } = sign(signed, { ...options, allFixed: options['all-fixed'] }, today);
  save(join(home, 'flows/wording.signed.ts'), fileOf(records));
  for (const line of touched) print(line);
  const by = options.unsigned ? 'recorded, not signed' : `signed by ${options.name} on ${options.date}`;
  print(`${touched.length} ${by}.`);
}

function save(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (fault) {
    const code = (fault as NodeJS.ErrnoException).code;
    throw new UsageError(`${path} cannot be written (${code}). Does its folder exist, and may you write there?`, {
      cause: fault,
    });
  }
}

function readOr(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  }
}

/** Texts the program names somewhere outside the wording itself. Some are put together: an item's by its instrument, a result's by
 *  its band. A label may also stand in a page of its own, so labels count as used. */
export function textsInUse(home: string): ReadonlySet<TextKey> {
  const source = ['flows', 'triage', 'bot', 'admin'].flatMap((top) => sourceIn(join(home, top))).join('\n');
  const composed = instrumentIds.flatMap((id) => [
    `${id}.item`,
    ...instrument(id).bands.map(({ words }) => `result.${id}.${words}`),
  ]);
  return new Set(
    textKeys.filter(
      (key) =>
        source.includes(`'${key}'`) || composed.includes(key) || key.startsWith('ui.') || key === 'yes' || key === 'no',
    ),
  );
}

function sourceIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/^wording\./.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(^|\/)(dist|node_modules)\//.test(relative(folder, path)))
    .map((path) => readFileSync(path, 'utf8'));
}

if (import.meta.main) {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(new Date());
  try {
    scriptCommand(process.argv.slice(2), {
      home: join(import.meta.dirname, '..'),
      folder: process.cwd(),
      today,
      signed,
      print: (line) => console.log(line),
    });
  } catch (fault) {
    console.error(fault instanceof UsageError ? fault.message : fault);
    process.exitCode = 1;
  }
}
