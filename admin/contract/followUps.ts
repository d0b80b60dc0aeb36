/** 후속: what is left to do for people, and the eight weeks after a crisis. Whom they are referred to stands in referrals.ts. */
import { z } from 'zod';
import { BestTime, callOutcomes, Need, QueueRow, Reason } from './case.ts';
import { Day, Id, Named, noteOf, Time } from './common.ts';
import { Consent, Referral, ReferralState, referralRoutes } from './referrals.ts';

export * from './referrals.ts';

/** case: an open case of priority 3, done in the case itself. lead: three attempts in a row reached nobody. */
export const followUpKinds = ['case', 'need', 'call', 'rescreen', 'referral', 'plan', 'gatekeeper', 'lead'] as const;
export const FollowUpKind = z.enum(followUpKinds);
export type FollowUpKind = z.infer<typeof FollowUpKind>;

/** How each kind of task may end. A referral's check ends with the referral, a case in the case. */
export const endings = {
  need: ['provided', 'referred', 'no-answer', 'declined', 'not-needed'],
  call: [...callOutcomes, 'not-needed'],
  rescreen: ['rescreened', 'no-answer', 'message-left', 'wrong-number', 'declined', 'not-needed'],
  plan: [...callOutcomes, 'not-needed'],
  gatekeeper: ['looked-in', 'worried', 'no-answer', 'declined', 'not-needed'],
  lead: ['keep-trying', 'visited', 'handed-119-112', 'other-center', 'stop-trying'],
} as const;
/** By hand, and with the referral: `confirmed`, `referral-declined`. */
export const followUpOutcomes = [
  ...callOutcomes,
  'provided',
  'referred',
  'not-needed',
  'rescreened',
  'looked-in',
  'worried',
  'keep-trying',
  'visited',
  'handed-119-112',
  'other-center',
  'stop-trying',
  'confirmed',
  'referral-declined',
] as const;
export const FollowUpOutcome = z.enum(followUpOutcomes);
export type FollowUpOutcome = z.infer<typeof FollowUpOutcome>;

const What = {
  kind: FollowUpKind,
  /** Of a need: which one. */
  need: Need.nullable(),
  /** Of a plan: 1 to 10, how many days after its beginning, and whether ASQ and item 9 are asked again. */
  step: z.object({ n: z.number().int(), day: z.number().int(), asksAgain: z.boolean() }).nullable(),
  /** Of a referral's check. */
  referral: z.object({ id: Id, resource: z.string(), state: ReferralState }).nullable(),
  gatekeeper: Named.nullable(),
  /** It is late when this day is over, in Korea. */
  dueOn: Day,
  assignee: Named.nullable(),
  /** How often it was put off. */
  postponed: z.number().int(),
};

/** One thing that is left to do. Of the person: what a queue would say, never a name, number or word of theirs. */
export const FollowUpRow = z.object({
  id: Id,
  ...What,
  /** Of a case: why it was opened. */
  reason: Reason.nullable(),
  flags: QueueRow.shape.flags,
  ageBand: z.string().nullable(),
  tier: QueueRow.shape.tier,
  phone: z.enum([...BestTime.options, 'any']).nullable(),
  /** Where the person is found: their open case, or the last one. Null: they never had one. */
  case: z.object({ id: Id, open: z.boolean() }).nullable(),
});
export type FollowUpRow = z.infer<typeof FollowUpRow>;

export const FollowUps = z.object({
  now: Time,
  today: Day,
  rows: z.array(FollowUpRow),
  /** There are more: ask again with `?after=<next>`. Absent on the last page. */
  next: z.string().optional(),
});
export type FollowUps = z.infer<typeof FollowUps>;

export const FollowUpsQuery = z.object({
  /** week: until Sunday. */
  until: z.enum(['today', 'week', 'all']).optional(),
  whose: z.enum(['mine', 'all']).optional(),
  kind: FollowUpKind.optional(),
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional(),
});

/** How many are due by the end of today; 100 stands for a hundred or more. */
export const DueCount = z.object({ now: Time, due: z.number().int().max(100) });

/** Whom something may be given to. `leads` may decide what only a lead decides. */
export const Colleagues = z.object({ staff: z.array(Named.extend({ leads: z.boolean() })) });

/** What happened to a task, oldest first. */
export const FollowUpEvent = z.object({
  at: Time,
  kind: z.enum(['made', 'postponed', 'assigned', 'done']),
  by: z.string().nullable(),
  /** Of 'made', 'assigned': to whom. */
  to: z.string().nullable(),
  dueOn: Day.nullable(),
  outcome: FollowUpOutcome.nullable(),
  note: z.string().nullable(),
});
export const CaseTask = z.object({
  id: Id,
  ...What,
  note: z.string().nullable(),
  doneAt: Time.nullable(),
  outcome: FollowUpOutcome.nullable(),
  events: z.array(FollowUpEvent),
});
export type CaseTask = z.infer<typeof CaseTask>;

/** What is left to do for the person of a case, and what was done, whichever case of theirs it was for. */
export const CaseFollowUps = z.object({
  now: Time,
  today: Day,
  /** As it stands today, in the open case or the last one. */
  tier: QueueRow.shape.tier,
  tasks: z.array(CaseTask),
  /** One is running, or this case had one. */
  hasPlan: z.boolean(),
  referrals: z.array(Referral),
  consents: z.array(Consent),
});
export type CaseFollowUps = z.infer<typeof CaseFollowUps>;

export const FinishFollowUp = z.strictObject({ outcome: FollowUpOutcome, note: noteOf(2000).optional() });
/** Whether it made somebody else's work: the lead is asked (nobody was reached three times), or a call for today (a gatekeeper worries). */
export const Finished = z.object({ lead: z.boolean(), call: z.boolean() });
export const PostponeFollowUp = z.strictObject({ dueOn: Day, reason: noteOf(2000) });
/** What is left out stays as it is; null: nobody. */
export const AssignFollowUp = z.strictObject({
  staffId: Id.nullable().optional(),
  gatekeeperId: Id.nullable().optional(),
  /** Whose it was on the screen: if it is somebody else's by now, nothing is changed (409 `assigned_now`). */
  seen: Id.nullable().optional(),
});
export const AddFollowUp = z.strictObject({
  kind: z.enum(['call', 'rescreen', 'gatekeeper']),
  dueOn: Day,
  note: noteOf(2000).optional(),
  assignee: Id.optional(),
  gatekeeperId: Id.optional(),
});
/** startsOn: today if left out. assignee: who has all ten steps until they are given to others. */
export const StartPlan = z.strictObject({ startsOn: Day.optional(), assignee: Id.optional() });
export const Made = z.object({ id: Id });
/** opened: there was no open case, and now there is one. */
export const OpenedCase = z.object({ caseId: Id, opened: z.boolean() });

export const followUpRoutes = {
  followUps: {
    method: 'get',
    path: '/api/follow-ups',
    needs: 'follow-ups',
    query: FollowUpsQuery,
    body: null,
    out: FollowUps,
  },
  dueFollowUps: { method: 'get', path: '/api/follow-ups/due', needs: 'follow-ups', body: null, out: DueCount },
  colleagues: { method: 'get', path: '/api/follow-ups/colleagues', needs: 'follow-ups', body: null, out: Colleagues },
  finishFollowUp: {
    method: 'post',
    path: '/api/follow-ups/:id/done',
    needs: 'follow-ups',
    body: FinishFollowUp,
    out: Finished,
  },
  postponeFollowUp: {
    method: 'post',
    path: '/api/follow-ups/:id/postpone',
    needs: 'follow-ups',
    body: PostponeFollowUp,
    out: null,
  },
  assignFollowUp: {
    method: 'post',
    path: '/api/follow-ups/:id/assign',
    needs: 'follow-ups',
    body: AssignFollowUp,
    out: null,
  },
  openCaseFor: {
    method: 'post',
    path: '/api/follow-ups/:id/case',
    needs: 'follow-ups',
    body: null,
    out: OpenedCase,
  },
  caseFollowUps: {
    method: 'get',
    path: '/api/cases/:id/follow-ups',
    needs: 'follow-ups',
    body: null,
    out: CaseFollowUps,
  },
  addFollowUp: {
    method: 'post',
    path: '/api/cases/:id/follow-ups',
    needs: 'follow-ups',
    body: AddFollowUp,
    out: Made,
  },
  startPlan: { method: 'post', path: '/api/cases/:id/plan', needs: 'follow-ups', body: StartPlan, out: null },
  ...referralRoutes,
} as const;
