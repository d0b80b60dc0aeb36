/** The numbers: how far people came by each poster, and the indicators of a month. Numbers of people, never people, and small ones
 *  hidden (triage/suppress.ts) from everybody who does not read cases anyway. */
import { addDays, dayOf, startOf } from '../triage/days.ts';
import { Refused } from '../triage/errors.ts';
import {
  countedUntil,
  type Indicator,
  indicators as indicatorNames,
  monthsBetween,
  mostMonths,
  progressOf,
  yearOfIndicators,
} from '../triage/indicators.ts';
import { audit } from '../triage/store/audit.ts';
import { campaignCounts, monthCounts, type PlacementCounts, responseCounts } from '../triage/store/counts.ts';
import { readTargets, setTarget as storeTarget } from '../triage/store/targets.ts';
import { type FunnelColumn, funnelColumns, type Hidden, shown, suppressFunnel, threshold } from '../triage/suppress.ts';
import type { CampaignCounts, Funnel, Indicators } from './contract.ts';
import { csvOf } from './csv.ts';
import { type DeskDeps, type Handlers, type Session, traceOf } from './handler.ts';
import { exportReason } from './reason.ts';
import { countsRows, indicatorRows } from './reportsCsv.ts';
import { may } from './roles.ts';

type ReportHandlers = Pick<Handlers, 'counts' | 'countsCsv' | 'indicators' | 'setTarget' | 'indicatorsCsv'>;

export function reportHandlers({ db, clock, newId }: DeskDeps): ReportHandlers {
  async function counted({ centerId }: Session, campaignId: string, now: Date): Promise<CampaignCounts> {
    const found = await campaignCounts(db, centerId, campaignId, { day: dayOf(now), from: startOf(dayOf(now)) });
    if (!found) throw new Refused(404, 'not_found', 'this centre has no such campaign');
    const { placements } = found;
    const total = totalOf(placements);
    const why = suppressFunnel(placements, total);
    return {
      asOf: now.toISOString(),
      tiersUntil: addDays(dayOf(now), -1),
      threshold,
      total: funnelOf(total, why[placements.length]),
      placements: placements.map((placement, at) => {
        const { id, name, spot, retired } = placement;
        return { id, name, spot, retired, ...funnelOf(placement, why[at]) };
      }),
    };
  }

  async function indicated(session: Session, from: string, to: string, now: Date): Promise<Indicators> {
    const asked = monthsBetween(from, to);
    if (!asked.ok) throw wrongMonths(asked.wrong);
    const { months, years } = asked;
    const exact = may(session.role, 'case');
    const until = countedUntil(now, exact);
    const first = `${years[0]}-01-01`;
    const counts = await monthCounts(db, session.centerId, first, until);
    const responses = await responseCounts(db, session.centerId, first, until);
    const targets = await readTargets(db, session.centerId, years);
    const told = years.map((year) => ({ year, ...yearOfIndicators(year, counts, responses, exact) }));
    return {
      asOf: now.toISOString(),
      until: addDays(until, -1),
      exact,
      threshold,
      months: told.flatMap((year) => year.months).filter(({ period }) => months.includes(period)),
      years: told.map(({ whole }) => whole),
      targets: targets.flatMap(({ year, indicator, value }) => {
        const name = indicatorNames.find((one) => one === indicator);
        const whole = told.find((one) => one.year === year)?.whole;
        return name && whole && value > 0
          ? [progressOf({ year, indicator: name, value }, whole.numbers[name], until)]
          : [];
      }),
    };
  }

  return {
    counts: (call) => counted(call.session, call.id, clock()),
    async countsCsv(call) {
      const reason = exportReason(call.body.reason);
      const now = clock();
      const counts = await counted(call.session, call.id, now);
      // The row that tells of the file is written before there is one.
      await audit(db, { ...traceOf(call, now), id: newId(), action: 'counts.export', subject: call.id, reason });
      const { header, rows } = countsRows(counts);
      return { name: `캠페인-집계-${dayOf(now)}.csv`, bytes: csvOf(header, rows) };
    },
    indicators: (call) => indicated(call.session, call.query.from, call.query.to, clock()),
    async setTarget(call) {
      const { year, indicator, value } = call.body;
      const isYear = Number.isInteger(year) && year >= 2020 && year <= 2100;
      const isValue = Number.isInteger(value) && value >= 0 && value <= 1_000_000;
      if (!isYear || !isValue || !indicatorNames.includes(indicator as Indicator)) {
        throw new Refused(400, 'target_wrong', `an indicator is one of ${indicatorNames.join(', ')}`);
      }
      await storeTarget(db, { year, indicator, value }, newId(), traceOf(call, clock()));
    },
    async indicatorsCsv(call) {
      const reason = exportReason(call.body.reason);
      const { from, to } = call.body;
      const now = clock();
      const told = await indicated(call.session, from, to, now);
      await audit(db, {
        ...traceOf(call, now),
        id: newId(),
        action: 'indicators.export',
        subject: `${from} ${to}`,
        reason,
      });
      const { header, rows } = indicatorRows(told);
      return { name: `월간지표-${from}-${to}.csv`, bytes: csvOf(header, rows) };
    },
  };
}

const totalOf = (placements: readonly PlacementCounts[]) => {
  const names = [...funnelColumns, 'early', 'scans'] as const;
  const sums = names.map((name) => [name, placements.reduce((sum, placement) => sum + placement[name], 0)]);
  return Object.fromEntries(sums) as Record<(typeof names)[number], number>;
};

const funnelOf = (numbers: Record<FunnelColumn | 'scans', number>, why: Hidden<FunnelColumn> | undefined): Funnel => ({
  scans: numbers.scans,
  steps: Object.fromEntries(
    funnelColumns.map((step) => [step, shown(numbers[step], why?.[step] ?? null)]),
  ) as Funnel['steps'],
});

function wrongMonths(wrong: 'month' | 'order' | 'many'): Refused {
  switch (wrong) {
    case 'month':
      return new Refused(400, 'months_wrong', 'a month is written as 2026-11');
    case 'order':
      return new Refused(400, 'months_reversed', 'the last month lies before the first one');
    case 'many':
      return new Refused(400, 'months_too_many', `at most ${mostMonths} months at a time`);
  }
}
