/** The inbox: events that could not become a turn in time. A row leaves only as a turn, or stays quarantined for a person. */
import { z } from 'zod';
import type { Part } from './commit.ts';
import type { Query } from './db.ts';
import { aad, type Key, openJson, sealJson } from './seal.ts';

const Pending = z.object({
  residentId: z.string(),
  eventId: z.string(),
  centerId: z.string(),
  channel: z.string(),
  event: z.instanceof(Buffer),
  attempts: z.number(),
  receivedAt: z.date(),
});
export type Pending = z.infer<typeof Pending>;

const place = (residentId: string, eventId: string) => aad('inbox', `${residentId}/${eventId}`, 'event');
const columns = `resident_id as "residentId", event_id as "eventId", center_id as "centerId", channel, event, attempts, received_at as "receivedAt"`;

/** Keeps an event, sealed with the installation's inbox key. The same event twice is kept once. Not run before `dueAt`. */
export async function setAside(
  query: Query,
  inboxKey: Key,
  at: {
    residentId: string;
    eventId: string;
    centerId: string;
    channel: string;
    event: unknown;
    now: Date;
    dueAt: Date;
  },
): Promise<void> {
  await query(
    `insert into inbox (resident_id, event_id, center_id, channel, event, received_at, due_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [
      at.residentId,
      at.eventId,
      at.centerId,
      at.channel,
      sealJson(inboxKey, place(at.residentId, at.eventId), at.event),
      at.now,
      at.dueAt,
    ],
    'inbox_set_aside',
  );
}

export const openPending = (inboxKey: Key, { residentId, eventId, event }: Pending): unknown =>
  openJson(inboxKey, place(residentId, eventId), event);

/** Takes due events until `leaseUntil`, the oldest of each person first. */
export async function leasePending(query: Query, now: Date, leaseUntil: Date, limit: number): Promise<Pending[]> {
  const { rows } = await query(
    `update inbox set lease_until = $2, attempts = attempts + 1 where (resident_id, event_id) in (
       select resident_id, event_id from inbox
       where quarantined_at is null and due_at <= $1 and (lease_until is null or lease_until <= $1)
       order by received_at for update skip locked limit $3)
     returning ${columns}`,
    [now, leaseUntil, limit],
    'inbox_lease',
  );
  // RETURNING has no order of its own.
  return rows.map((row) => Pending.parse(row)).sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
}

/** Takes one event of a person who has just written again: the older one goes first. Not one of its five tries: somebody who writes much while
 *  the database flaps would use those up within a second. Null when another process has it. */
export async function leaseOne(
  query: Query,
  residentId: string,
  eventId: string,
  now: Date,
  leaseUntil: Date,
): Promise<Pending | null> {
  const { rows } = await query(
    `update inbox set lease_until = $4
     where resident_id = $1 and event_id = $2 and quarantined_at is null and (lease_until is null or lease_until <= $3)
     returning ${columns}`,
    [residentId, eventId, now, leaseUntil],
    'inbox_lease_one',
  );
  return rows[0] ? Pending.parse(rows[0]) : null;
}

/** Part of the turn the event has become. */
export const takenPart = (eventId: string): Part => ({
  name: 'taken',
  text: 'delete from inbox using moved where inbox.resident_id = moved.resident_id and inbox.event_id = $1',
  values: [eventId],
});

/** The event had become a turn after all. */
export async function drop(query: Query, residentId: string, eventId: string): Promise<void> {
  await query('delete from inbox where resident_id = $1 and event_id = $2', [residentId, eventId], 'inbox_drop');
}

/** Another try later. */
export async function retryLater(
  query: Query,
  { residentId, eventId }: Pending,
  dueAt: Date,
  fault: string,
): Promise<void> {
  await query(
    'update inbox set due_at = $3, lease_until = null, fault = $4 where resident_id = $1 and event_id = $2',
    [residentId, eventId, dueAt, fault],
    'inbox_retry_later',
  );
}

/** No more tries: a person must look. The caller opens the task in the same transaction. */
export async function quarantine(
  query: Query,
  { residentId, eventId }: Pending,
  now: Date,
  fault: string,
): Promise<void> {
  await query(
    'update inbox set quarantined_at = $3, lease_until = null, fault = $4 where resident_id = $1 and event_id = $2',
    [residentId, eventId, now, fault],
    'inbox_quarantine',
  );
}
