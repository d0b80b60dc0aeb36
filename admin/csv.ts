/** Lines for a spreadsheet, which runs what it takes for a formula: no cell of ours ever is one. */
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

/** Line ends and tabs become a space, other invisible characters go, and so do spaces around: behind any of them a spreadsheet
 *  still finds the `=`, and the check for formulas, which looks at the first character only, does not. */
const clean = (text: string): string =>
  text
    .replace(/[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();

/** Lines without a head, for a file that is written in parts. */
export const csvLines = (rows: readonly (readonly Cell[])[]): Buffer =>
  Buffer.from(
    stringify(
      rows.map((row) => row.map((cell) => (typeof cell === 'string' ? clean(cell) : cell))),
      { record_delimiter: 'windows', escape_formulas: true },
    ),
  );

/** A whole file: UTF-8 with its mark (Excel reads Korean only with it), CRLF. A cell that begins like a formula gets a `'` in
 *  front; numbers stay numbers, null is an empty cell. */
export const csvOf = (header: readonly string[], rows: readonly (readonly Cell[])[]): Buffer =>
  Buffer.concat([Buffer.from('\ufeff'), csvLines([header, ...rows])]);
