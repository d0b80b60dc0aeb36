/** 인수인계: what whoever leaves tells whoever comes, and what is open at the centre. */
import { z } from 'zod';
import { Need, Reason, Tier } from './case.ts';
import { Id, Named, noteOf, Time } from './common.ts';
import { FollowUpKind } from './followUps.ts';
import { HandoverState } from './roster.ts';

/** missed: a promised time passed, and they were told. */
export const OpenCase = z.object({
  id: Id,
  priority: z.number().int(),
  tier: Tier.nullable(),
  reason: Reason,
  owner: Named.nullable(),
  waitingSince: Time,
  claimBy: Time,
  firstWordAt: Time.nullable(),
  missed: z.boolean(),
});
export type OpenCase = z.infer<typeof OpenCase>;

/** Of somebody in the high tier. caseId: where they are found. */
export const OpenFollowUp = z.object({
  id: Id,
  caseId: Id.nullable(),
  kind: FollowUpKind,
  need: Need.nullable(),
  step: z.number().int().nullable(),
  dueAt: Time,
});
export type OpenFollowUp = z.infer<typeof OpenFollowUp>;

/** handover: the last one; null: duty never passed from one to another. notes: those nobody has accepted yet, and those of this handover.
 *  mayAccept: whoever is on duty, and leads. mayWrite: whoever is on duty or left within two hours, and leads. */
export const Handover = z.object({
  now: Time,
  handover: HandoverState.nullable(),
  mayAccept: z.boolean(),
  mayWrite: z.boolean(),
  notes: z.array(z.object({ id: Id, by: Named, at: Time, text: z.string() })),
  cases: z.array(OpenCase),
  followUps: z.array(OpenFollowUp),
});
export type Handover = z.infer<typeof Handover>;

export const WriteHandover = z.strictObject({ note: noteOf(2000) });
/** at: of the handover that was read; where duty has passed on since nothing is accepted (409 `handover_passed`). */
export const AcceptHandover = z.strictObject({ at: Time });

export const handoverRoutes = {
  handover: { method: 'get', path: '/api/handover', needs: 'case', body: null, out: Handover },
  writeHandover: { method: 'post', path: '/api/handover/notes', needs: 'case', body: WriteHandover, out: null },
  acceptHandover: { method: 'post', path: '/api/handover/accept', needs: 'case', body: AcceptHandover, out: null },
} as const;
