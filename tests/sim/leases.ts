/** What one process works on is taken by no other before its lease has passed: looked at in the store itself, around every statement that
 *  takes something. Of a timer and of an event nothing else would show it, for the second turn finds the first. */
import type pg from 'pg';

interface Taking {
  /** `key` of what somebody holds at `$1`. */
  held: string;
  /** Which value of the statement is its now. */
  now: number;
}

const timers = `select resident_id || '/' || kind as key from timer where lease_until > $1`;
const events = `select resident_id || '/' || event_id as key from inbox where lease_until > $1`;
const answers = `select resident_id || '/' || event_id as key from turn where sent_at is null and lease_until > $1`;
const pages = `select id::text as key from page where state = 'due' and lease_until > $1`;

const takings: Readonly<Record<string, Taking>> = {
  timer_lease: { held: timers, now: 0 },
  inbox_lease: { held: events, now: 0 },
  inbox_lease_one: { held: events, now: 2 },
  turn_lease_due: { held: answers, now: 1 },
  // What it finds is leased in the same transaction.
  pages_due: { held: pages, now: 1 },
};

/** A timer, an event or an answer of somebody, or a page. */
type Taken = { residentId: string; kind?: string; eventId?: string } | { id: string };

const keyOf = (taken: Taken): string =>
  'residentId' in taken ? `${taken.residentId}/${taken.kind ?? taken.eventId}` : taken.id;

/** What is held as a statement of this name begins, by its own clock; empty for any that takes nothing. */
export async function heldBefore(
  client: pg.Client,
  name: string | undefined,
  given: readonly unknown[] | undefined,
): Promise<ReadonlySet<string>> {
  const taking = takings[name ?? ''];
  if (!taking) return new Set();
  // By a name: it is asked before every look for what is due, and is otherwise the dearest statement of a world.
  const held = { name: `sim_held_${name}`, text: taking.held, values: [given?.[taking.now]] };
  const { rows } = await client.query<{ key: string }>(held);
  return new Set(rows.map(({ key }) => key));
}

/** Of the rows the statement gave, those that were somebody else's. */
export function takenTwice(held: ReadonlySet<string>, rows: readonly unknown[]): string[] {
  if (held.size === 0) return [];
  return (rows as readonly Taken[]).map(keyOf).filter((key) => held.has(key));
}
