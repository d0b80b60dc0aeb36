/** npm run detector -- report | write | check: what the risk detector hears of the corpus, what it misses, and the page that says so. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../flows/lexicon.en.ts';
import { ko } from '../flows/lexicon.ko.ts';
import type { Lang } from '../flows/protocol.ts';
import { langs, readCorpus, repeatedTexts, type Split, splits } from './detector/corpus.ts';
import { byClass, count, type Heard, hear, inPart, missKinds, missOf } from './detector/figures.ts';
import {
  calmCells,
  calmColumns,
  detectorPage,
  figureKeys,
  figureNames,
  intervalText,
  type LexiconState,
  languageNames,
  riskCells,
  riskColumns,
  shareText,
} from './detector/page.ts';
import { readAct, UsageError } from './usage.ts';

/** The page is not what `write` would write. */
export class StalePage extends Error {
  constructor(page: string) {
    super(`${page} is not what the detector does today. Run "npm run detector -- write" and look at what changed.`);
    this.name = 'StalePage';
  }
}

export interface DetectorCommand {
  /** Folder of the corpus files. */
  corpus: string;
  /** The page, docs/detector.md. */
  page: string;
  print: (line: string) => void;
}

const usage = `npm run detector -- report [--misses]   figures by language, part and class; every miss, the tuned part's with its text
npm run detector -- write               the same figures as docs/detector.md
npm run detector -- check               fails when docs/detector.md is not what "write" would write`;

const acts = { report, write, check };
type Options = { misses?: boolean };

const top = join(import.meta.dirname, '..');
export const corpusFolder = join(top, 'tests/detector');
export const pageFile = join(top, 'docs/detector.md');

/** Does what the arguments say. Throws UsageError, CorpusError and StalePage, all with sentences for the one who typed. */
export function detectorCommand(args: readonly string[], command: DetectorCommand): void {
  const { act, options } = readAct(args, acts, { misses: { type: 'boolean' } }, usage, '');
  if (options.misses && act !== 'report') throw new UsageError(`--misses goes with report only.\n${usage}`);
  acts[act](options, command);
}

/** version: changes when a row, a mask, a spelling or a rule of grammar does, in whichever language. Twelve hexadecimal digits. */
export function lexiconState(): LexiconState {
  const rows = [ko, en].flatMap(({ entries, masks }) => [...entries, ...masks]);
  return {
    version: createHash('sha256').update(JSON.stringify({ ko, en })).digest('hex').slice(0, 12),
    rows: rows.length,
    signed: rows.filter(({ provenance }) => provenance.review !== 'pending').length,
  };
}

function report({ misses }: Options, { corpus, print }: DetectorCommand): void {
  const lines = readCorpus(corpus);
  const heard = lines.map(hear);
  print(`Lexicon ${lexiconState().version}, ${lines.length} lines.`);
  repeatedTexts(lines).forEach(print);
  for (const lang of langs) for (const split of splits) reportPart(inPart(heard, lang, split), lang, split, print);
  if (!misses) return;
  for (const lang of langs) {
    tunedMisses(inPart(heard, lang, 'tune'), lang, print);
    measuredMisses(inPart(heard, lang, 'measure'), lang, print);
  }
}

const splitNames = { tune: 'tuned', measure: 'measured' } as const satisfies Record<Split, string>;

function reportPart(heard: readonly Heard[], lang: Lang, split: Split, print: (line: string) => void): void {
  if (heard.length === 0) return;
  const figures = count(heard);
  print(`\n${languageNames[lang]}, ${splitNames[split]}: ${figures.lines} lines`);
  const rows = figureKeys.map((key) => [figureNames[key], shareText(figures[key]), intervalText(figures[key])]);
  table(rows).forEach(print);
  const risk = byClass(heard.filter(({ line }) => line.level !== 'none'));
  const calm = byClass(heard.filter(({ line }) => line.level === 'none'));
  print('');
  table([
    ['class', ...riskColumns],
    ...[...risk].map(([name, lines]) => [name, ...riskCells(count(lines))]),
    ['no risk', ...calmColumns],
    ...[...calm].map(([name, lines]) => [name, ...calmCells(count(lines))]),
  ]).forEach(print);
}

/** Padded to the widest cell of each column. */
function table(rows: readonly string[][]): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}

function tunedMisses(heard: readonly Heard[], lang: Lang, print: (line: string) => void): void {
  for (const kind of missKinds) {
    const those = heard.filter((one) => missOf(one) === kind);
    if (those.length === 0) continue;
    print(`\n${languageNames[lang]}, tuned, ${kind}: ${those.length}`);
    for (const { line, risk } of those) {
      const said = `${line.class}, ${verdict(line)}, heard ${verdict(risk)}${risk.rule ? ` by ${risk.rule}` : ''}`;
      print(`  ${line.id} (${said}): ${line.text}`);
    }
  }
}

const verdict = ({ priority, about }: { priority: string | null; about: string }): string =>
  priority === null || priority === '-' ? 'none' : `${priority} ${about}`;

/** Ids only: whoever mends the lexicon must not learn it from these. */
function measuredMisses(heard: readonly Heard[], lang: Lang, print: (line: string) => void): void {
  for (const kind of missKinds) {
    const those = heard.filter((one) => missOf(one) === kind);
    if (those.length === 0) continue;
    print(`\n${languageNames[lang]}, measured, ${kind}: ${those.length}`);
    for (const [name, lines] of byClass(those)) print(`  ${name}: ${lines.map(({ line }) => line.id).join(' ')}`);
  }
}

function write(_options: Options, command: DetectorCommand): void {
  writeFileSync(command.page, pageNow(command));
  command.print(`${command.page} is written.`);
}

function check(_options: Options, command: DetectorCommand): void {
  const page = readPage(command.page);
  if (page !== pageNow(command)) throw new StalePage(command.page);
  command.print(`${command.page} is what the detector does today.`);
}

const pageNow = ({ corpus }: DetectorCommand): string => detectorPage(readCorpus(corpus).map(hear), lexiconState());

/** A page that is not there yet is as stale as one can be. */
function readPage(page: string): string {
  try {
    return readFileSync(page, 'utf8').replaceAll('\r\n', '\n');
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') throw new StalePage(page);
    throw fault;
  }
}

if (import.meta.main) {
  try {
    const print = (line: string) => console.log(line);
    detectorCommand(process.argv.slice(2), { corpus: corpusFolder, page: pageFile, print });
  } catch (fault) {
    // Our own errors are sentences for the one who typed; a stack is for what nobody expected.
    const isOurs = fault instanceof Error && ['UsageError', 'CorpusError', 'StalePage'].includes(fault.name);
    console.error(isOurs ? fault.message : fault);
    process.exitCode = 1;
  }
}
