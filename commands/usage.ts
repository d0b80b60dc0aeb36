/** What commands share before anything is opened: reading what was typed, and saying what was wrong with it. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Said when something was asked for that cannot be done: what was wrong, what is allowed, what to do. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

type Named = NonNullable<ParseArgsConfig['options']>;
type Read<Options extends Named> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>
>['values'];

/** One word of `acts` and the options to it. Throws UsageError, which ends with the usage. `tooMany`: a hint for a second word. */
export function readAct<Act extends string, const Options extends Named>(
  args: readonly string[],
  acts: Readonly<Record<Act, unknown>>,
  options: Options,
  usage: string,
  tooMany = '; write names with quotes',
): { act: Act; options: Read<Options> } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [act, ...more] = positionals;
    const names = Object.keys(acts).join(', ');
    const isAct = (word: string): word is Act => Object.hasOwn(acts, word);
    if (!act) throw new UsageError(`Say what to do: ${names}.\n${usage}`);
    if (!isAct(act)) throw new UsageError(`"${act}" is not something this command does. Allowed: ${names}.\n${usage}`);
    if (more.length > 0) throw new UsageError(`"${more[0]}" is one word too many${tooMany}.\n${usage}`);
    return { act, options: values };
  } catch (fault) {
    if (fault instanceof TypeError) throw new UsageError(`${fault.message}\n${usage}`);
    throw fault;
  }
}

/** Whether a text is a day of the calendar, YYYY-MM-DD. 2026-02-30 parses as the 2nd of March. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
