/** 단계 and 상황판: who is told in which order, and how the centre keeps its word. */
import { z } from 'zod';
import { Ladder } from '../../triage/ladder.ts';
import { Id, Named, Time } from './common.ts';

export const WayKind = z.enum(['push', 'line', 'email', 'hook', 'team']);
const Bound = z.tuple([z.number(), z.number()]).readonly();
const Bounds = z.object({ first: Bound, wait: Bound, repeat: Bound, lapse: Bound, mayKeep: z.boolean() });

/** `rev` 0: nobody has written one, and the default holds. `ways`: what works of theirs. `cases`: open ones, and how many of them keep
 *  another version. */
export const LadderView = z.object({
  now: Time,
  rev: z.number().int(),
  ladder: Ladder,
  made: z.object({ by: z.string().nullable(), at: Time }).nullable(),
  people: z.array(Named.extend({ role: z.enum(['counsellor', 'lead']), ways: z.array(WayKind) })),
  team: z.boolean(),
  rotations: z.array(Named.extend({ backup: z.boolean() })),
  bounds: z.object({ 0: Bounds, 1: Bounds, 2: Bounds }),
  most: z.object({ steps: z.number(), targets: z.number() }),
  cases: z.object({ open: z.number().int(), onOthers: z.number().int() }),
});
export type LadderView = z.infer<typeof LadderView>;

/** `rev`: of the version that was read; where there is a newer one nothing is written (409 `ladder_changed`, with it in details). What does
 *  not fit is said field by field (422 `ladder_wrong`). */
export const ChangeLadder = z.strictObject({ rev: z.number().int().min(0).max(2_147_483_646), ladder: Ladder });
export const ChangedLadder = z.object({ rev: z.number().int() });

/** `at` null: now, with the desks that are open now. `ladder` null: the one that holds; else one that is being written. */
export const DryRun = z.strictObject({
  priority: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  at: Time.nullable(),
  ladder: Ladder.nullable(),
});
export const Skipped = z.object({
  step: z.number().int(),
  why: z.enum(['names-nobody', 'no-way']),
  names: z.array(z.string()),
});
/** One moment of a climb. `who`: people the step names; without `ways` and with a closed desk nothing of theirs rings. `alarm`: whom the
 *  lead's alarm goes to, and why. `step` null: nobody is called. */
export const DryRow = z.object({
  at: Time,
  round: z.number().int(),
  step: z.number().int().nullable(),
  who: z.array(Named.extend({ ways: z.array(WayKind), deskOpen: z.boolean() })),
  team: z.boolean(),
  skipped: z.array(Skipped),
  alarm: z.object({ why: z.enum(['exhausted', 'unreached']), to: z.array(z.string()) }).nullable(),
});
export const DryRunResult = z.object({ from: Time, rows: z.array(DryRow) });
export type DryRunResult = z.infer<typeof DryRunResult>;

/** Of one priority. `unspoken`: claimed, and nobody has spoken to them yet. `since`: how long the oldest of `unclaimed` waits. */
export const BoardWaiting = z.object({
  priority: z.number().int(),
  unclaimed: z.number().int(),
  overdue: z.number().int(),
  unspoken: z.number().int(),
  since: Time.nullable(),
  /** Nobody could be called for them when it was tried last. */
  uncalled: z.number().int(),
});
/** From opening to the first word or call of a person, of the cases opened within `days`: seconds; null: nobody was spoken to. `many`: how
 *  many were; `open`: still waiting for it; `none`: closed without one. */
export const BoardToHuman = z.object({
  priority: z.number().int(),
  many: z.number().int(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
  open: z.number().int(),
  none: z.number().int(),
});
export const Board = z.object({
  now: Time,
  days: z.number().int(),
  waiting: z.array(BoardWaiting),
  on: z.array(Named.extend({ until: Time, canBeTold: z.boolean() })),
  next: Time.nullable(),
  toHuman: z.array(BoardToHuman),
  /** Deadlines that passed unread, and claims that lapsed, today and in `days`. */
  missed: z.object({ today: z.number().int(), days: z.number().int() }),
  lapsed: z.object({ today: z.number().int(), days: z.number().int() }),
  /** Notices written today: taken by a provider, not sendable, and not sent yet. */
  notices: z.object({ sent: z.number().int(), failed: z.number().int(), due: z.number().int() }),
});
export type Board = z.infer<typeof Board>;

/** Of one case, the latest first. `id` null: not for this role to open. `told`: the person was told of it. */
export const MissedCase = z.object({
  id: Id.nullable(),
  priority: z.number().int(),
  openedAt: Time,
  firstMissedAt: Time,
  times: z.number().int(),
  told: z.number().int(),
  claimedAt: Time.nullable(),
  firstWordAt: Time.nullable(),
  closedAt: Time.nullable(),
  owner: z.string().nullable(),
});
export const Missed = z.object({ days: z.number().int(), cases: z.array(MissedCase) });
export type Missed = z.infer<typeof Missed>;

export const ladderRoutes = {
  ladder: { method: 'get', path: '/api/ladder', needs: 'roster', body: null, out: LadderView },
  changeLadder: { method: 'post', path: '/api/ladder', needs: 'center', body: ChangeLadder, out: ChangedLadder },
  dryRun: { method: 'post', path: '/api/ladder/dry-run', needs: 'roster', body: DryRun, out: DryRunResult },
  board: { method: 'get', path: '/api/board', needs: 'center', body: null, out: Board },
  missed: { method: 'get', path: '/api/board/missed', needs: 'center', body: null, out: Missed },
} as const;
