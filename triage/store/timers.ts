/** Timers: a due event of a conversation, one of each kind at most. */
import { z } from 'zod';
import { type TimerKind, timerKinds } from '../../flows/protocol.ts';
import type { Part } from './commit.ts';
import type { Query } from './db.ts';

const Timer = z.object({
  residentId: z.string(),
  centerId: z.string(),
  kind: z.enum(timerKinds),
  serial: z.number(),
  /** This try counted. */
  attempts: z.number(),
});
export type Timer = z.infer<typeof Timer>;

/** `serial` is the rev that armed it: with the kind it names the event, so that one arming fires once. */
export const schedulePart = (kind: TimerKind, dueAt: Date): Part => ({
  name: `armed_${kind}`,
  text: `insert into timer (resident_id, kind, center_id, serial, due_at)
    select moved.resident_id, $1, moved.center_id, moved.rev, $2 from moved
    on conflict (resident_id, kind) do update set serial = excluded.serial, due_at = excluded.due_at, lease_until = null, attempts = 0`,
  values: [kind, dueAt],
});

export const cancelPart = (kind: TimerKind): Part => ({
  name: `cancelled_${kind}`,
  text: 'delete from timer using moved where timer.resident_id = moved.resident_id and timer.kind = $1',
  values: [kind],
});

/** Takes due timers until `leaseUntil`, skipping what another process holds. */
export async function leaseTimers(query: Query, now: Date, leaseUntil: Date, limit: number): Promise<Timer[]> {
  const { rows } = await query(
    `update timer set lease_until = $2, attempts = attempts + 1 where (resident_id, kind) in (
       select resident_id, kind from timer where due_at <= $1 and (lease_until is null or lease_until <= $1) and kind = any ($4)
       order by due_at for update skip locked limit $3)
     returning resident_id as "residentId", center_id as "centerId", kind, serial, attempts`,
    // A newer build may know other kinds; they are its own to work on.
    [now, leaseUntil, limit, timerKinds],
    'timer_lease',
  );
  return rows.map((row) => Timer.parse(row));
}

/** It could not become a turn: another time. One armed anew meanwhile stays. */
export async function delayTimer(query: Query, { residentId, kind, serial }: Timer, dueAt: Date): Promise<void> {
  await query(
    'update timer set due_at = $4, lease_until = null where resident_id = $1 and kind = $2 and serial = $3',
    [residentId, kind, serial, dueAt],
    'timer_delay',
  );
}

/** The timer has become a turn, or counts no more. One armed anew meanwhile (another serial) stays. */
export async function dropTimer(query: Query, { residentId, kind, serial }: Timer): Promise<void> {
  await query(
    'delete from timer where resident_id = $1 and kind = $2 and serial = $3',
    [residentId, kind, serial],
    'timer_drop',
  );
}
