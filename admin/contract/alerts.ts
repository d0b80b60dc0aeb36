/** 내 알림: the ways each of the staff is told outside the desk, the team's chats and the providers behind them. */
import { z } from 'zod';
import { Id, lineOf, Named, NoticeState, Time, WayKind } from './common.ts';

const AlertLang = z.enum(['ko', 'en']);
export const HookChannel = z.enum(['sms', 'voice', 'alimtalk']);

/** `state` waiting: nothing but its code is sent to it. untried: proved, nothing was sent yet. failing: three times in a row, or more.
 *  gone: the other end says it is no more. `fault`: what was last seen, a code for whoever looks after the installation. */
export const AlertWay = z.object({
  id: Id,
  kind: WayKind,
  channel: HookChannel.nullable(),
  provider: z.string().nullable(),
  label: z.string(),
  lang: AlertLang,
  afterMinutes: z.number().int(),
  state: z.enum(['waiting', 'untried', 'works', 'failing', 'gone']),
  codeUntil: Time.nullable(),
  workedAt: Time.nullable(),
  failedAt: Time.nullable(),
  fault: z.string().nullable(),
});
export type AlertWay = z.infer<typeof AlertWay>;

/** One page to the reader, by one way. */
export const AlertPage = z.object({
  id: Id,
  kind: z.enum(['case', 'raised', 'lapsed', 'offer', 'exhausted', 'duty', 'test', 'drill']),
  priority: z.number().int().nullable(),
  wayId: Id.nullable(),
  madeAt: Time,
  dueAt: Time,
  state: NoticeState,
  settledAt: Time.nullable(),
  arrivedAt: Time.nullable(),
});
export type AlertPage = z.infer<typeof AlertPage>;

export const AlertHook = z.object({ id: Id, name: z.string(), channel: HookChannel });
export type AlertHook = z.infer<typeof AlertHook>;

/** `can`: what is set up here. `push`: the key a browser needs. `line`: null where LINE is not set up; `id`: how people find the account,
 *  where it is known. `ways` in the order of their own rule; `pages` newest first. */
export const Alerts = z.object({
  now: Time,
  ways: z.array(AlertWay),
  team: z.array(AlertWay),
  hooks: z.array(AlertHook),
  pages: z.array(AlertPage),
  can: z.object({
    push: z.string(),
    line: z.object({ id: z.string().nullable() }).nullable(),
    email: z.boolean(),
  }),
});
export type Alerts = z.infer<typeof Alerts>;

const label = lineOf(40).optional();
const typed = z.string().max(2_000);

/** What fits is said field by field (422 `alert_wrong`). Of a team's chat and a provider only by whoever answers for the centre. */
export const AddAlert = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('push'), subscription: z.record(z.string(), z.unknown()), label, lang: AlertLang }),
  z.strictObject({ kind: z.literal('email'), address: typed, label, lang: AlertLang }),
  z.strictObject({ kind: z.literal('line'), lang: AlertLang }),
  z.strictObject({ kind: z.literal('hook'), hookId: Id, number: typed, label, lang: AlertLang }),
  z.strictObject({ kind: z.literal('team'), address: typed, label, lang: AlertLang }),
]);
/** `code`: of LINE alone: what the account has to send, as it is shown. */
export const AddedAlert = z.object({ id: Id, code: z.string().optional() });
/** Digits only; what else was typed is not the code. */
export const VerifyAlert = z.strictObject({ code: z.string().max(40) });
export const OrderAlert = z.strictObject({ afterMinutes: z.number().int().min(0).max(60) });
/** `told`: by how many ways. */
export const TestedAlerts = z.object({ told: z.number().int() });

export const AddHook = z.strictObject({ name: lineOf(40), channel: HookChannel, url: typed });
/** The secret is shown this once. */
export const AddedHook = z.object({ id: Id, secret: z.string() });

/** A phone says it was shown a page: the page carried the proof, so no session is needed. */
export const Arrived = z.strictObject({ id: Id, proof: z.string().max(100) });

/** Who is on duty within a week and would not be reached. */
export const DutyReach = z.object({
  now: Time,
  unreached: z.array(
    z.object({
      who: Named,
      startsAt: Time,
      endsAt: Time,
      why: z.enum(['none', 'unverified', 'failing', 'gone']),
    }),
  ),
});
export type DutyReach = z.infer<typeof DutyReach>;

export const alertRoutes = {
  alerts: { method: 'get', path: '/api/alerts', needs: 'signed-in', body: null, out: Alerts },
  addAlert: { method: 'post', path: '/api/alerts', needs: 'signed-in', body: AddAlert, out: AddedAlert },
  testAlerts: { method: 'post', path: '/api/alerts/test', needs: 'signed-in', body: null, out: TestedAlerts },
  verifyAlert: { method: 'post', path: '/api/alerts/:id/verify', needs: 'signed-in', body: VerifyAlert, out: null },
  newAlertCode: { method: 'post', path: '/api/alerts/:id/code', needs: 'signed-in', body: null, out: AddedAlert },
  orderAlert: { method: 'post', path: '/api/alerts/:id/after', needs: 'signed-in', body: OrderAlert, out: null },
  removeAlert: { method: 'post', path: '/api/alerts/:id/remove', needs: 'signed-in', body: null, out: null },
  addHook: { method: 'post', path: '/api/alert-hooks', needs: 'center', body: AddHook, out: AddedHook },
  removeHook: { method: 'post', path: '/api/alert-hooks/:id/remove', needs: 'center', body: null, out: null },
  dutyReach: { method: 'get', path: '/api/duty-reach', needs: 'roster', body: null, out: DutyReach },
  arrived: { method: 'post', path: '/api/arrived', needs: null, body: Arrived, out: null },
} as const;
