/** 훈련 at the desk: who may ask for one, and what came of those there were. */
import { DrillReport, drillMs, reportOf, startDrill } from '../triage/drill.ts';
import { Refused } from '../triage/errors.ts';
import { audit } from '../triage/store/audit.ts';
import { colleaguesOf } from '../triage/store/followUps.ts';
import { type DrillKept, type DrillSeen, drillsOf, drillsSeen } from '../triage/store/rehearsals.ts';
import type { Drill, Drills } from './contract.ts';
import { type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { may } from './roles.ts';

/** What somebody looks back at. */
const shown = 20;

export function drillHandlers(deps: DeskDeps): Pick<Handlers, 'drills' | 'startDrill'> {
  const { db, clock, newId, rehearsal } = deps;

  /** Those who take cases: a drill ends with a claim and a word. */
  const peopleOf = async (centerId: string) =>
    (await colleaguesOf(db, centerId)).filter(({ role }) => may(role, 'claim')).map(({ id, name }) => ({ id, name }));

  return {
    async drills({ session }): Promise<Drills> {
      const kept = await drillsOf(db.query, session.centerId, shown);
      const running = new Map((await drillsSeen(db.query, null)).map((seen) => [seen.id, seen]));
      return {
        now: clock().toISOString(),
        lastsMinutes: drillMs / 60_000,
        people: await peopleOf(session.centerId),
        drills: kept.map((drill) => drillOf(drill, running.get(drill.id))),
      };
    },
    async startDrill(call) {
      const { session, body } = call;
      const { centerId } = session;
      if (!(await peopleOf(centerId)).some(({ id }) => id === body.staffId)) {
        throw new Refused(422, 'drill_nobody', 'nobody of this centre who takes cases');
      }
      await audit(db, { ...traceOf(call, clock()), id: newId(), action: 'drill.start', subject: body.staffId });
      const id = await startDrill(
        { query: db.query, clock, newId, ...rehearsal },
        { centerId, staffId: body.staffId, askedBy: session.id },
      );
      return { id };
    },
  };
}

function drillOf({ id, name, askedBy, startedAt, endedAt, report }: DrillKept, running: DrillSeen | undefined): Drill {
  return {
    id,
    name,
    askedBy,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    caseId: running?.caseId ?? null,
    report: running ? reportOf(running) : (DrillReport.safeParse(report).data ?? null),
  };
}
