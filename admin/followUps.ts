/** 후속: what is left to do for people. The list here; what is done about it, in the case and with other agencies, beside. */

import { addDays, dayOf, endOf, endOfWeek } from '../triage/days.ts';
import { Refused } from '../triage/errors.ts';
import { asksAgain, dayOfStep } from '../triage/plan.ts';
import { colleaguesOf, countDue, type ListedRow, readFollowUps, type WhatRow } from '../triage/store/followUps.ts';
import { caseFollowUpHandlers } from './caseFollowUps.ts';
import {
  BestTime,
  type FollowUpRow,
  type FollowUps,
  Need,
  QueueRow,
  type Reason,
  type ReferralState,
} from './contract.ts';
import { followUpActs } from './followUpActs.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { referralHandlers } from './referrals.ts';
import { resourceHandlers } from './resources.ts';
import { may } from './roles.ts';
import { namedIn } from './shown.ts';

const pageRows = 100;
const mostCounted = 100;

/** changed: tells the desks of a centre to look again. */
export function followUpHandlers(deps: DeskDeps, changed: (centerId: string) => void) {
  return {
    ...listHandlers(deps),
    ...followUpActs(deps, changed),
    ...caseFollowUpHandlers(deps),
    ...referralHandlers(deps),
    ...resourceHandlers(deps),
  };
}

function listHandlers({ db, clock, newId }: DeskDeps): Pick<Handlers, 'followUps' | 'dueFollowUps' | 'colleagues'> {
  return {
    async followUps(call): Promise<FollowUps> {
      const now = clock();
      const look = { auditId: newId(), ...conditions(call, dayOf(now)), limit: pageRows + 1 };
      const found = await readFollowUps(db, look, traceOf(call, now));
      const rows = found.slice(0, pageRows);
      const last = found.length > pageRows ? rows.at(-1) : undefined;
      return {
        now: now.toISOString(),
        today: dayOf(now),
        rows: rows.map(rowOf),
        ...(last ? { next: `${last.dueAt.getTime()}.${last.id}` } : {}),
      };
    },
    async dueFollowUps(call) {
      const now = clock();
      const due = await countDue(db, call.session.centerId, after(dayOf(now)), mostCounted);
      return { now: now.toISOString(), due };
    },
    async colleagues(call) {
      const staff = await colleaguesOf(db, call.session.centerId);
      const theirs = staff.filter(({ role }) => may(role, 'follow-ups'));
      return { staff: theirs.map(({ id, name, role }) => ({ id, name, leads: may(role, 'check') })) };
    },
  };
}

/** The first moment that no longer belongs to a day. */
const after = (day: string): Date => new Date(endOf(day).getTime() + 1000);

function conditions({ query, session }: Call<'followUps'>, today: string) {
  const until = { today: after(today), week: after(endOfWeek(today)), all: null }[query.until ?? 'all'];
  const [ms = '', id = ''] = query.after?.split('.') ?? [];
  return {
    before: until,
    staffId: query.whose === 'mine' ? session.id : null,
    kind: query.kind ?? null,
    after: query.after === undefined ? null : { dueAt: new Date(Number(ms)), id },
  };
}

const knownFlags = QueueRow.shape.flags.element;

function rowOf(row: ListedRow): FollowUpRow {
  return {
    ...whatOf(row),
    reason: row.reason as Reason | null,
    flags: row.flags.flatMap((flag) => knownFlags.safeParse(flag).data ?? []),
    ageBand: row.ageBand,
    tier: row.tier,
    phone: row.phone === null ? null : (BestTime.safeParse(row.phone).data ?? 'any'),
    case: row.caseId === null ? null : { id: row.caseId, open: row.caseOpen === true },
  };
}

/** What there is to do, in the contract's words. */
export function whatOf(row: WhatRow) {
  const { step, referralId, referredTo } = row;
  return {
    id: row.id,
    kind: row.kind,
    need: Need.safeParse(row.need).data ?? null,
    step: step === null ? null : { n: step, day: dayOfStep(step) ?? 0, asksAgain: asksAgain(step) },
    referral:
      referralId === null
        ? null
        : { id: referralId, resource: referredTo ?? '', state: row.referralState as ReferralState },
    gatekeeper: namedIn(row.gatekeeperId, row.gatekeeperName),
    dueOn: dayOf(row.dueAt),
    assignee: namedIn(row.assigneeId, row.assigneeName),
    postponed: row.postponed,
  };
}

/** As far ahead as anything may be planned. */
const mostDaysAhead = 365;

/** Until when something is due. `first`: the first day that may be chosen, counted from today. Throws Refused that names the field and
 *  the days that may be chosen. */
export function dueOf(day: string, now: Date, first: number): Date {
  const today = dayOf(now);
  const days = { earliest: addDays(today, first), latest: addDays(today, mostDaysAhead) };
  if (day < days.earliest) throw new Refused(422, 'due_past', 'the day is over', { field: 'dueOn', ...days });
  if (day > days.latest) throw new Refused(422, 'due_far', 'more than a year ahead', { field: 'dueOn', ...days });
  return endOf(day);
}
