/** 열람 기록: who read or changed whose record, when and why. */
import { z } from 'zod';
import { Day, Id, Named, Role, Time } from './common.ts';

export const trailKinds = [
  'read',
  'change',
  'reveal',
  'export',
  'denied',
  'sign-in',
  'failed-sign-in',
  'night',
] as const;
export const TrailKind = z.enum(trailKinds);
export type TrailKind = z.infer<typeof TrailKind>;

/** `month`: `2026-11`, without it the present one. `staff`: an id, or `program`. `resident`: the first eight characters of a person's
 *  id. `after`: `next` of the page before. */
export const TrailQuery = z.object({
  month: z.string().max(40).optional(),
  staff: z.union([Id, z.literal('program')]).optional(),
  action: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z.-]{0,59}$/)
    .optional(),
  kind: TrailKind.optional(),
  resident: z
    .string()
    .regex(/^[0-9a-fA-F]{8}$/)
    .optional(),
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional(),
});

/** Null: the program, or somebody at the server. */
const Who = Named.extend({ role: Role.or(z.string()) }).nullable();
const InWords = z.object({ ko: z.string(), en: z.string() });

/** `resident`: a short pseudonym, the first eight characters of an id; nothing of a record stands here. `subject`: ids and states. */
export const TrailRow = z.object({
  id: Id,
  at: Time,
  who: Who,
  action: z.string(),
  what: InWords,
  resident: z.string().nullable(),
  subject: z.string().nullable(),
  why: InWords.nullable(),
  address: z.string().nullable(),
});
export type TrailRow = z.infer<typeof TrailRow>;

/** The newest first, a hundred at a time. `actions`: everything that can be asked for by name. */
export const Trail = z.object({
  now: Time,
  month: z.string(),
  rows: z.array(TrailRow),
  next: z.string().optional(),
  staff: z.array(Named.extend({ role: z.string(), left: z.boolean() })),
  actions: z.array(InWords.extend({ action: z.string() })),
});
export type Trail = z.infer<typeof Trail>;

export const TrailReportQuery = z.object({ month: z.string().max(40).optional() });

const Sighting = z.object({ at: Time, who: Who, resident: z.string().nullable(), why: InWords.nullable() });
const count = z.number().int();

/** 접속기록 점검 of a month, in numbers. `until`: how far the month has gone. `toLook`: what somebody should look at; `total` of all,
 *  `rows` the newest. Nothing here says that anything was wrong. */
export const TrailReport = z.object({
  now: Time,
  month: z.string(),
  from: Day,
  until: Day,
  people: z.array(
    z.object({
      who: Who,
      reads: count,
      readPeople: count,
      changes: count,
      changedPeople: count,
      reveals: count,
      revealReasons: z.array(z.object({ why: InWords, count })),
      exports: count,
      denied: count,
      signIns: count,
      failedSignIns: count,
      night: count,
    }),
  ),
  toLook: z.object({
    uncalled: z.object({ total: count, rows: z.array(Sighting) }),
    lateReads: z.object({ total: count, rows: z.array(Sighting.extend({ closedAt: Time, looks: count })) }),
    exports: z.object({ total: count, rows: z.array(Sighting.extend({ what: InWords })) }),
    denied: z.object({ atLeast: count, rows: z.array(z.object({ day: Day, who: Who, count })) }),
  }),
});
export type TrailReport = z.infer<typeof TrailReport>;

/** Without a reason of its own it is refused with a sentence (422 `reason_required`), not as a wrong field. */
export const TrailExport = z.strictObject({ month: z.string().max(40), reason: z.string().max(2000).optional() });

export const trailRoutes = {
  trail: { method: 'get', path: '/api/audit', needs: 'audit', query: TrailQuery, body: null, out: Trail },
  trailReport: {
    method: 'get',
    path: '/api/audit/report',
    needs: 'audit',
    query: TrailReportQuery,
    body: null,
    out: TrailReport,
  },
  trailCsv: {
    method: 'post',
    path: '/api/audit/export',
    needs: 'audit',
    body: TrailExport,
    out: null,
    file: 'text/csv',
  },
} as const;
