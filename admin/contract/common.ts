/** Words every room of the desk shares. Times are ISO 8601 strings in UTC, days `2026-11-30` in Korean time. */
import { z } from 'zod';

export const roles = ['counsellor', 'lead', 'campaign', 'admin', 'auditor'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** queue, case, claim: people who wait, and what is done for them. follow-ups: what is left to do. check: decides where a counsellor may
 *  not alone. roster: sees who is on duty. center: makes the roster and the centre's facts. campaigns: makes posters. counts: sees
 *  numbers of people, never people. */
export const permissions = [
  'queue',
  'case',
  'claim',
  'follow-ups',
  'check',
  'roster',
  'center',
  'campaigns',
  'counts',
  'staff',
  'audit',
] as const;
export type Permission = (typeof permissions)[number];

export const Time = z.iso.datetime();
export const Day = z.iso.date();
export const Id = z.uuid();
export const Named = z.object({ id: Id, name: z.string() });

/** How somebody of the staff, or (team) all of them in one chat, is told outside the desk. */
export const WayKind = z.enum(['push', 'line', 'email', 'hook', 'team']);
/** What became of a notice. accepted: the provider took it; delivered: it arrived; void: there was no need any more. */
export const NoticeState = z.enum(['due', 'accepted', 'delivered', 'failed', 'void']);

/** One line somebody typed, as it is shown to others: no line breaks, no invisible characters (a right-to-left mark turns the words
 *  around it), no angle brackets. Trimmed, in NFC. */
export const lineOf = (longest: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(longest)
        .regex(/^[^\p{C}\p{Zl}\p{Zp}<>]+$/u),
    );
/** A few lines for a colleague. */
export const noteOf = (longest: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(longest)
        .regex(/^[^\p{Cs}\0]*$/u),
    );

/** Every error of both listeners. 409 `claimed`/`stale_claim` carries `owner` in details. */
export const ApiError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    requestId: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});
