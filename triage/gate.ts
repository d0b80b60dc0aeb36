/** The gate: which questionnaires, in which words, may be put to residents. In production nothing goes out that is neither
 *  released nor signed by somebody with a name; while trying things out everything does. Pure. */
import type { Instrument, Wording } from '../flows/instruments/instrument.ts';
import {
  allWordings,
  type InstrumentId,
  instrument as instrumentOf,
  isInstrumentId,
  wordingOf,
} from '../flows/instruments/registry.ts';
import type { Lang } from '../flows/protocol.ts';
import type { Config } from './config.ts';
import type { Signed } from './store/signoffs.ts';

export type NodeEnv = Config['nodeEnv'];

/** What a signature takes upon itself. */
export const reasonsToSign = ['provisional', 'compare', 'deviations', 'bands', 'rights'] as const;
export type ReasonToSign = (typeof reasonsToSign)[number];

/** A questionnaire in one language whose words want a signature. */
export interface Wanted extends Signed {
  instrument: InstrumentId;
  lang: Lang;
  title: Readonly<Record<Lang, string>>;
  why: readonly ReasonToSign[];
  /** Exactly what to type, with the name, title and day to fill in. */
  command: string;
}

/** Why an instrument that is not released is not: told at length where its `status` stands. */
const instrumentReasons: Readonly<Record<InstrumentId, readonly ReasonToSign[]>> = {
  phq9: ['deviations'],
  sgds: ['bands'],
  asq: ['deviations'],
};

/** Wordings whose `permission` names somebody to be asked first. */
const rightsHeld: ReadonlySet<string> = new Set(['sgds-ko-bae-cho-2004-1']);

/** Whether a pair may go out only with a signature. */
export const needsSignature = (instrument: Pick<Instrument, 'status'>, wording: Pick<Wording, 'status'>): boolean =>
  instrument.status !== 'released' || wording.status !== 'released';

/** Wording versions that may not be put to residents: none in development and test. `signed`: what somebody signed.
 *  A signature holds for the instrument's version too: changed cut-offs or alarms want a new one. */
export function unsigned(nodeEnv: NodeEnv, signed: readonly Signed[]): string[] {
  if (nodeEnv !== 'production') return [];
  return allWordings()
    .filter((wording) => lacksSignature(wording, signed))
    .map(({ version }) => version);
}

/** The same for people, whatever the environment: what is put to new residents today and lacks a signature. Words that were
 *  replaced are left out: nobody is asked to sign them any more. */
export const wanted = (signed: readonly Signed[]): Wanted[] =>
  allWordings()
    .filter((wording) => isPresent(wording) && lacksSignature(wording, signed))
    .map(describe);

/** Every wording of this build that needs a signature, present or kept for running visits; signed or not. */
export const signable = (): Wanted[] =>
  allWordings()
    .filter((wording) => needsSignature(instrumentOf(wording.instrument), wording))
    .map(describe);

function describe(wording: Wording): Wanted {
  const id = wording.instrument;
  if (!isInstrumentId(id)) throw new RangeError(`The wording ${wording.version} names "${id}", which is no instrument`);
  const structure = instrumentOf(id);
  return {
    instrument: id,
    instrumentVersion: structure.version,
    wordingVersion: wording.version,
    lang: wording.lang,
    title: { ko: wordingOf(id, 'ko').title, en: wordingOf(id, 'en').title },
    why: reasonsOf(id, structure, wording),
    command: `npm run signoff -- --instrument ${id} --version ${wording.version} --name "<이름>" --title "<직함>" --date YYYY-MM-DD`,
  };
}

function reasonsOf(id: InstrumentId, structure: Instrument, wording: Wording): ReasonToSign[] {
  const ofWording = { provisional: ['provisional'], 'sign-off-needed': ['compare'], released: [] } as const;
  return [
    ...ofWording[wording.status],
    ...(structure.status === 'released' ? [] : instrumentReasons[id]),
    ...(rightsHeld.has(wording.version) ? (['rights'] as const) : []),
  ];
}

function lacksSignature(wording: Wording, signed: readonly Signed[]): boolean {
  const structure = instrumentOf(wording.instrument);
  if (!needsSignature(structure, wording)) return false;
  return !signed.some(
    (one) =>
      one.instrument === structure.id &&
      one.instrumentVersion === structure.version &&
      one.wordingVersion === wording.version,
  );
}

const isPresent = (wording: Wording): boolean =>
  wordingOf(wording.instrument, wording.lang).version === wording.version;
