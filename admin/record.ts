/** A person's record in words: opens what is sealed and puts it as the resident saw it. A part that does not open or has
 *  another shape is left out and logged, so that one broken row never hides the rest of a case from whoever must act on it. */
import { z } from 'zod';
import { type Instrument, itemsOf, maxTotal, rings } from '../flows/instruments/instrument.ts';
import { answersTo, instrument, parseKey, wordingOf } from '../flows/instruments/registry.ts';
import type { Lang } from '../flows/protocol.ts';
import { isAllTheSame } from '../flows/screening.ts';
import { render } from '../flows/wording.ts';
import { numberOf } from '../triage/store/contacts.ts';
import type { CallRow, CaseRow, ContactRow, EventRow, PageRow, ScreeningRow, TurnRow } from '../triage/store/desk.ts';
import { type Aad, aad, type Key, open, openJson } from '../triage/store/seal.ts';
import {
  BestTime,
  type CallOutcome,
  type Case,
  type CaseNotice,
  type Channel,
  News,
  Service,
  type Talk,
  type Way,
  WayKind,
} from './contract.ts';
import type { DeskDeps, Log } from './handler.ts';

type Why = Case['why'][number];
type Line = Talk['lines'][number];
type Push = ReturnType<DeskDeps['push']>;

const Evidence = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), key: z.string(), value: z.number().nullable(), at: z.number() }),
  z.object({ type: z.literal('words'), text: z.string(), at: z.number() }),
  z.object({ type: z.literal('button'), label: z.string(), at: z.number() }),
]);
const Finding = z.looseObject({ type: z.string() });
const Corrected = z.object({ type: z.literal('corrected'), from: z.number(), to: z.number().nullable() });
const PutOff = z.object({ type: z.literal('deleteWanted'), by: z.number() });
const ThirdParty = z.object({ type: z.literal('thirdParty'), agency: z.string(), given: z.boolean() });
const Score = z.object({ type: z.literal('score'), instrument: z.string(), total: z.number() });
const Detail = z.object({
  evidence: Evidence.optional(),
  findings: z.array(Finding).default([]),
  note: z.string().optional(),
  services: z.array(Service).optional(),
  to: z.string().optional(),
});
type Detail = z.infer<typeof Detail>;
const Answers = z.record(
  z.string(),
  z.object({ value: z.number().nullable(), at: z.number(), was: z.number().nullish() }),
);
const Doc = z.object({
  said: z
    .object({ by: z.enum(['resident', 'desk', 'timer']), text: z.string() })
    .nullable()
    .default(null),
  replies: z
    .array(
      z.looseObject({
        type: z.string(),
        text: z.string(),
        name: z.string().optional(),
        choices: z.array(z.object({ label: z.string() })).optional(),
      }),
    )
    .default([]),
});

export interface Record {
  /** With the notices that were written at the moment of an event. */
  events(rows: readonly EventRow[], pages: readonly PageRow[]): Case['events'];
  why(rows: readonly EventRow[]): Why[];
  screening(row: ScreeningRow): Case['screenings'][number];
  call(row: CallRow): Case['calls'][number];
  /** The way by phone, with the end of the number only; null without one. */
  phone(row: ContactRow): Way | null;
  /** The lines of one turn, in the order they were said. `push`: of its channel. */
  lines(row: TurnRow, push: Push): Line[];
}

/** key: the resident's own, unwrapped. */
export function openRecord(row: Pick<CaseRow, 'residentId' | 'lang'>, key: Key, log: Log): Record {
  const { residentId, lang } = row;

  function opened<T>(schema: z.ZodType<T>, place: Aad, sealed: Buffer): T | null {
    try {
      return schema.parse(openJson(key, place, sealed));
    } catch (fault) {
      // Names only: a schema's complaint may quote the record.
      log.error(
        { residentId, table: place.table, column: place.column, fault: nameOf(fault) },
        'a sealed part does not open',
      );
      return null;
    }
  }
  const details = new Map<EventRow, Detail | null>();
  const detailOf = (event: EventRow): Detail | null => {
    if (!event.detail) return null;
    const place = aad('escalation_event', `${residentId}/${event.cause}/${event.kind}`, 'detail');
    if (!details.has(event)) details.set(event, opened(Detail, place, event.detail));
    return details.get(event) ?? null;
  };

  const found = (event: EventRow, type: string) => detailOf(event)?.findings.some((one) => one.type === type) === true;
  const isPutOff = (event: EventRow) => found(event, 'deleteWanted');
  const takesBack = (event: EventRow) => found(event, 'deleteKept');

  return {
    events: (rows, pages) =>
      rows.map((event) => {
        const { note, services, to } = detailOf(event) ?? {};
        const notices = noticesOf(event, pages);
        const news = event.kind === 'noted' ? newsOf(detailOf(event)) : undefined;
        return {
          at: event.at.toISOString(),
          kind: event.kind,
          priority: event.priority,
          tier: event.tier,
          rules: event.rules,
          by: event.by,
          ...(note === undefined ? {} : { note }),
          ...(services === undefined ? {} : { services }),
          ...(to === undefined ? {} : { to }),
          ...(news === undefined ? {} : { news }),
          ...(notices.length === 0 ? {} : { notices }),
        };
      }),
    why: (rows) =>
      rows
        .filter(({ kind }) => kind === 'opened' || kind === 'raised' || kind === 'noted')
        // A wish that was taken back is no reason any more.
        .filter((event) => !isPutOff(event) || !rows.some((later) => later.at >= event.at && takesBack(later)))
        .flatMap((event) => whyOf(event, detailOf(event), lang)),
    screening(screening) {
      const place = aad('screening', `${residentId}/${screening.visit}/${screening.instrument}`, 'answers');
      return summaryOf(screening, opened(Answers, place, screening.answers) ?? {});
    },
    call({ id, at, by, outcome, note }) {
      return { at: at.toISOString(), by, outcome: outcome as CallOutcome, note: note && openNote(id, note) };
    },
    phone({ number, bestTime, at, deleteBy }) {
      if (!number) return null;
      const best = BestTime.safeParse(bestTime).data ?? null;
      return {
        way: 'phone',
        ending: endingOf(number),
        best,
        givenAt: at.toISOString(),
        deleteBy: deleteBy.toISOString(),
      };
    },
    lines: (turn, push) =>
      linesOf(turn, opened(Doc, aad('turn', `${residentId}/${turn.eventId}`, 'doc'), turn.doc), push),
  };

  function endingOf(number: Buffer): string {
    try {
      return open(key, numberOf(residentId), number).toString().replaceAll(/\D/g, '').slice(-4);
    } catch (fault) {
      log.error(
        { residentId, table: 'contact', column: 'number', fault: nameOf(fault) },
        'a sealed part does not open',
      );
      return '';
    }
  }

  function openNote(id: string, note: Buffer): string | null {
    try {
      return open(key, noteOf(residentId, id), note).toString();
    } catch (fault) {
      log.error({ residentId, table: 'call', column: 'note', fault: nameOf(fault) }, 'a sealed part does not open');
      return null;
    }
  }
}

/** Of several the last: a correction comes with what it changed. */
const newsOf = (detail: Detail | null): z.infer<typeof News> | undefined =>
  detail?.findings.map(({ type }) => News.safeParse(type).data).findLast((one) => one !== undefined);

/** What an event is told by. */
const kindsTold: Partial<globalThis.Record<EventRow['kind'], readonly string[]>> = {
  paged: ['case', 'raised', 'lapsed', 'drill', 'canary'],
  unreached: ['exhausted'],
  exhausted: ['exhausted'],
  lapsed: ['lapsed'],
  offered: ['offer'],
};

function noticesOf({ kind, at }: EventRow, pages: readonly PageRow[]): z.infer<typeof CaseNotice>[] {
  const kinds = kindsTold[kind] ?? [];
  const theirs = pages.filter((page) => page.at.getTime() === at.getTime() && kinds.includes(page.kind));
  return theirs.map(({ to, way, state }) => ({ to, way: WayKind.safeParse(way).data ?? null, state }));
}

/** Where a call's note is sealed. */
export const noteOf = (residentId: string, callId: string): Aad => aad('call', `${residentId}/${callId}`, 'note');

const nameOf = (fault: unknown): string => (fault instanceof Error ? fault.name : 'unknown');

/** Why somebody should act: their own answer or words first; where there are none, what happened. What was promised, asked
 *  or wished has a line of its own, whatever button was pressed for it. */
function whyOf(event: EventRow, detail: Detail | null, lang: Lang): Why[] {
  const at = event.at.toISOString();
  const asides = (detail?.findings ?? []).flatMap((finding) => asideOf(finding, at, event.rules));
  const isAlone = detail !== null && detail.findings.length > 0 && detail.findings.every(({ type }) => isAside(type));
  return isAlone ? asides : [...answerOf(event, detail, lang), ...asides];
}

/** Findings that are no alarm; what only sets a flag on the row has no line. */
const isAside = (type: string): boolean =>
  ['promiseMissed', 'deleteWanted', 'deleteKept', 'thirdParty', 'declined', 'sameAnswers', 'lapsed'].includes(type);

function asideOf(finding: z.infer<typeof Finding>, at: string, rules: string[]): Why[] {
  const common = { at, rules, question: null, answer: null, corrected: null };
  if (finding.type === 'promiseMissed') return [{ ...common, kind: 'missed-promise' }];
  const wish = PutOff.safeParse(finding).data;
  if (wish) return [{ ...common, kind: 'delete-wanted', deleteBy: new Date(wish.by).toISOString() }];
  const asked = ThirdParty.safeParse(finding).data;
  if (asked) return [{ ...common, kind: 'third-party', thirdParty: { agency: asked.agency, given: asked.given } }];
  return [];
}

function answerOf(event: EventRow, detail: Detail | null, lang: Lang): Why[] {
  const corrected = detail?.findings
    .map((finding) => Corrected.safeParse(finding).data)
    .find((one) => one !== undefined);
  const common = {
    at: new Date(detail?.evidence?.at ?? event.at).toISOString(),
    rules: event.rules,
    corrected: corrected ? `${corrected.from}→${corrected.to ?? '-'}` : null,
  };
  const evidence = detail?.evidence;
  if (evidence?.type === 'answer')
    return [{ ...common, kind: 'answer', ...itemInWords(evidence.key, evidence.value, lang) }];
  if (evidence?.type === 'words') return [{ ...common, kind: 'words', question: null, answer: evidence.text }];
  if (evidence?.type === 'button') return [{ ...common, kind: 'button', question: null, answer: evidence.label }];
  const types = new Set(detail?.findings.map(({ type }) => type));
  const score = detail?.findings.map((finding) => Score.safeParse(finding).data).find((one) => one !== undefined);
  if (score) {
    const { instrument: id, total } = score;
    return [{ ...common, kind: 'score', question: titleOf(id, lang), answer: `${total}/${maxOf(id) ?? '?'}` }];
  }
  if (types.has('silent') || types.has('stopped'))
    return [{ ...common, kind: 'silence', question: null, answer: null }];
  if (types.has('incomplete')) return [{ ...common, kind: 'score', question: null, answer: null }];
  if (types.has('humanWanted') || types.has('worried'))
    return [{ ...common, kind: 'request', question: null, answer: null }];
  // A note without news (e.g. a negative ASQ after item 9) is in the events; a correction must be seen up here.
  if (event.kind === 'noted' && !corrected) return [];
  return [{ ...common, kind: corrected ? 'answer' : 'request', question: null, answer: null }];
}

/** A question and its answer as the resident saw them. Answers keep their words through every version: an unknown version
 *  reads in the newest, an unknown item by its key. */
function itemInWords(
  key: string,
  value: number | null,
  lang: Lang,
  version?: string,
): { question: string; answer: string } {
  const named = parseKey(key);
  if (!named) return { question: key, answer: String(value ?? render(lang, 'skip')) };
  const { id, item } = named;
  const words = newestUnless(version, (known) => wordingOf(id, lang, known));
  const answers = newestUnless(version, (known) => answersTo(id, item, lang, known));
  const answer = value === null ? render(lang, 'skip') : answers.find((one) => one.value === value)?.label;
  const items: { readonly [item: string]: string } = words.items;
  return { question: items[item] ?? key, answer: answer ?? String(value) };
}

function newestUnless<T>(version: string | undefined, read: (version?: string) => T): T {
  try {
    return read(version);
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    return read();
  }
}

const titleOf = (id: string, lang: Lang): string => orNull(() => wordingOf(id, lang).title) ?? id;
const maxOf = (id: string): number | null =>
  orNull(() => (instrument(id).bands.length > 0 ? maxTotal(instrument(id)) : null));

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

/** The instruments among these screenings with their cut-offs, in the newest version, as they were first met. */
export function scalesOf(rows: readonly ScreeningRow[], lang: Lang): Case['scales'] {
  return [...new Set(rows.map(({ instrument: id }) => id))].flatMap((id) => {
    const known = orNull(() => instrument(id));
    const bands = known?.bands.map(({ from, band }) => ({ from, band })) ?? [];
    return [{ instrument: id, title: titleOf(id, lang), max: maxOf(id), bands }];
  });
}

/** Of an instrument where any yes counts; null for others, and while not all that counts was answered. */
function screenOf(
  id: string,
  answers: ReadonlyMap<string, { value: number | null }>,
): 'negative' | 'positive' | 'acute' | null {
  const scoring: Instrument['scoring'] | null = orNull(() => instrument(id).scoring);
  if (scoring?.method !== 'any-yes') return null;
  const given = (item: string) => answers.get(`${id}/${item}`)?.value;
  if (given(scoring.acute) === 1) return 'acute';
  if (scoring.screens.some((item) => given(item) === 1)) return 'positive';
  return scoring.screens.every((item) => given(item) === 0) ? 'negative' : null;
}

function summaryOf(row: ScreeningRow, answers: z.infer<typeof Answers>): Case['screenings'][number] {
  const { instrument: id, lang, wordingVersion } = row;
  // Stored by item or by full key; shown by full key, in the order of asking.
  const byKey = new Map(
    Object.entries(answers).map(([key, answer]) => [key.includes('/') ? key : `${id}/${key}`, answer]),
  );
  const timed = Object.fromEntries([...byKey].map(([key, { value, at }]) => [key, [value, at] as const]));
  const order = orNull(() => itemsOf(instrument(id)).map((item) => `${id}/${item}`)) ?? [];
  const keys = [...order.filter((key) => byKey.has(key)), ...[...byKey.keys()].filter((key) => !order.includes(key))];
  return {
    instrument: id,
    title: titleOf(id, lang),
    status: row.status,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    total: row.total,
    max: maxOf(id),
    band: row.band,
    screen: screenOf(id, byKey),
    missing: row.missing,
    brokeAt: row.brokeAt,
    rules: row.rules,
    instrumentVersion: row.instrumentVersion,
    wordingVersion,
    helped: row.helped,
    handedOver: row.handedOver,
    sameAnswers: (id === 'phq9' || id === 'sgds') && isAllTheSame(id, timed),
    answers: keys.flatMap((key) => {
      const given = byKey.get(key);
      if (!given) return [];
      const { value, at, was } = given;
      const item = key.slice(key.indexOf('/') + 1);
      const alarm =
        orNull(() => rings(instrument(id), item, value) || rings(instrument(id), item, was ?? null)) ?? false;
      return [
        {
          key,
          ...itemInWords(key, value, lang, wordingVersion),
          at: new Date(at).toISOString(),
          alarm,
          ...(typeof was === 'number' ? { was: itemInWords(key, was, lang, wordingVersion).answer } : {}),
        },
      ];
    }),
  };
}

/** A messenger we push to takes what is sent also where nobody looks: only what a request or an open page brought has been on a screen. */
function arrivedOf({ channel, sentAt }: TurnRow, push: Push): Pick<Line, 'shownAt' | 'taken'> {
  const at = sentAt?.toISOString() ?? null;
  if (push !== 'always') return { shownAt: at, taken: null };
  return { shownAt: null, taken: { by: channel as z.infer<typeof Channel>, at } };
}

function linesOf(turn: TurnRow, doc: z.infer<typeof Doc> | null, push: Push): Line[] {
  const common = { rev: turn.rev, at: turn.at.toISOString(), shownAt: null, taken: null };
  if (!doc) return [{ ...common, from: 'program', name: null, text: '⚠ 이 줄은 열리지 않아요.' }];
  const { said, replies } = doc;
  const arrived = arrivedOf(turn, push);
  const program = (text: string): Line => ({ ...common, from: 'program', name: null, text });
  const person = (name: string | null, text: string): Line => ({
    ...common,
    ...arrived,
    from: 'counsellor',
    name,
    text,
  });
  const spoken = replies.filter(({ type }) => type === 'human');
  const lines: Line[] = [];
  if (said?.by === 'resident' && said.text !== '') {
    lines.push({ ...common, from: 'resident', name: null, text: said.text });
  }
  if (turn.spokeBy !== null && spoken.length === 0 && said?.by === 'desk') lines.push(person(turn.spokeBy, said.text));
  for (const reply of replies) {
    if (reply.type === 'human') {
      // Only the turn that carried the words shows them: later ones repeat what was not read yet.
      if (turn.spokeBy !== null) lines.push(person(turn.spokeBy, reply.text));
    } else {
      const labels = reply.choices?.map(({ label }) => `[${label}]`).join(' ');
      lines.push(program(labels ? `${reply.text}\n▸ ${labels}` : reply.text));
    }
  }
  return lines;
}
