/** Reads a list of placements as spreadsheets save it: which letters, which separator, which column is the name, and what is wrong
 *  with each line. Pure; makes nothing. */
import { parse } from 'csv-parse/sync';
import { Refused } from '../triage/errors.ts';
import type { CsvLine, CsvPreview, LineFault } from './contract.ts';
import { fromCp949 } from './korean.ts';

const mostLines = 1_000;
const longest = 60;
/** Of a line at fault; enough to find it by. */
const shownChars = 80;

/** bytes: as the file is. taken: names the campaign has. Throws Refused(422) when it is no list of placements at all. */
export function readPlacementsCsv(bytes: Buffer, taken: readonly string[]): CsvPreview {
  const { rows, first } = rowsOf(textOf(bytes));
  const columns = columnsOf(first);
  const body = columns.isHeader ? rows.slice(1) : rows;
  if (body.length === 0) throw new Refused(422, 'csv_empty', 'there is no line in this file');
  if (body.length > mostLines) throw new Refused(422, 'csv_too_many', `at most ${mostLines} lines at a time`);

  const seen = new Map<string, number>(taken.map((name) => [name, 0]));
  const lines = body.map(({ record, line }) => lineOf(record, line, columns, seen));
  const faulty = lines.filter(({ faults }) => faults.length > 0).length;
  const widest = body.reduce((most, { record }) => Math.max(most, record.length), first.length);
  return { lines, good: lines.length - faulty, faulty, ignored: ignoredOf(first, columns, widest) };
}

/** UTF-8 with or without a mark at its beginning, UTF-16 with one (Excel's "유니코드 텍스트"), else the Korean of old spreadsheets. */
function textOf(bytes: Buffer): string {
  const [a, b] = bytes;
  const marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  const text = decoded(bytes, marked) ?? fromCp949(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no spreadsheet writes is a picture or a program
  if (text !== null && !/[\0-\x08\x0e-\x1f]/.test(text)) return text;
  throw new Refused(422, 'csv_unreadable', 'this is no CSV file in UTF-8 or EUC-KR');
}

function decoded(bytes: Buffer, letters: string): string | null {
  try {
    return new TextDecoder(letters, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

interface Row {
  record: string[];
  /** Where it ends in the file, from 1. */
  line: number;
}

function rowsOf(text: string): { rows: Row[]; first: string[] } {
  const rows = parsed(text).filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  const [head] = rows;
  if (!head) throw new Refused(422, 'csv_empty', 'there is no line in this file');
  return { rows, first: head.record };
}

function parsed(text: string): Row[] {
  try {
    // Two more than may be: a heading, and the one that is too many. A file of a million lines is not read to its end.
    const found = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      to: mostLines + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return found.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (fault) {
    const line = (fault as { lines?: number }).lines;
    throw new Refused(422, 'csv_broken', 'a quotation mark is not closed', line === undefined ? {} : { line });
  }
}

/** The one that stands oftenest in the first line, outside quotation marks. */
function separatorOf(text: string): string {
  const [line = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1);
  const times = (mark: string) => line.split(mark).length - 1;
  const [best = ','] = [',', ';', '\t'].sort((a, b) => times(b) - times(a));
  return best;
}

interface Columns {
  isHeader: boolean;
  name: number;
  /** -1: there is none. */
  spot: number;
}

const nameWords = ['이름', '게시물', '게시물이름', 'name'];
const spotWords = ['자리', '장소', '위치', 'spot', 'place'];

/** By the words of the first line, in any order; a first line without them is a placement like the others. */
function columnsOf(first: readonly string[]): Columns {
  const words = first.map((cell) => cell.normalize('NFC').toLowerCase().replace(/\s/g, ''));
  const name = words.findIndex((word) => nameWords.includes(word));
  const spot = words.findIndex((word) => spotWords.includes(word));
  if (name >= 0) return { isHeader: true, name, spot };
  if (spot >= 0) throw new Refused(422, 'csv_no_name', 'there is no column for the name');
  return { isHeader: false, name: 0, spot: 1 };
}

function ignoredOf(first: readonly string[], { isHeader, name, spot }: Columns, widest: number): string[] {
  const headings = Array.from({ length: Math.min(widest, 50) }, (_, place) =>
    isHeader ? shown(first[place] ?? '') : String(place + 1),
  );
  return headings.filter((heading, place) => place !== name && place !== spot && heading !== '');
}

/** seen: name → the line it stands in, 0 for the campaign's own; grows by this one. */
function lineOf(record: readonly string[], line: number, columns: Columns, seen: Map<string, number>): CsvLine {
  const name = plain(record[columns.name] ?? '');
  const spot = plain(columns.spot < 0 ? '' : (record[columns.spot] ?? ''));
  const faults: LineFault[] = [];
  const wrong = name === '' ? 'empty' : cellFault(name);
  if (wrong) faults.push({ field: 'name', wrong });
  const before = seen.get(name);
  if (before === 0) faults.push({ field: 'name', wrong: 'exists' });
  else if (before !== undefined && name !== '') faults.push({ field: 'name', wrong: 'twice', line: before });
  else seen.set(name, line);
  const spotWrong = spot === '' ? null : cellFault(spot);
  if (spotWrong) faults.push({ field: 'spot', wrong: spotWrong });
  const show = faults.length > 0 ? shown : (text: string) => text;
  return { line, name: show(name), spot: spot === '' ? null : show(spot), faults };
}

const plain = (cell: string): string => cell.normalize('NFC').trim();

/** What `lineOf` of the contract refuses, by name. */
function cellFault(text: string): 'long' | 'newline' | 'hidden' | 'brackets' | null {
  if (text.length > longest) return 'long';
  if (/[\r\n\p{Zl}\p{Zp}]/u.test(text)) return 'newline';
  if (/\p{C}/u.test(text)) return 'hidden';
  return /[<>]/.test(text) ? 'brackets' : null;
}

/** Safe on any screen: no mark that turns other words around, no line break, not longer than a glance. */
const shown = (text: string): string =>
  text
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '�')
    .slice(0, shownChars)
    .toWellFormed();
