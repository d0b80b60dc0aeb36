/** In the case: what is left to do for this person and what was done, whom they were referred to, what they agreed to. */
import { dayOf } from '../triage/days.ts';
import { Refused } from '../triage/errors.ts';
import { taskEventNote, taskNote } from '../triage/store/followUpActs.ts';
import { type TaskEventRow, type TaskRow, taskEventsOf, tasksOf } from '../triage/store/followUps.ts';
import { openCaseTasks } from '../triage/store/followUpsHeld.ts';
import {
  type ReferralEventRow,
  type ReferralRow,
  referralEventsOf,
  referralNote,
  referralsOf,
  thirdPartiesOf,
} from '../triage/store/referrals.ts';
import { residentKey } from '../triage/store/residents.ts';
import { type Aad, open } from '../triage/store/seal.ts';
import { consentsIn } from './consents.ts';
import {
  type CaseFollowUps,
  type CaseTask,
  FollowUpOutcome,
  type Referral,
  type ReferralBasis,
  type ReferralState,
  type ResourceKind,
} from './contract.ts';
import { whatOf } from './followUps.ts';
import { type DeskDeps, type Handlers, traceOf } from './handler.ts';

type Opens = (place: Aad, sealed: Buffer | null) => string | null;

export function caseFollowUpHandlers({ db, clock, newId, master, log }: DeskDeps): Pick<Handlers, 'caseFollowUps'> {
  return {
    async caseFollowUps(call): Promise<CaseFollowUps> {
      const { id } = call;
      const now = clock();
      const found = await db.transaction(async (tx) => {
        const held = await openCaseTasks(tx, { id, auditId: newId() }, traceOf(call, now));
        return (
          held && {
            ...held,
            tasks: await tasksOf(tx, held.residentId),
            taskEvents: await taskEventsOf(tx, held.residentId),
            referrals: await referralsOf(tx, held.residentId),
            referralEvents: await referralEventsOf(tx, held.residentId),
            asked: await thirdPartiesOf(tx, held.residentId),
          }
        );
      });
      if (!found) throw new Refused(404, 'not_found', 'this centre has no such case');
      const { residentId, tasks, taskEvents, referrals, referralEvents } = found;
      const key = residentKey(master, residentId, found.wrappedKey);
      /** A part that does not open is left out and logged, so that it never hides the rest. */
      const opens: Opens = (place, sealed) => {
        if (!sealed) return null;
        try {
          return open(key, place, sealed).toString();
        } catch (fault) {
          const name = fault instanceof Error ? fault.name : 'unknown';
          log.error(
            { residentId, table: place.table, column: place.column, fault: name },
            'a sealed part does not open',
          );
          return null;
        }
      };
      return {
        now: now.toISOString(),
        today: dayOf(now),
        tier: found.tier,
        tasks: tasks.map((task) => taskOf(task, of(taskEvents, task.id), residentId, opens)),
        hasPlan: tasks.some(
          ({ kind, doneAt, escalationId }) => kind === 'plan' && (doneAt === null || escalationId === id),
        ),
        referrals: referrals.map((one) => {
          const theirs = referralEvents.filter(({ referralId }) => referralId === one.id);
          return referralOf(one, theirs, residentId, opens);
        }),
        consents: consentsIn(found.asked, residentId, key, log),
      };
    },
  };
}

const of = (events: readonly TaskEventRow[], taskId: string) =>
  events.filter(({ followUpId }) => followUpId === taskId);

function taskOf(task: TaskRow, events: readonly TaskEventRow[], residentId: string, opens: Opens): CaseTask {
  return {
    ...whatOf(task),
    note: opens(taskNote(residentId, task.id), task.note),
    doneAt: task.doneAt?.toISOString() ?? null,
    outcome: FollowUpOutcome.safeParse(task.outcome).data ?? null,
    events: events.map((event) => ({
      at: event.at.toISOString(),
      kind: event.kind,
      by: event.by,
      to: event.to,
      dueOn: event.dueAt && dayOf(event.dueAt),
      outcome: FollowUpOutcome.safeParse(event.outcome).data ?? null,
      note: opens(taskEventNote(residentId, task.id, event.id), event.note),
    })),
  };
}

function referralOf(row: ReferralRow, events: readonly ReferralEventRow[], residentId: string, opens: Opens): Referral {
  const { id, resourceId, resourceName, resourcePhone } = row;
  return {
    id,
    resource: { id: resourceId, name: resourceName, kind: row.resourceKind as ResourceKind, phone: resourcePhone },
    state: row.state as ReferralState,
    basis: row.basis as ReferralBasis,
    requestedAt: row.requestedAt.toISOString(),
    events: events.map((event) => ({
      at: event.at.toISOString(),
      state: event.state as ReferralState,
      by: event.by,
      note: opens(referralNote(residentId, id, event.id), event.note),
    })),
  };
}
