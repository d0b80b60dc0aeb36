/** 대기: who waits, most urgent first. */
import type { EscalationRow, QueueKey } from '../triage/store/desk.ts';
import { countWaiting, readQueue } from '../triage/store/desk.ts';
import { BestTime, type Queue, QueueRow, type Reason } from './contract.ts';
import { type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { namedIn } from './shown.ts';

/** Rows of one page: what a desk can draw at once. The most urgent stand on the first. */
const pageRows = 100;
/** A web page that was heard of within this time is in front of somebody: it says so every 20 s or so. */
const hereMs = 45_000;

export function queueHandlers({ db, clock, newId, push }: DeskDeps): Pick<Handlers, 'queue'> {
  return {
    async queue(call): Promise<Queue> {
      const now = clock();
      const after = call.query.after === undefined ? null : keyOf(call.query.after);
      const look = { auditId: newId(), after, limit: pageRows + 1 };
      const trace = traceOf(call, now);
      const found = await readQueue(db, look, trace);
      const waiting = await countWaiting(db, trace.centerId);
      const rows = found.slice(0, pageRows);
      const last = found.length > pageRows ? rows.at(-1) : undefined;
      return {
        now: now.toISOString(),
        rows: rows.map((row) => queueRow(row, push, now)),
        ...waiting,
        ...(last ? { next: `${last.priority}.${last.claimBy.getTime()}.${last.id}` } : {}),
      };
    },
  };
}

function keyOf(after: string): QueueKey {
  const [priority, claimBy, id = ''] = after.split('.');
  return { priority: Number(priority), claimBy: new Date(Number(claimBy)), id };
}

const knownFlags = QueueRow.shape.flags.element;

/** A stored escalation in the contract's words. */
export function queueRow(row: EscalationRow, push: DeskDeps['push'], now: Date): QueueRow {
  return {
    id: row.id,
    drill: row.drill,
    priority: row.priority,
    tier: row.tier,
    reason: row.reason as Reason,
    flags: row.flags.flatMap((flag) => knownFlags.safeParse(flag).data ?? []),
    ageBand: row.ageBand,
    channel: row.channel as QueueRow['channel'],
    reach: reachOf(row, push, now),
    phone: row.phone === null ? null : (BestTime.safeParse(row.phone).data ?? 'any'),
    openedAt: row.openedAt.toISOString(),
    // They wait from the moment it was opened, whatever was raised since.
    waitingSince: row.openedAt.toISOString(),
    rangAt: row.rangAt.toISOString(),
    claimBy: row.claimBy.toISOString(),
    owner: namedIn(row.ownerId, row.ownerName),
    firstWordAt: row.firstWordAt?.toISOString() ?? null,
    called: row.called,
    nextCallAt: row.nextCallAt?.toISOString() ?? null,
    lapseAt: row.lapseAt?.toISOString() ?? null,
    offeredTo: namedIn(row.offeredToId, row.offeredToName),
  };
}

/** Whether words get there: what the channel allows, whether they blocked us there, whether their page is in front of them. */
function reachOf(
  { channel, blocked, residentAt }: EscalationRow,
  push: DeskDeps['push'],
  now: Date,
): QueueRow['reach'] {
  if (blocked) return 'blocked';
  switch (push(channel)) {
    case 'always':
      return 'any-time';
    case 'never':
      return 'cannot-write-first';
    case 'open':
      return residentAt !== null && now.getTime() - residentAt.getTime() <= hereMs ? 'here-now' : 'left';
  }
}
