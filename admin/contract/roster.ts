/** 당직: who is on duty, and the facts of a centre that residents are told. */
import { z } from 'zod';
import { Day, Id, Named, Time } from './common.ts';

/** As far as the calendar of a centre can reach: beyond it a day is a slip of the finger. */
const Week = Day.refine((day) => day >= '2000-01-01' && day < '2100-01-01');
export const RosterQuery = z.object({ week: Week.optional() });

/** `counts` false: the account of whoever would come is off, and nobody is on. `endsAt`: as it really ended, for one that was taken
 *  away in the middle. `rotation`: what laid it; null: put in by hand. `backup`: called when the first ones do not answer, no duty. */
export const RosterShift = z.object({
  id: Id,
  startsAt: Time,
  endsAt: Time,
  staff: Named,
  coveredBy: Named.nullable(),
  counts: z.boolean(),
  rotation: z.string().nullable(),
  backup: z.boolean(),
});
export type RosterShift = z.infer<typeof RosterShift>;

/** Nobody is on. `off`: whose account was switched off, who would have been. */
export const RosterGap = z.object({ startsAt: Time, endsAt: Time, off: z.array(Named) });
export type RosterGap = z.infer<typeof RosterGap>;

/** Somebody was asked to take a shift over, or (back) to exchange it for one of theirs. Until they say yes whoever asks stays on. */
export const Offer = z.object({
  id: Id,
  from: Named,
  to: Named,
  shiftId: Id,
  startsAt: Time,
  endsAt: Time,
  back: z.object({ startsAt: Time, endsAt: Time }).nullable(),
});
export type Offer = z.infer<typeof Offer>;

/** The last time duty passed to somebody. accepted null: nobody has said that they have read what is open. alarmAt: when the leads are told. */
export const HandoverState = z.object({
  at: Time,
  from: z.array(Named),
  to: z.array(Named),
  accepted: z.object({ by: Named, at: Time }).nullable(),
  alarmAt: Time,
});
export type HandoverState = z.infer<typeof HandoverState>;

/** What is wrong in the days to come. gaps: nobody on duty, within 14 days. off: rotations with people whose account does not work.
 *  unknown: rotations that lay nothing from a day on, because it is not known whether people work then. */
export const Ahead = z.object({
  gaps: z.array(RosterGap),
  off: z.array(z.object({ rotation: z.string(), people: z.array(Named) })),
  unknown: z.array(z.object({ rotation: z.string(), from: Day })),
});
export type Ahead = z.infer<typeof Ahead>;

/** `on` empty: closed. `until`: without a break. A shift stands on the day it begins, the first day also has what reaches in from
 *  the day before. `staff`: who can be put in. */
export const Roster = z.object({
  now: Time,
  today: Day,
  /** Its Monday. */
  week: Day,
  on: z.array(z.object({ id: Id, name: z.string(), until: Time })),
  next: z.object({ startsAt: Time, people: z.array(Named) }).nullable(),
  days: z.array(
    z.object({ day: Day, holiday: z.string().nullable(), shifts: z.array(RosterShift), gaps: z.array(RosterGap) }),
  ),
  staff: z.array(Named),
  ahead: Ahead,
  offers: z.array(Offer),
  handover: HandoverState.nullable(),
});
export type Roster = z.infer<typeof Roster>;

/** What fits is said field by field (422 `shift_wrong`): at most 62 days from today on, times `HH:MM`; `until` not after `from` is on
 *  the day after. */
export const AddShifts = z.strictObject({
  staffId: Id,
  days: z.array(z.string().max(40)).max(1000),
  from: z.string().max(40),
  until: z.string().max(40),
});
export const AddedShifts = z.object({ added: z.number().int() });
/** Counts at once: for oneself, or by whoever makes the roster. null: given back to whoever's shift it is (only by whoever makes the
 *  roster; others ask, by `offerShift`). */
export const CoverShift = z.strictObject({ staffId: Id.nullable() });

/** backShiftId: one of theirs that is taken in return; null: none. */
export const OfferShift = z.strictObject({ staffId: Id, backShiftId: Id.nullable() });
export const AnswerOffer = z.strictObject({ accept: z.boolean() });

/** What waits for whoever asks: shifts they were asked to take, and whether a handover waits for their yes. */
export const DutyTasks = z.object({ now: Time, offers: z.number().int(), handover: z.boolean() });
export type DutyTasks = z.infer<typeof DutyTasks>;

/** A minute in Korean time, 2026-11-30T03:12. */
export const WasOnQuery = z.object({ minute: z.string().regex(/^20\d\d-\d\d-\d\dT\d\d:\d\d$/) });
export const WasOn = z.object({
  people: z.array(
    z.object({
      id: Id,
      name: z.string(),
      startsAt: Time,
      endsAt: Time,
      insteadOf: Named.nullable(),
      backup: z.boolean(),
    }),
  ),
});
export type WasOn = z.infer<typeof WasOn>;

/** Null: not known, and its sentences drop out of what residents read. */
export const CenterFacts = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  hours: z.string().nullable(),
  area: z.string().nullable(),
  retention: z.string().nullable(),
  contactDays: z.number().int(),
});
export type CenterFacts = z.infer<typeof CenterFacts>;

/** `loses`: texts that lose a sentence without a fact. `help`: how the page with help reads with each set of facts known; `{…}` is put
 *  in by whoever shows it. */
export const CenterView = z.object({
  now: Time,
  facts: CenterFacts,
  loses: z.object({
    phone: z.array(z.string()),
    hours: z.array(z.string()),
    area: z.array(z.string()),
    retention: z.array(z.string()),
  }),
  help: z.array(z.object({ phone: z.boolean(), hours: z.boolean(), ko: z.string(), en: z.string() })),
});
export type CenterView = z.infer<typeof CenterView>;

const Typed = z.string().max(2000);
/** What fits is said field by field, all at once (422 `facts_wrong`). `expected`: what was read; where it is not so any more nothing is
 *  written (409 `facts_changed`). */
export const ChangeCenter = z.strictObject({
  name: Typed,
  phone: Typed.nullable(),
  hours: Typed.nullable(),
  area: Typed.nullable(),
  retention: Typed.nullable(),
  contactDays: z.union([z.number(), Typed]),
  expected: CenterFacts.optional(),
});

/** Of 422 `shift_wrong` and `facts_wrong`, in `details.fields`. */
export const WrongField = z.object({ field: z.string(), ko: z.string(), en: z.string() });
export type WrongField = z.infer<typeof WrongField>;

export const rosterRoutes = {
  roster: { method: 'get', path: '/api/roster', needs: 'roster', query: RosterQuery, body: null, out: Roster },
  addShifts: { method: 'post', path: '/api/shifts', needs: 'center', body: AddShifts, out: AddedShifts },
  removeShift: { method: 'post', path: '/api/shifts/:id/remove', needs: 'center', body: null, out: null },
  coverShift: { method: 'post', path: '/api/shifts/:id/cover', needs: 'roster', body: CoverShift, out: null },
  offerShift: {
    method: 'post',
    path: '/api/shifts/:id/offer',
    needs: 'roster',
    body: OfferShift,
    out: z.object({ id: Id }),
  },
  answerOffer: { method: 'post', path: '/api/offers/:id/answer', needs: 'roster', body: AnswerOffer, out: null },
  withdrawOffer: { method: 'post', path: '/api/offers/:id/withdraw', needs: 'roster', body: null, out: null },
  dutyTasks: { method: 'get', path: '/api/duty', needs: 'roster', body: null, out: DutyTasks },
  wasOn: { method: 'get', path: '/api/roster/at', needs: 'roster', query: WasOnQuery, body: null, out: WasOn },
  center: { method: 'get', path: '/api/center', needs: 'roster', body: null, out: CenterView },
  changeCenter: { method: 'post', path: '/api/center', needs: 'center', body: ChangeCenter, out: CenterFacts },
} as const;
