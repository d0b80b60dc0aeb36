/** 단계: who is told in which order. */
import { z } from 'zod';
import { Ladder } from '../../triage/ladder.ts';
import { Named, Time, WayKind } from './common.ts';

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
/** A step that is not waited out. `fails`: these people, and the `team`'s chat, are called all the same. */
export const Skipped = z.object({
  step: z.number().int(),
  why: z.enum(['names-nobody', 'no-way', 'fails']),
  names: z.array(z.string()),
  team: z.boolean(),
});
/** One moment of a climb. `who`: people the step names; without `ways` and with a closed desk nothing of theirs rings. `alarm`: whom the
 *  lead's alarm goes to, and why. `step` null: nobody is
 *  called who is waited for. */
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

export const ladderRoutes = {
  ladder: { method: 'get', path: '/api/ladder', needs: 'roster', body: null, out: LadderView },
  changeLadder: { method: 'post', path: '/api/ladder', needs: 'center', body: ChangeLadder, out: ChangedLadder },
  dryRun: { method: 'post', path: '/api/ladder/dry-run', needs: 'roster', body: DryRun, out: DryRunResult },
} as const;
