/** Every instrument and every wording a live screening can name. Nothing is ever removed while a stored screening may
 *  still carry its version; a new version is appended, and the last one is put to new residents. */

import type { Lang } from '../protocol.ts';
import { asqEn } from './asq.en.ts';
import { asqKo } from './asq.ko.ts';
import { asq } from './asq.ts';
import { type Instrument, itemsOf, type Wording } from './instrument.ts';
import { phq9En } from './phq9.en.ts';
import { phq9Ko } from './phq9.ko.ts';
import { phq9 } from './phq9.ts';
import { sgdsEn } from './sgds.en.ts';
import { sgdsKo } from './sgds.ko.ts';
import { sgds } from './sgds.ts';

export const instrumentIds = ['phq9', 'sgds', 'asq'] as const;
export type InstrumentId = (typeof instrumentIds)[number];

const instruments: Readonly<Record<InstrumentId, readonly [Instrument, ...Instrument[]]>> = {
  phq9: [phq9],
  sgds: [sgds],
  asq: [asq],
};

const wordings: Readonly<Record<InstrumentId, Readonly<Record<Lang, readonly [Wording, ...Wording[]]>>>> = {
  phq9: { ko: [phq9Ko], en: [phq9En] },
  sgds: { ko: [sgdsKo], en: [sgdsEn] },
  asq: { ko: [asqKo], en: [asqEn] },
};

export const isInstrumentId = (id: string): id is InstrumentId => instrumentIds.some((known) => known === id);

/** The instrument of this id, the newest unless a stored version is named.
 *  Throws RangeError for an unknown id or version: the caller starts afresh with the text `lost`. */
export function instrument(id: string, version?: string): Instrument {
  return pick(isInstrumentId(id) ? instruments[id] : [], `instrument ${id}`, version);
}

/** An instrument's words, the newest unless a stored version is named. Throws RangeError as `instrument` does. */
export function wordingOf(id: string, lang: Lang, version?: string): Wording {
  return pick(isInstrumentId(id) ? wordings[id][lang] : [], `${lang} wording of ${id}`, version);
}

/** Every wording kept, old ones too: for tests, `doctor` and sign-off. */
export const allWordings = (): Wording[] => instrumentIds.flatMap((id) => [...wordings[id].ko, ...wordings[id].en]);

export interface Answer {
  /** Option name in the instrument: `never`, `yes`, `months3` … */
  name: string;
  /** What is stored. */
  value: number;
  label: string;
}

/** The answers of an item in the order shown, without "답하고 싶지 않음". Throws RangeError for anything unknown. */
export function answersTo(id: string, item: string, lang: Lang, version?: string): Answer[] {
  const structure = instrument(id);
  const set = structure.items[item]?.options;
  if (set === undefined) throw new RangeError(`${id} has no item "${item}"; it has ${itemsOf(structure).join(', ')}`);
  const labels = wordingOf(id, lang, version).options[set] ?? {};
  return Object.entries(structure.options[set] ?? {}).map(([name, option]) => ({
    name,
    value: option.value,
    label: labels[name] ?? name,
  }));
}

export interface Named {
  readonly id: InstrumentId;
  readonly item: string;
}

/** `phq9/selfharm` → { id: 'phq9', item: 'selfharm' }; null when it names no item of ours. */
export const parseKey = (key: string): Named | null => named.get(key) ?? null;

/** Every item there is: each turn asks for all that were answered before. */
const named: ReadonlyMap<string, Named> = new Map(
  instrumentIds.flatMap((id) =>
    itemsOf(instrument(id)).map((item): [string, Named] => [`${id}/${item}`, { id, item }]),
  ),
);

function pick<T extends { version: string }>(versions: readonly T[], what: string, version?: string): T {
  const found = version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);
  if (!found) throw new RangeError(`no ${what}${version === undefined ? '' : ` in version ${version}`}`);
  return found;
}
