/** What a conversation remembers: small, plain JSON, sealed whole in the database. */
import type { InstrumentId } from './instruments/registry.ts';
import type { AgeBand, ContactWish, Lang, Route, SilenceKind } from './protocol.ts';
import type { Answers, ScaleId } from './screening.ts';

/** Where a conversation goes back to after an interruption. `item`: a visit's questionnaires are under way. */
export const places = [
  'greeting',
  'hard',
  'age',
  'helper',
  'child',
  'consent',
  'item',
  'next',
  'needs',
  'again',
  'waiting',
  'endangered',
  'rest',
] as const;
export type Place = (typeof places)[number];

/** A question that was put between and not answered: it is put again before anything else. */
export const pendings = ['check', 'crisisNext', 'thirdParty'] as const;
export type Pending = (typeof pendings)[number];

export interface Context {
  /** Random mark of this conversation; every choice id begins with it. */
  tag: string;
  lang: Lang;
  /** Counts screenings of this person, from 1; older buttons name an older visit. */
  visit: number;
  age: AgeBand | null;
  consented: boolean;
  /** From 65: somebody else taps for them; and whether they were alone for the private questions (null: not asked yet). */
  helped: boolean;
  handedOver: boolean | null;
  scale: ScaleId | null;
  answers: Answers;
  /** Alarming answers that were changed later: item → the first value. */
  was: Readonly<Record<string, number>>;
  /** The item to be asked, `phq9/mood`; null: none is left. A visit that was broken off keeps the one it broke off at. */
  item: string | null;
  /** Instruments begun and not finished. */
  running: readonly InstrumentId[];
  place: Place;
  pending: Pending | null;
  /** Of this episode (until a person closes it): the full crisis card was shown; check.ask was asked; something alarmed;
   *  they were told that a counsellor hears of them. */
  carded: boolean;
  checked: boolean;
  alarmed: boolean;
  told: boolean;
  /** How they wish to be reached, of this episode; null: not asked yet. Numbers that could not be read; whether a call could
   *  be asked for now when they were asked when. */
  wish: ContactWish | null;
  misread: number;
  onDuty: boolean;
  /** Triage's answer at the end of the visit, and whether a counsellor is to contact them before they hear the result. */
  route: Route | null;
  awaited: boolean;
  /** What they need beside was asked in this visit. */
  needed: boolean;
  /** The agency a counsellor asked about, and who asked. */
  thirdParty: { agency: string; counsellor: string } | null;
  /** Something of theirs is recorded, by their consent or in a case. */
  recorded: boolean;
  /** Told: by when everything is deleted, ms. */
  deleteBy: number | null;
  /** A number that was written before it was asked for; taken if they wish to be called, forgotten if not. */
  heardNumber: string | null;
  /** Kept by step.ts: 삭제 was written, and its question stands in front of whatever is asked until they answer or go on;
   *  seconds of the resident's last word or tap, misunderstandings in a row, last short texts, the armed timer. */
  deleting: boolean;
  /** Before the first visit: they chose something, or wrote in Korean, so that the language is theirs. */
  speaks: boolean;
  seen: number;
  unclear: number;
  recent: readonly string[];
  timer: SilenceKind | null;
}

export const begin = (tag: string, lang: Lang): Context => ({
  tag,
  lang,
  visit: 0,
  age: null,
  consented: false,
  helped: false,
  handedOver: null,
  scale: null,
  answers: {},
  was: {},
  item: null,
  running: [],
  place: 'greeting',
  pending: null,
  carded: false,
  checked: false,
  alarmed: false,
  told: false,
  wish: null,
  misread: 0,
  onDuty: false,
  route: null,
  awaited: false,
  needed: false,
  thirdParty: null,
  recorded: false,
  deleteBy: null,
  heardNumber: null,
  deleting: false,
  speaks: false,
  seen: 0,
  unclear: 0,
  recent: [],
  timer: null,
});

/** A visit's questionnaires are under way: an answer, a stop and a silence count. */
export const isUnderWay = ({ place }: Pick<Context, 'place'>): boolean => place === 'item';

/** All questions of the visit are answered, and the result was not said yet. */
export const isVisitComplete = ({ place, item }: Pick<Context, 'place' | 'item'>): boolean =>
  place === 'item' && item === null;
