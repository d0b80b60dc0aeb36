/** What a restored copy holds, against the record of what was answered; and whether all of it can be read with the key kept apart. */
import { restore as readSnapshot, type Stored } from '../../../flows/snapshot.ts';
import type { Query } from '../../../triage/store/db.ts';
import { type Broken, broken } from '../../../triage/store/invariants.ts';
import { residentKey } from '../../../triage/store/residents.ts';
import { aad, openJson } from '../../../triage/store/seal.ts';
import { openTurn } from '../../../triage/store/turns.ts';
import type { Asked } from './record.ts';

export interface Kept {
  /** Answered 200, and no turn of it is here. */
  lost: Asked[];
  /** Turns of the record that are here. */
  here: Asked[];
  /** Somebody said that they are in danger, the turn is here, and no case tells of it. */
  withoutCase: string[];
  /** Rows opened with the key: talks, places in the conversation. Whatever does not open throws SealBroken. */
  opened: { turns: number; snapshots: number };
  openCases: string[];
  broken: Broken[];
}

/** Reads everything. Throws SealBroken where the key does not fit, UnknownVersion where a snapshot cannot be run. */
export async function keptIn(query: Query, master: Buffer, record: readonly Asked[], now: Date): Promise<Kept> {
  const turns = await openedTurns(query, master);
  const told = new Set(
    (await query<{ cause: string }>('select cause from escalation_event')).rows.map((one) => one.cause),
  );
  const here = record.filter(({ eventId }) => turns.has(eventId));
  const { rows: open } = await query<{ id: string }>('select id from escalation where closed_at is null order by id');
  return {
    here,
    lost: record.filter(({ eventId, answeredAt }) => answeredAt !== null && !turns.has(eventId)),
    withoutCase: here.filter(({ eventId, risky }) => risky && !told.has(eventId)).map(({ eventId }) => eventId),
    opened: { turns: turns.size, snapshots: await openedSnapshots(query, master) },
    openCases: open.map(({ id }) => id),
    broken: await broken(query, now),
  };
}

async function openedTurns(query: Query, master: Buffer): Promise<Set<string>> {
  const { rows } = await query<{ residentId: string; eventId: string; doc: Buffer; key: Buffer }>(
    `select resident_id as "residentId", event_id as "eventId", doc, wrapped_key as key
     from turn join resident on resident.id = turn.resident_id`,
  );
  for (const { residentId, eventId, doc, key } of rows) {
    openTurn(residentKey(master, residentId, key), residentId, eventId, doc);
  }
  return new Set(rows.map(({ eventId }) => eventId));
}

async function openedSnapshots(query: Query, master: Buffer): Promise<number> {
  const { rows } = await query<{ residentId: string; snapshot: Buffer; key: Buffer }>(
    `select resident_id as "residentId", snapshot, wrapped_key as key
     from conversation join resident on resident.id = conversation.resident_id`,
  );
  for (const { residentId, snapshot, key } of rows) {
    const place = aad('conversation', residentId, 'snapshot');
    readSnapshot(openJson(residentKey(master, residentId, key), place, snapshot) as Stored);
  }
  return rows.length;
}

/** Seconds of what was answered that are gone: from the first that is lost to the moment of the loss. 0: nothing is. */
export function lostSeconds({ lost }: Kept, lostAt: number): number {
  const first = Math.min(...lost.map(({ answeredAt }) => answeredAt ?? lostAt));
  return lost.length === 0 ? 0 : (lostAt - first) / 1000;
}
