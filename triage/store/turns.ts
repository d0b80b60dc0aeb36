/** Turns: the claimed event id, what was said and answered, and whether it was shown. */
import { z } from 'zod';
import type { Reply } from '../../flows/protocol.ts';
import type { Part } from './commit.ts';
import type { Query } from './db.ts';
import { Forgotten } from './residents.ts';
import { aad, type Key, openJson, sealJson } from './seal.ts';

/** What a turn keeps, sealed. `said` is null where nothing was said, or nothing may be kept (before consent). */
export interface TurnDoc {
  /** Base64 of the request's digest: the same event id must mean the same request. */
  digest?: string;
  said: { by: 'resident' | 'desk' | 'timer'; text: string } | null;
  replies: Reply[];
  stale?: true;
  /** The channel's name of what was said, by which it may be withdrawn. */
  message?: string;
}

/** Turns nobody's request carried, which others must not read on a shared phone: a counsellor's words, and what was due. */
export const unasked = (turn: string): string => `(${turn}.event_id like 'desk:%' or ${turn}.event_id like 'timer:%')`;

/** Due or held; not what the process that committed it is sending right now. */
export const isWaiting = (turn: string, now: string): string =>
  `(${turn}.due_at <= ${now} or ${turn}.due_at = 'infinity')`;

const place = (residentId: string, eventId: string) => aad('turn', `${residentId}/${eventId}`, 'doc');

/** `due`: null when the request carries the answer; else when it must leave. Due now it is not leased: the process that commits it
 *  may have no way to this person, the one with their open page looks every second. Due later it is in the hands of the process
 *  that commits it until then: whoever sends it settles it, and if that fails or dies the dispatcher takes it over. */
export function turnPart(
  key: Key,
  turn: { residentId: string; eventId: string; now: Date; doc: TurnDoc; due: Date | null },
): Part {
  return {
    name: turn.due ? 'turn_due' : 'turned',
    text: turn.due
      ? `insert into turn (resident_id, event_id, rev, center_id, channel, at, doc, due_at)
         select moved.resident_id, $1, moved.rev, moved.center_id, moved.channel, $2, $3, $4 from moved`
      : `insert into turn (resident_id, event_id, rev, center_id, channel, at, doc)
         select moved.resident_id, $1, moved.rev, moved.center_id, moved.channel, $2, $3 from moved`,
    values: [
      turn.eventId,
      turn.now,
      sealJson(key, place(turn.residentId, turn.eventId), turn.doc),
      ...(turn.due ? [turn.due] : []),
    ],
  };
}

export const openTurn = (key: Key, residentId: string, eventId: string, doc: Buffer): TurnDoc =>
  openJson(key, place(residentId, eventId), doc) as TurnDoc;

const Waiting = z.object({
  residentId: z.string(),
  eventId: z.string(),
  rev: z.number(),
  channel: z.string(),
  wrappedKey: z.instanceof(Buffer),
  doc: z.instanceof(Buffer),
});
export type Waiting = z.infer<typeof Waiting>;

/** `overtaken`: the person has had a later answer; what this one asks is not the present question. */
const Due = Waiting.extend({ overtaken: z.boolean() });
export type Due = z.infer<typeof Due>;

/** As the index of what waits has it. */
const waitsIn = 'case when sent_at is null and due_at is not null then channel end';

/** Takes due turns for delivery until `leaseUntil`, people in danger first, of each the oldest first, skipping what another process holds
 *  and who has blocked us. After an outage their counsellor's words must not leave behind everybody's questionnaires.
 *  `residents` narrows to those this process can reach; null: all of the channel. */
export async function leaseDue(
  query: Query,
  {
    channel,
    residents,
    now,
    leaseUntil,
    limit,
  }: {
    channel: string;
    residents: readonly string[] | null;
    now: Date;
    leaseUntil: Date;
    limit: number;
  },
): Promise<Due[]> {
  const { rows } = await query(
    `with due as (
       select resident_id, event_id from turn
       where sent_at is null and due_at is not null and due_at <= $2 and (lease_until is null or lease_until <= $2)
         and ${residents ? 'channel = $1 and resident_id = any ($3::uuid[])' : `${waitsIn} = $1 and $3::uuid[] is null`}
         and not exists (select from address where address.resident_id = turn.resident_id and address.channel = $1
           and address.blocked and address.sealed_id is not null)
       order by not exists (select from escalation urgent
           where urgent.resident_id = turn.resident_id and urgent.closed_at is null and urgent.priority <= 1), rev
       for update skip locked limit $5
     ), leased as (
       update turn t set lease_until = $4 from due
       where t.resident_id = due.resident_id and t.event_id = due.event_id
       returning t.resident_id, t.event_id, t.rev, t.channel, t.doc
     )
     select l.resident_id as "residentId", l.event_id as "eventId", l.rev, l.channel, r.wrapped_key as "wrappedKey", l.doc,
       exists (select from turn later where later.resident_id = l.resident_id and later.rev > l.rev and not ${unasked('later')}) as overtaken
     from leased l join resident r on r.id = l.resident_id order by l.resident_id, l.rev`,
    [channel, now, residents, leaseUntil, limit],
    residents ? 'turn_lease_theirs' : 'turn_lease_due',
  );
  return rows.map((row) => Due.parse(row));
}

/** What a page must be shown: turns that are due and were never shown, and with `afterRev` also those it says it missed.
 *  Held ones are left out. Throws Forgotten when there is no such person any more. */
export async function pushedTo(
  query: Query,
  residentId: string,
  afterRev: number | null,
  now: Date,
): Promise<Waiting[]> {
  const { rows } = await query(
    `select t.resident_id as "residentId", t.event_id as "eventId", t.rev, t.channel, r.wrapped_key as "wrappedKey", t.doc
     from resident r left join turn t
       on t.resident_id = r.id and t.due_at <= $3 and (t.sent_at is null or t.rev > $2)
     where r.id = $1 order by t.rev limit 200`,
    [residentId, afterRev, now],
    'turn_pushed_to',
  );
  if (rows.length === 0) throw new Forgotten();
  return rows.filter(({ eventId }) => eventId !== null).map((row) => Waiting.parse(row));
}

/** What was never shown, held ones too: a counsellor's words and what was due, or answers of the program that came too late for
 *  their request. `free`: only what nobody is sending at this moment. */
export async function unseen(
  query: Query,
  residentId: string,
  from: 'desk' | 'program',
  now: Date,
  { free = false } = {},
): Promise<Waiting[]> {
  const { rows } = await query(
    `select t.resident_id as "residentId", t.event_id as "eventId", t.rev, t.channel, r.wrapped_key as "wrappedKey", t.doc
     from turn t join resident r on r.id = t.resident_id
     where t.resident_id = $1 and t.sent_at is null and ${isWaiting('t', '$3')} and ${unasked('t')} = $2
       and (not $4::boolean or t.lease_until is null or t.lease_until <= $3)
     order by t.rev limit 50`,
    [residentId, from === 'desk', now, free],
    'turn_unseen',
  );
  return rows.map((row) => Waiting.parse(row));
}

export async function markSent(query: Query, residentId: string, revs: readonly number[], now: Date): Promise<void> {
  await query(
    'update turn set sent_at = $3, lease_until = null where resident_id = $1 and rev = any ($2::integer[]) and sent_at is null',
    [residentId, revs, now],
    'turn_mark_sent',
  );
}

/** Turns of several people that were shown, in one trip. */
export async function markAllSent(
  query: Query,
  shown: readonly { residentId: string; rev: number }[],
  now: Date,
): Promise<void> {
  await query(
    `update turn set sent_at = $3, lease_until = null from unnest($1::uuid[], $2::integer[]) as shown (resident_id, rev)
     where turn.resident_id = shown.resident_id and turn.rev = shown.rev and turn.sent_at is null`,
    [shown.map(({ residentId }) => residentId), shown.map(({ rev }) => rev), now],
    'turn_mark_all_sent',
  );
}

/** The channel will never take it as it is: it waits for whatever the person does next and is shown first then. */
export async function hold(query: Query, residentId: string, rev: number): Promise<void> {
  await query(
    `update turn set due_at = 'infinity', lease_until = null where resident_id = $1 and rev = $2 and sent_at is null`,
    [residentId, rev],
    'turn_hold',
  );
}

/** Does a counsellor's word, or what came by itself, wait for whatever this person does next? */
export async function isHolding(query: Query, residentId: string): Promise<boolean> {
  const { rowCount } = await query(
    `select from turn where resident_id = $1 and sent_at is null and due_at = 'infinity' and ${unasked('turn')} limit 1`,
    [residentId],
    'turn_is_holding',
  );
  return rowCount > 0;
}

const Said = z.object({ eventId: z.string(), doc: z.instanceof(Buffer) });

/** What somebody did lately, newest first. */
export async function lately(query: Query, residentId: string, limit: number): Promise<z.infer<typeof Said>[]> {
  const { rows } = await query(
    `select event_id as "eventId", doc from turn where resident_id = $1 and not ${unasked('turn')} order by rev desc limit $2`,
    [residentId, limit],
    'turn_lately',
  );
  return rows.map((row) => Said.parse(row));
}

/** Seals a turn's document anew: what somebody said was withdrawn. */
export async function rewrite(
  query: Query,
  key: Key,
  residentId: string,
  eventId: string,
  doc: TurnDoc,
): Promise<void> {
  await query(
    'update turn set doc = $3 where resident_id = $1 and event_id = $2',
    [residentId, eventId, sealJson(key, place(residentId, eventId), doc)],
    'turn_rewrite',
  );
}

/** Part of a turn: what was unread is shown with it. The request carries it now, so that no page is told it again (pushedTo). */
export const shownPart = (revs: readonly number[], now: Date): Part => ({
  name: 'shown',
  text: `update turn set sent_at = $2, due_at = null, lease_until = null from moved
    where turn.resident_id = moved.resident_id and turn.rev = any ($1::integer[])`,
  values: [revs, now],
});

/** Part of a turn: a page was opened anew, and somebody else may hold the phone: a counsellor's words and whatever came by itself
 *  wait until they are asked for. The program's own late answers, a crisis card among them, are shown. */
export const holdPart = (): Part => ({
  name: 'held',
  text: `update turn set due_at = 'infinity', lease_until = null from moved
    where turn.resident_id = moved.resident_id and turn.sent_at is null and turn.due_at is not null and ${unasked('turn')}`,
  values: [],
});

/** Part of a turn: somebody has the case now, or it is closed. That nobody had read it yet is not said any more. */
export const overtakenPart = (now: Date): Part => ({
  name: 'overtaken',
  text: `update turn set sent_at = $1, lease_until = null from moved
    where turn.resident_id = moved.resident_id and turn.sent_at is null
      and (turn.event_id like 'timer:late:%' or turn.event_id like 'timer:lapsed:%')`,
  values: [now],
});

/** The answer of a turn that came too late for its request must be sent after all. */
export async function sendLate(query: Query, residentId: string, eventId: string, now: Date): Promise<void> {
  await query(
    'update turn set due_at = $3 where resident_id = $1 and event_id = $2 and due_at is null and sent_at is null',
    [residentId, eventId, now],
    'turn_send_late',
  );
}
