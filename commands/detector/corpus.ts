/** The lines the detector is measured on: tests/detector/<language>[.<part>].tsv, one message or chain of messages to a line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Lang } from '../../flows/protocol.ts';

/** `tune`: its misses may be read and mended. `measure`: only counted, never read while mending. */
export const splits = ['tune', 'measure'] as const;
export type Split = (typeof splits)[number];

export const langs = ['ko', 'en'] as const satisfies readonly Lang[];

const columns = ['id', 'split', 'class', 'level', 'priority', 'about', 'text', 'note'] as const;

/** Stands between the messages of one line that were sent one after another. */
const nextMessage = ' ⏎ ';

const shape = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9-]+-\d{4,}$/, 'Allowed: the language, what tells the file apart, four digits: en-0001.'),
  split: z.enum(splits, { error: `Allowed: ${splits.join(', ')}.` }),
  class: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Allowed: small letters with hyphens, e.g. idiom-next-to-risk.'),
  level: z.enum(['crisis', 'check', 'none'], { error: 'Allowed: crisis, check, none.' }),
  priority: z.enum(['P0', 'P1', 'P2', '-'], { error: 'Allowed: P0, P1, P2, -.' }),
  about: z.enum(['self', 'other'], { error: 'Allowed: self, other.' }),
  text: z.string().regex(/\S/, 'Allowed: what somebody wrote, not nothing.'),
  note: z.string(),
});

const prioritiesOf = { crisis: ['P0', 'P1'], check: ['P2'], none: ['-'] } as const;

export interface Line extends z.infer<typeof shape> {
  lang: Lang;
  /** `text`, message by message, oldest first. */
  messages: string[];
  /** `en.tsv` */
  file: string;
  /** `en.tsv, line 12`. */
  place: string;
}

/** The corpus cannot be read: every fault as a sentence with file, line and what is allowed. */
export class CorpusError extends Error {
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'CorpusError';
  }
}

/** Reads every .tsv of a folder. Throws CorpusError. */
export function readCorpus(folder: string): Line[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.tsv'));
  if (names.length === 0) throw new CorpusError([`${folder} holds no .tsv file, and nothing can be measured.`]);
  return parseCorpus(names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })));
}

/** Reads files given as name and content. Throws CorpusError with all that is wrong in them. */
export function parseCorpus(files: readonly { name: string; text: string }[]): Line[] {
  const faults: string[] = [];
  const lines = files.flatMap((file) => parseFile(file, faults));
  const places = new Map<string, string>();
  for (const { id, place } of lines) {
    const first = places.get(id);
    if (first) faults.push(`${place}: the id ${id} stands in ${first} already. Allowed: an id of its own.`);
    else places.set(id, place);
  }
  if (faults.length > 0) throw new CorpusError(faults);
  return lines;
}

/** Texts that stand twice in a language, as sentences: the same words in both halves would measure what was tuned. */
export function repeatedTexts(lines: readonly Line[]): string[] {
  const first = new Map<string, Line>();
  return lines.flatMap((line) => {
    const words = `${line.lang} ${line.text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()}`;
    const same = first.get(words);
    if (!same) first.set(words, line);
    return same ? [`${line.place}: ${line.id} says the same as ${same.id} (${same.place}).`] : [];
  });
}

function parseFile({ name, text }: { name: string; text: string }, faults: string[]): Line[] {
  const lang = langs.find((one) => name.startsWith(`${one}.`));
  if (!lang) {
    faults.push(`${name} does not begin with its language. Allowed: ${langs.map((one) => `${one}.tsv`).join(', ')}.`);
    return [];
  }
  const [header, ...rows] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (header !== columns.join('\t')) {
    faults.push(`${name}, line 1 is not the header. Allowed: ${columns.join(' ')}, with tabs between.`);
    return [];
  }
  return rows.flatMap((row, index) => {
    if (row === '') return [];
    const place = `${name}, line ${index + 2}`;
    const read = parseRow(row, lang);
    if (!Array.isArray(read)) return [{ ...read, lang, messages: read.text.split(nextMessage), file: name, place }];
    faults.push(...read.map((fault) => `${place}: ${fault}`));
    return [];
  });
}

/** The fields, or sentences on what is wrong with them. */
function parseRow(row: string, lang: Lang): z.infer<typeof shape> | string[] {
  const cells = row.split('\t');
  if (cells.length !== columns.length) {
    return [`there are ${cells.length} fields. Allowed: ${columns.length} (${columns.join(' ')}), with tabs between.`];
  }
  const given = Object.fromEntries(columns.map((column, at) => [column, cells[at]]));
  const { data, error } = shape.safeParse(given);
  if (error) {
    return error.issues.map(({ path, message }) => `${String(path[0])} is "${given[String(path[0])]}". ${message}`);
  }
  const faults: string[] = [];
  if (!data.id.startsWith(lang)) faults.push(`id is "${data.id}". Allowed in this file: beginning with ${lang}.`);
  const priorities: readonly string[] = prioritiesOf[data.level];
  if (!priorities.includes(data.priority)) {
    faults.push(`priority is "${data.priority}". Allowed with ${data.level}: ${priorities.join(', ')}.`);
  }
  return faults.length > 0 ? faults : data;
}
