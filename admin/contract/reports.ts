/** 캠페인, the numbers: how many people came how far, and the indicators of a month. */
import { z } from 'zod';
import { type Indicator, indicators } from '../../triage/indicators.ts';
import { type FunnelColumn, funnelColumns, type MonthColumn, monthColumns } from '../../triage/suppress.ts';
import { Day, Id, Time } from './common.ts';

/** A number of people, or why it is hidden: it is 1 to 9 itself, or it keeps such a one from being computed. */
export const Count = z.union([
  z.object({ value: z.int(), why: z.null() }),
  z.object({ value: z.null(), why: z.enum(['small', 'protects']) }),
]);
export type Count = z.infer<typeof Count>;

export type FunnelStep = FunnelColumn;
const Steps = z.record(z.enum(funnelColumns), Count);

/** scans: opened pages, not people, and never hidden. */
export const Funnel = z.object({ scans: z.int(), steps: Steps });
export type Funnel = z.infer<typeof Funnel>;

/** asOf: scans to `finished` are counted up to this moment. tiersUntil: everything after up to the end of this day. */
export const CampaignCounts = z.object({
  asOf: Time,
  tiersUntil: Day,
  threshold: z.int(),
  total: Funnel,
  /** The most scanned first. */
  placements: z.array(Funnel.extend({ id: Id, name: z.string(), spot: z.string().nullable(), retired: z.boolean() })),
});
export type CampaignCounts = z.infer<typeof CampaignCounts>;

export type MonthNumber = MonthColumn;
export type IndicatorName = Indicator;

const seconds = z.number().nullable();
const Response = z.object({
  priority: z.int().min(0).max(3),
  answered: z.int().nullable(),
  waiting: z.int().nullable(),
  medianS: seconds,
  p90S: seconds,
});
/** rate: counselled of cases, in %. responses: by priority; without numbers where the role sees no small ones. */
export const Period = z.object({
  period: z.string(),
  numbers: z.record(z.enum(monthColumns), Count),
  rate: z.int().nullable(),
  responses: z.array(Response),
  medianS: seconds,
  p90S: seconds,
});
export type Period = z.infer<typeof Period>;

const Share = z.object({ percent: z.int(), band: z.enum(['reached', 'near', 'below']) }).nullable();
export const Target = z.object({
  year: z.int(),
  indicator: z.enum(indicators),
  target: z.int(),
  reached: z.int().nullable(),
  soFar: Share,
  whole: Share,
});
export type Target = z.infer<typeof Target>;

/** exact: nothing is hidden from a role that reads cases. until: the last day that is counted. years: the sums of the whole calendar
 *  years the months lie in. */
export const Indicators = z.object({
  asOf: Time,
  until: Day,
  exact: z.boolean(),
  threshold: z.int(),
  months: z.array(Period),
  years: z.array(Period),
  targets: z.array(Target),
});
export type Indicators = z.infer<typeof Indicators>;

// What is wrong with these is said in a sentence of its own: the room looks at them, not the form.
const loose = z.string().max(40);
export const IndicatorsQuery = z.object({ from: loose, to: loose });
export const SetTarget = z.strictObject({ year: z.number(), indicator: loose, value: z.number() });
const Reason = z.string().max(2000).optional();
export const CountsExport = z.strictObject({ reason: Reason });
export const IndicatorsExport = z.strictObject({ from: loose, to: loose, reason: Reason });

export const reportRoutes = {
  counts: { method: 'get', path: '/api/campaigns/:id/counts', needs: 'counts', body: null, out: CampaignCounts },
  countsCsv: {
    method: 'post',
    path: '/api/campaigns/:id/counts/export',
    needs: 'counts',
    body: CountsExport,
    out: null,
    file: 'text/csv',
  },
  indicators: {
    method: 'get',
    path: '/api/indicators',
    needs: 'counts',
    query: IndicatorsQuery,
    body: null,
    out: Indicators,
  },
  setTarget: { method: 'post', path: '/api/indicators/targets', needs: 'center', body: SetTarget, out: null },
  indicatorsCsv: {
    method: 'post',
    path: '/api/indicators/export',
    needs: 'counts',
    body: IndicatorsExport,
    out: null,
    file: 'text/csv',
  },
} as const;
