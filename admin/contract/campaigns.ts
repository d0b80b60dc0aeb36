/** 캠페인: campaigns, the placements of their codes, what is printed. */
import { z } from 'zod';
import { Day, Id, lineOf, Named, Time } from './common.ts';

/** Longest name of a campaign or placement, in characters. */
const longest = 60;

/** Of a calendar: the year 0 stands in none, and no database keeps it. */
const CampaignDay = Day.refine((day) => day >= '2000-01-01' && day < '2100-01-01');
const CampaignFacts = z.strictObject({
  name: lineOf(longest),
  place: lineOf(longest).nullable(),
  startsOn: CampaignDay,
  endsOn: CampaignDay,
});
/** rev: as it was when it was read. Somebody else's change since then is 409 `changed_meanwhile`. */
const Rev = z.int().min(0).max(2_147_483_647);

/** hanging: placements that were not taken down. made: all of them. */
export const Campaign = z.object({
  id: Id,
  name: z.string(),
  place: z.string().nullable(),
  startsOn: Day,
  endsOn: Day,
  hanging: z.number(),
  made: z.number(),
  rev: Rev,
});
export type Campaign = z.infer<typeof Campaign>;

/** One thing that hangs or stands somewhere. nth: its number in the campaign. countsAs: scans of its code count for that one. */
export const Placement = z.object({
  id: Id,
  nth: z.number(),
  name: z.string(),
  spot: z.string().nullable(),
  code: z.string(),
  countsAs: z.object({ id: Id, name: z.string(), campaign: z.string() }).nullable(),
  retiredAt: Time.nullable(),
  rev: Rev,
});
export type Placement = z.infer<typeof Placement>;

export const Campaigns = z.object({ campaigns: z.array(Campaign), today: Day, next: z.string().optional() });
/** base: what stands before every code in an address. booth: what staff beside a poster say (SCRIPT.md 4.4). */
export const CampaignPage = z.object({
  campaign: Campaign,
  placements: z.array(Placement),
  base: z.string(),
  booth: z.string(),
  today: Day,
  next: z.string().optional(),
});
export type CampaignPage = z.infer<typeof CampaignPage>;

/** What is wrong with a cell. twice: `line` has the same name. exists: the campaign has it already. */
export const LineFault = z.object({
  field: z.enum(['name', 'spot']),
  wrong: z.enum(['empty', 'long', 'newline', 'hidden', 'brackets', 'twice', 'exists']),
  line: z.number().optional(),
});
export type LineFault = z.infer<typeof LineFault>;
/** One line of a file as it was read. What cannot be shown stands as `�`, and what is longer than it may be is cut. */
export const CsvLine = z.object({
  line: z.number(),
  name: z.string(),
  spot: z.string().nullable(),
  faults: z.array(LineFault),
});
export type CsvLine = z.infer<typeof CsvLine>;
/** ignored: columns that were not used, by their heading or number. */
export const CsvPreview = z.object({
  lines: z.array(CsvLine),
  good: z.number(),
  faulty: z.number(),
  ignored: z.array(z.string()),
});
export type CsvPreview = z.infer<typeof CsvPreview>;

/** A QR code as squares: `path` draws the dark ones in a box of `size` × `size`, the quiet zone of four in it. */
export const Qr = z.object({ size: z.number(), path: z.string() });
/** The fixed words of a poster (SCRIPT.md 4.1); '' where the centre's fact is not known. */
export const PosterWords = z.object({
  headline: z.string(),
  lead: z.string(),
  how: z.string(),
  promise: z.string(),
  staff: z.string(),
  crisis: z.string(),
  number: z.string(),
  always: z.string(),
  center: z.string(),
  phone: z.string(),
  hours: z.string(),
  limits: z.string(),
  picture: z.string(),
});
/** address: as it is printed, without `https://`. */
export const Prints = z.object({
  campaign: Named,
  lang: z.enum(['ko', 'en']),
  words: PosterWords,
  placements: z.array(
    z.object({ id: Id, name: z.string(), spot: z.string().nullable(), code: z.string(), address: z.string(), qr: Qr }),
  ),
  next: z.string().optional(),
});
export type Prints = z.infer<typeof Prints>;

const Lang = z.enum(['ko', 'en']).optional();
/** The number of the last placement that was seen. */
const After = z
  .string()
  .regex(/^\d{1,9}$/)
  .optional();

export const campaignRoutes = {
  campaigns: {
    method: 'get',
    path: '/api/campaigns',
    needs: 'counts',
    body: null,
    query: z.object({
      after: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}_[\da-f-]{36}$/)
        .refine((after) => CampaignDay.safeParse(after.slice(0, 10)).success && Id.safeParse(after.slice(11)).success)
        .optional(),
    }),
    out: Campaigns,
  },
  campaign: {
    method: 'get',
    path: '/api/campaigns/:id',
    needs: 'counts',
    body: null,
    query: z.object({ after: After }),
    out: CampaignPage,
  },
  addCampaign: { method: 'post', path: '/api/campaigns', needs: 'campaigns', body: CampaignFacts, out: Campaign },
  changeCampaign: {
    method: 'post',
    path: '/api/campaigns/:id',
    needs: 'campaigns',
    body: CampaignFacts.extend({ rev: Rev }),
    out: Campaign,
  },
  addPlacement: {
    method: 'post',
    path: '/api/campaigns/:id/placements',
    needs: 'campaigns',
    body: z.strictObject({ name: lineOf(longest), spot: lineOf(longest).nullable() }),
    out: Placement,
  },
  previewPlacements: {
    method: 'post',
    path: '/api/campaigns/:id/placements/preview',
    needs: 'campaigns',
    body: null,
    out: CsvPreview,
    csv: true,
  },
  importPlacements: {
    method: 'post',
    path: '/api/campaigns/:id/placements/import',
    needs: 'campaigns',
    body: null,
    out: z.object({ made: z.number() }),
    csv: true,
  },
  posters: {
    method: 'get',
    path: '/api/campaigns/:id/print',
    needs: 'counts',
    body: null,
    // codes: those alone, at most a hundred. Without: all that hang, a hundred at a time.
    query: z.object({
      codes: z
        .string()
        .regex(/^[a-z2-9]{8}(,[a-z2-9]{8}){0,99}$/)
        .optional(),
      after: After,
      lang: Lang,
    }),
    out: Prints,
  },
  changePlacement: {
    method: 'post',
    path: '/api/placements/:id',
    needs: 'campaigns',
    body: z.strictObject({
      rev: Rev,
      name: lineOf(longest),
      spot: lineOf(longest).nullable(),
      retired: z.boolean(),
    }),
    out: Placement,
  },
  repointPlacement: {
    method: 'post',
    path: '/api/placements/:id/repoint',
    needs: 'campaigns',
    // null: its code counts for itself again.
    body: z.strictObject({ to: Id.nullable(), rev: Rev.optional() }),
    out: Placement,
  },
  poster: {
    method: 'get',
    path: '/api/placements/:id/print',
    needs: 'counts',
    body: null,
    query: z.object({ lang: Lang }),
    out: Prints,
  },
  qrSvg: {
    method: 'get',
    path: '/api/placements/:id/qr.svg',
    needs: 'counts',
    body: null,
    out: null,
    file: 'image/svg+xml',
  },
  qrPng: {
    method: 'get',
    path: '/api/placements/:id/qr.png',
    needs: 'counts',
    body: null,
    out: null,
    file: 'image/png',
  },
} as const;
