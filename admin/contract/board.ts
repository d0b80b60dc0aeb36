/** 상황판: how the centre keeps its word. */
import { z } from 'zod';
import { Id, Named, Time } from './common.ts';

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
  /** `told`: whether a call would reach them now; `fails`: every way of theirs has failed each time lately. */
  on: z.array(Named.extend({ until: Time, told: z.enum(['works', 'fails', 'none']) })),
  next: Time.nullable(),
  toHuman: z.array(BoardToHuman),
  /** Deadlines that passed unread, and claims that lapsed, today and in `days`. */
  missed: z.object({ today: z.number().int(), days: z.number().int() }),
  lapsed: z.object({ today: z.number().int(), days: z.number().int() }),
  /** Notices written today: taken by a provider, not sendable, and not sent yet. */
  notices: z.object({ sent: z.number().int(), failed: z.number().int(), due: z.number().int() }),
});
export type Board = z.infer<typeof Board>;

/** Of one case, the latest first. `id` null: not for this role to open. `firstMissedAt`: its time to be claimed passed; `times`: counted so
 *  often; `told`: the person was told of it. `lapses`: claims that ended without a word, and whose they were. */
export const MissedCase = z.object({
  id: Id.nullable(),
  priority: z.number().int(),
  openedAt: Time,
  firstMissedAt: Time.nullable(),
  times: z.number().int(),
  lapses: z.array(z.object({ at: Time, by: z.string().nullable() })),
  told: z.number().int(),
  claimedAt: Time.nullable(),
  firstWordAt: Time.nullable(),
  closedAt: Time.nullable(),
  owner: z.string().nullable(),
});
export const Missed = z.object({ days: z.number().int(), cases: z.array(MissedCase) });
export type Missed = z.infer<typeof Missed>;

export const boardRoutes = {
  board: { method: 'get', path: '/api/board', needs: 'center', body: null, out: Board },
  missed: { method: 'get', path: '/api/board/missed', needs: 'center', body: null, out: Missed },
} as const;
