/** What a questionnaire is: data that carries its evidence. A clinician reads one file, a translator writes one file. */

import type { Lang } from '../protocol.ts';

/** `released`: may be put to residents. `sign-off-needed`: a centre's clinical lead must sign first.
 *  `provisional`: for development only, never in production. */
export type Status = 'released' | 'sign-off-needed' | 'provisional';

/** value: what is stored when a resident gives this answer. loinc: answer code (LA…). */
export interface Option {
  readonly value: number;
  readonly loinc?: string;
}

/** Answers by name, in the order they are shown. */
export type OptionSet = Readonly<Record<string, Option>>;

/** scored: counts in the total. reversed: the answer is stored as given, the points are counted from the other end
 *  (for yes = 1 and no = 0: 아니오 scores). */
export interface Item<Options extends string = string> {
  readonly options: Options;
  readonly scored: boolean;
  readonly reversed?: true;
  readonly loinc?: string;
}

/** from: lowest total of the band; it reaches up to the next one. words: which `result.<instrument>.<words>` is said. */
export interface Band {
  readonly from: number;
  readonly band: string;
  readonly words: string;
  readonly source: string;
}

/** An answer that opens an escalation at once, finished or not. atLeast: option value. */
export interface Alarm<Key extends string = string> {
  readonly item: Key;
  readonly atLeast: number;
}

/** `sum`: points are added up. Up to `mayMiss` scored items may be missing and take the mean of the answered ones, but
 *  those in `neverImpute` stay empty. `any-yes`: one yes is a positive screen, and a yes on `acute` an acute one. */
export type Scoring<Key extends string = string> =
  | { readonly method: 'sum'; readonly mayMiss: number; readonly neverImpute: readonly Key[] }
  | { readonly method: 'any-yes'; readonly screens: readonly Key[]; readonly acute: Key };

export interface Instrument {
  readonly id: string;
  /** Of key, cut-offs and alarms; a wording has its own. Stored with every screening. */
  readonly version: string;
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  readonly permission: string;
  readonly status: Status;
  /** Findings a reviewer needs, one sentence each with its citation. */
  readonly evidence: readonly string[];
  /** How many days back the questions ask; null when the items differ. */
  readonly recallDays: number | null;
  readonly loinc: { readonly panel: string | null; readonly total: string | null };
  readonly options: Readonly<Record<string, OptionSet>>;
  /** In the order they are asked. */
  readonly items: Readonly<Record<string, Item>>;
  readonly scoring: Scoring;
  /** Rising by `from`, the first from 0. Empty for `any-yes`. */
  readonly bands: readonly Band[];
  readonly alarms: readonly Alarm[];
}

/** An instrument that still knows its own names. Not an interface with type parameters: `keyof` in a member would make
 *  it invariant, and no instrument would be an `Instrument` any more. */
type Defined<Options, Items, Id> = Omit<Instrument, 'id' | 'options' | 'items' | 'scoring' | 'alarms'> & {
  readonly id: Id;
  readonly options: Options;
  readonly items: Items;
  readonly scoring: Scoring<NoInfer<keyof Items & string>>;
  readonly alarms: readonly Alarm<NoInfer<keyof Items & string>>[];
};

/** Promises that every item uses an option set of this instrument and that every alarm and scoring rule names an item
 *  of it: a wrong name does not compile. Returns its argument. */
export function defineInstrument<
  const Options extends Readonly<Record<string, OptionSet>>,
  const Items extends Readonly<Record<string, Item<keyof Options & string>>>,
  const Id extends string,
>(definition: Defined<Options, Items, Id>): Defined<Options, Items, Id> {
  return definition;
}

/** One instrument in one language, letter by letter from its source: a missing item or answer does not compile.
 *  version: stored with every screening; a changed letter is a new version beside the old one. */
export interface Wording<I extends Instrument = Instrument> {
  readonly instrument: I['id'];
  readonly lang: Lang;
  readonly version: string;
  readonly status: Status;
  readonly title: string;
  readonly source: string;
  readonly permission: string;
  readonly stem: string;
  readonly items: { readonly [Key in keyof I['items']]: string };
  readonly options: {
    readonly [Set in keyof I['options']]: { readonly [Name in keyof I['options'][Set]]: string };
  };
}

/** All item keys, in asking order. */
export const itemsOf = (instrument: Instrument): string[] => Object.keys(instrument.items);

/** Keys of the items that count in the total, in asking order. */
export const scoredItems = (instrument: Instrument): string[] =>
  itemsOf(instrument).filter((key) => instrument.items[key]?.scored);

/** Option values an item takes, in the order shown. Throws RangeError for an unknown item. */
export function valuesOf(instrument: Instrument, item: string): number[] {
  const set = instrument.options[instrument.items[item]?.options ?? ''];
  if (!set) throw new RangeError(`${instrument.id} has no item "${item}"; it has ${itemsOf(instrument).join(', ')}`);
  return Object.values(set).map((option) => option.value);
}

/** Points of one answer. Throws RangeError for an unknown item or a value that is not one of its options. */
export function pointsOf(instrument: Instrument, item: string, value: number): number {
  const values = valuesOf(instrument, item);
  if (!values.includes(value)) {
    throw new RangeError(`${instrument.id}/${item} was answered ${value}; it takes ${values.join(', ')}`);
  }
  return instrument.items[item]?.reversed ? Math.max(...values) + Math.min(...values) - value : value;
}

/** Highest total an instrument can reach. */
export const maxTotal = (instrument: Instrument): number =>
  scoredItems(instrument).reduce((sum, item) => sum + Math.max(...valuesOf(instrument, item)), 0);

/** Whether this answer opens an escalation. A refusal (null) does not ring here: it is a finding of its own. */
export const rings = (instrument: Instrument, item: string, value: number | null): boolean =>
  value !== null && instrument.alarms.some((alarm) => alarm.item === item && value >= alarm.atLeast);

/** The band a total lies in; undefined for an instrument without bands. */
export const bandOf = (instrument: Instrument, total: number): Band | undefined =>
  instrument.bands.findLast((band) => total >= band.from);
