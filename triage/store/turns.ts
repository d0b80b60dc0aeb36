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
}

/** Turns nobody's request carried, which others must not read on a shared phone: a counsellor's words, and what was due. */
export const unasked = (turn: string): string => `(${turn}.event_id like 'desk:%' or ${turn}.event_id like 'timer:%')`;

const place = (residentId: string, eventId: string) => aad('turn', `${residentId}/${eventId}`, 'doc');

/** `due`: null when the request carries the answer; else when it must leave. Not leased: the process that commits it may have no
 *  way to this person, the one with their open page looks every second. */
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

/** Takes due turns for delivery until `leaseUntil`, oldest first, skipping what another process holds.
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
): Promise<Waiting[]> {
  const { rows } = await query(
    `with due as (
       select resident_id, event_id from turn
       where sent_at is null and due_at <= $2 and (lease_until is null or lease_until <= $2) and channel = $1
         and ($3::uuid[] is null or resident_id = any ($3))
       order by rev for update skip locked limit $5
     ), leased as (
       update turn t set lease_until = $4 from due
       where t.resident_id = due.resident_id and t.event_id = due.event_id
       returning t.resident_id, t.event_id, t.rev, t.channel, t.doc
     )
     select l.resident_id as "residentId", l.event_id as "eventId", l.rev, l.channel, r.wrapped_key as "wrappedKey", l.doc
     from leased l join resident r on r.id = l.resident_id order by l.resident_id, l.rev`,
    [channel, now, residents, leaseUntil, limit],
    'turn_lease_due',
  );
  return rows.map((row) => Waiting.parse(row));
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
 *  their request. */
export async function unseen(query: Query, residentId: string, from: 'desk' | 'program'): Promise<Waiting[]> {
  const { rows } = await query(
    `select t.resident_id as "residentId", t.event_id as "eventId", t.rev, t.channel, r.wrapped_key as "wrappedKey", t.doc
     from turn t join resident r on r.id = t.resident_id
     where t.resident_id = $1 and t.sent_at is null and t.due_at is not null and ${unasked('t')} = $2
     order by t.rev limit 50`,
    [residentId, from === 'desk'],
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

/** Part of a turn: what was unread is shown with it. */
export const shownPart = (revs: readonly number[], now: Date): Part => ({
  name: 'shown',
  text: `update turn set sent_at = $2, lease_until = null from moved
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
