/** 훈련: somebody made up is in danger, one of the staff is called as in earnest, and what was seen of it is kept. */
import { z } from 'zod';
import { DrillReport } from '../../triage/drill.ts';
import { Id, Named, Time } from './common.ts';

export type { DrillReport };
export type DrillFault = DrillReport['faults'][number];

/** `endedAt` null: it runs. `caseId`: while it can still be looked at. `report` null: it is kept without one. */
export const Drill = z.object({
  id: Id,
  name: z.string(),
  askedBy: z.string().nullable(),
  startedAt: Time,
  endedAt: Time.nullable(),
  caseId: Id.nullable(),
  report: DrillReport.nullable(),
});
export type Drill = z.infer<typeof Drill>;

/** people: who can be called for one. lastsMinutes: a drill nobody answers is over then. The newest first. */
export const Drills = z.object({ now: Time, lastsMinutes: z.int(), people: z.array(Named), drills: z.array(Drill) });
export type Drills = z.infer<typeof Drills>;

export const StartDrill = z.strictObject({ staffId: Id });

export const drillRoutes = {
  drills: { method: 'get', path: '/api/drills', needs: 'check', body: null, out: Drills },
  startDrill: { method: 'post', path: '/api/drills', needs: 'check', body: StartDrill, out: z.object({ id: Id }) },
} as const;
