/** The numbers of posters and months: right by an independent count, small ones hidden, and who may see and take them. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CampaignCounts, type Count, type FunnelStep, Indicators } from '../../admin/contract.ts';
import { addDays, dayOf } from '../../triage/days.ts';
import { linkages } from '../../triage/store/counts.ts';
import { deskWorld, type World } from './world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
type Tier = 'low' | 'potential' | 'high';

/** A visit as it was, with its case; `forgotten`: only days are left of it. */
interface Visit {
  placementId: string | null;
  started: Date;
  consented?: boolean;
  finished?: boolean;
  tier?: Tier;
  contact?: boolean;
  opened?: boolean;
  priority?: number;
  judged?: Tier;
  claimed?: number;
  spoken?: number;
  closed?: number;
  outcome?: string;
  referred?: string;
  forgotten?: boolean;
}

const after = (from: Date, minutes: number | undefined) =>
  minutes === undefined ? null : new Date(from.getTime() + minutes * minute);

async function campaign(world: World, places: number, centerId = world.home) {
  const id = randomUUID();
  await world.db.query(
    `insert into campaign (id, center_id, name, starts_on, ends_on, created_at) values ($1, $2, '봄', '2025-01-01', '2026-12-31', $3)`,
    [id, centerId, world.clock()],
  );
  const placements = Array.from({ length: places }, () => randomUUID());
  for (const [nth, placementId] of placements.entries()) {
    await world.db.query(
      `insert into placement (id, center_id, campaign_id, nth, name, code, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [placementId, centerId, id, nth + 1, `벤치 ${nth + 1}`, placementId.slice(0, 8), world.clock()],
    );
  }
  return { id, placements };
}

async function happened(world: World, visit: Visit, centerId = world.home): Promise<void> {
  const { db, clock } = world;
  const { started } = visit;
  const [finished, contact, opened] = [visit.finished, visit.contact, visit.opened].map((is) => (is ? started : null));
  const outcome = visit.closed === undefined ? null : (visit.outcome ?? 'safety-confirmed');
  if (visit.forgotten) {
    const days = (at: Date | null | undefined) => (at ? dayOf(at) : null);
    await db.query(
      `insert into visit_past (id, center_id, placement_id, started_on, consented, finished_on, contact_on, tier, tier_on, tier_was,
         opened_on, priority, claimed_on, spoken_on, closed_on, outcome, unreferred_on, first_word_seconds)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, null, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        centerId,
        visit.placementId,
        days(started),
        visit.consented ?? false,
        days(finished),
        days(contact),
        visit.judged ?? visit.tier ?? null,
        visit.tier ? days(started) : null,
        days(opened),
        opened ? (visit.priority ?? 1) : null,
        opened ? days(after(started, visit.claimed)) : null,
        opened ? days(after(started, visit.spoken)) : null,
        opened ? days(after(started, visit.closed)) : null,
        opened ? outcome : null,
        opened && !visit.referred ? days(after(started, visit.closed)) : null,
        opened && visit.spoken !== undefined ? visit.spoken * 60 : null,
      ],
    );
    if (visit.referred) {
      await db.query(
        `insert into referral_past (id, center_id, resource_kind, requested_on, state) values (gen_random_uuid(), $1, 'medical', $2, $3)`,
        [centerId, days(started), visit.referred],
      );
    }
    return;
  }
  const [residentId, caseId] = [randomUUID(), randomUUID()];
  await db.query(`insert into resident (id, center_id, wrapped_key, created_at) values ($1, $2, '', $3)`, [
    residentId,
    centerId,
    clock(),
  ]);
  await db.query(
    `insert into visit (resident_id, visit, center_id, placement_id, started_at, consented_at, finished_at, contact_at, tier, tier_at, escalation_id)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      residentId,
      centerId,
      visit.placementId,
      started,
      visit.consented ? started : null,
      finished,
      contact,
      visit.tier ?? null,
      visit.tier ? started : null,
      opened ? caseId : null,
    ],
  );
  if (!opened) return;
  await db.query(
    `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, channel, opened_at, claim_by, claimed_at,
       first_word_at, closed_at, outcome, judged_at, changed_at)
     values ($1, $2, $3, $4, $5, '{R3}', 'item9', 'web', $6, $6, $7, $8, $9, $10, $11, $6)`,
    [
      residentId,
      caseId,
      centerId,
      visit.judged ?? visit.tier ?? null,
      visit.priority ?? 1,
      started,
      after(started, visit.claimed),
      after(started, visit.spoken),
      after(started, visit.closed),
      outcome,
      visit.judged ? started : null,
    ],
  );
  if (!visit.referred) return;
  await db.query(
    `insert into referral (resident_id, id, center_id, escalation_id, resource_id, state, basis, requested_at, changed_at)
     values ($1, gen_random_uuid(), $2, $3, $4, $5, 'consent', $6, $6)`,
    [residentId, centerId, caseId, await clinic(world, centerId), visit.referred, started],
  );
}

async function clinic(world: World, centerId: string): Promise<string> {
  const id = randomUUID();
  await world.db.query(
    `insert into resource (id, center_id, kind, name, created_at) values ($1, $2, 'medical', '푸른의원', $3)`,
    [id, centerId, world.clock()],
  );
  return id;
}

/** Anything that may have happened in the last `days` days. */
const anyVisit = (world: World, places: readonly (string | null)[], days: number): fc.Arbitrary<Visit> => {
  const minutes = fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined });
  const tier = fc.constantFrom<Tier>('low', 'potential', 'high');
  return fc
    .record({
      placementId: fc.constantFrom(...places),
      ago: fc.integer({ min: 0, max: days * 24 * 60 }),
      step: fc.integer({ min: 0, max: 3 }),
      tier,
      judged: fc.option(tier, { nil: undefined, freq: 4 }),
      contact: fc.boolean(),
      priority: fc.integer({ min: 0, max: 3 }),
      claimed: minutes,
      spoken: minutes,
      closed: minutes,
      outcome: fc.constantFrom('safety-confirmed', 'medical-referral', 'other-center', 'unreachable-three'),
      referred: fc.option(fc.constantFrom('requested', 'accepted', 'declined'), { nil: undefined, freq: 3 }),
      forgotten: fc.boolean(),
    })
    .map(({ ago, step, tier: found, judged, claimed, spoken, closed, referred, ...rest }) => {
      const opened = step >= 2 && found !== 'low';
      const finished = step === 3 || (step === 2 && found === 'low');
      return {
        ...rest,
        started: new Date(world.clock().getTime() - ago * minute),
        consented: step >= 1,
        finished,
        opened,
        ...(step >= 2 ? { tier: found } : {}),
        contact: opened && rest.contact,
        // A case is claimed, then spoken to, then closed.
        ...(opened && judged ? { judged } : {}),
        ...(claimed === undefined ? {} : { claimed }),
        ...(claimed === undefined || spoken === undefined ? {} : { spoken: claimed + spoken }),
        ...(claimed === undefined || closed === undefined ? {} : { closed: claimed + closed }),
        ...(opened && referred ? { referred } : {}),
      };
    });
};

const sample = (world: World, places: readonly (string | null)[], days: number, many: number): Visit[] =>
  fc.sample(anyVisit(world, places, days), { numRuns: many, seed: 11 });

const shownOf = (count: Count): number | null => count.value;

describe('how far people came', () => {
  test('is what a count by hand gives: steps up to now, tiers and cases up to yesterday, the forgotten too', async () => {
    const world = await deskWorld();
    const lead = await world.staff('campaign');
    const { id, placements } = await campaign(world, 2);
    const other = await campaign(world, 1);
    const visits = sample(world, [...placements, ...other.placements, null], 20, 400);
    for (const visit of visits) await happened(world, visit);
    const answer = CampaignCounts.parse((await world.get(`/api/campaigns/${id}/counts`, lead).expect(200)).body);

    const today = dayOf(world.clock());
    const byYesterday = (from: Date, minutes: number | undefined) => {
      const at = after(from, minutes);
      return at !== null && dayOf(at) < today;
    };
    const naive: Record<FunnelStep, (visit: Visit) => boolean> = {
      started: () => true,
      consented: ({ consented }) => consented === true,
      finished: ({ finished }) => finished === true,
      low: (v) => tierBy(v, today) === 'low',
      potential: (v) => tierBy(v, today) === 'potential',
      high: (v) => tierBy(v, today) === 'high',
      contact: (v) => v.contact === true && dayOf(v.started) < today,
      claimed: (v) => v.opened === true && byYesterday(v.started, v.claimed),
      spoken: (v) => v.opened === true && byYesterday(v.started, v.spoken),
      closed: (v) => v.opened === true && byYesterday(v.started, v.closed),
    };
    let compared = 0;
    for (const line of [...answer.placements, { ...answer.total, id: null }]) {
      const own = visits.filter(({ placementId }) =>
        line.id ? placementId === line.id : placements.some((one) => one === placementId),
      );
      for (const step of Object.keys(naive) as FunnelStep[]) {
        const value = shownOf(line.steps[step]);
        const expected = own.filter(naive[step]).length;
        if (value === null) continue;
        expect([line.id, step, value]).toEqual([line.id, step, expected]);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(15);
    expect(answer.tiersUntil).toBe(addDays(today, -1));
  });

  test('nobody sees a tier, a claim or a word come in today; a scan and a start are there at once', async () => {
    const world = await deskWorld();
    const who = await world.staff('campaign');
    const { id, placements } = await campaign(world, 1);
    const placementId = placements[0] ?? null;
    const visit = {
      placementId,
      started: world.clock(),
      consented: true,
      finished: true,
      tier: 'high' as const,
      opened: true,
      claimed: 1,
    };
    for (let n = 0; n < 12; n += 1) await happened(world, { ...visit, forgotten: n % 2 === 0 });
    await world.db.query(
      `insert into scan (day, id, center_id, placement_id, device) values ($1, gen_random_uuid(), $2, $3, 'ios')`,
      [dayOf(world.clock()), world.home, placementId],
    );
    const read = async () => CampaignCounts.parse((await world.get(`/api/campaigns/${id}/counts`, who)).body).total;
    const today = await read();
    expect([today.scans, today.steps.finished.value, today.steps.high.value, today.steps.claimed.value]).toEqual([
      1, 12, 0, 0,
    ]);
    world.advance({ hours: 15 });
    // The desk's session has ended over night.
    const again = await world.staff('campaign');
    const next = CampaignCounts.parse((await world.get(`/api/campaigns/${id}/counts`, again)).body).total;
    expect([next.steps.high.value, next.steps.claimed.value]).toEqual([12, 12]);
  });

  test('a tier that rises today still counts as what it was yesterday', async () => {
    const world = await deskWorld();
    const who = await world.staff('campaign');
    const { id, placements } = await campaign(world, 1);
    const started = new Date(world.clock().getTime() - 2 * day);
    for (let n = 0; n < 12; n += 1)
      await happened(world, {
        placementId: placements[0] ?? null,
        started,
        consented: true,
        finished: true,
        tier: 'potential',
        opened: true,
      });
    await world.db.query(`update visit set tier = 'high', tier_was = 'potential', tier_at = $1`, [world.clock()]);
    const { total } = CampaignCounts.parse((await world.get(`/api/campaigns/${id}/counts`, who)).body);
    expect([total.steps.potential.value, total.steps.high.value]).toEqual([12, 0]);
  });

  test('small numbers are hidden with why, in the answer and in the file; the file says why it was taken', async () => {
    const world = await deskWorld();
    const who = await world.staff('campaign');
    const { id, placements } = await campaign(world, 2);
    const started = new Date(world.clock().getTime() - 2 * day);
    const done = { started, consented: true, finished: true };
    await world.db.query(`update placement set name = '=HYPERLINK("http://x")' where id = $1`, [placements[0]]);
    for (let n = 0; n < 30; n += 1) {
      await happened(world, {
        ...done,
        placementId: placements[n % 2] ?? null,
        tier: n < 4 ? 'high' : 'low',
        opened: n < 4,
      });
    }
    const { total, placements: lines } = CampaignCounts.parse(
      (await world.get(`/api/campaigns/${id}/counts`, who)).body,
    );
    expect(total.steps.high).toEqual({ value: null, why: 'small' });
    expect(total.steps.low).toEqual({ value: null, why: 'protects' });
    expect(lines.map(({ steps }) => [steps.finished.value, steps.high.why, steps.low.why])).toEqual([
      [15, 'small', 'protects'],
      [15, 'small', 'protects'],
    ]);
    const file = await world.post(`/api/campaigns/${id}/counts/export`, who).send({ reason: '구청 보고' }).expect(200);
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.headers['content-disposition']).toContain('.csv');
    expect(file.text).toContain('가림');
    expect(file.text).toContain(`'=HYPERLINK`);
    expect(file.text).not.toMatch(/,4,|,26,/);
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'counts.export',
      subject: id,
      reason: '구청 보고',
      staffId: who.id,
    });
  });

  test.for([{}, { reason: '' }, { reason: '  ' }, { reason: '.' }, { reason: '가'.repeat(201) }])(
    'no file without a reason: %j',
    async (body) => {
      const world = await deskWorld();
      const who = await world.staff('campaign');
      const { id } = await campaign(world, 1);
      const answer = await world.post(`/api/campaigns/${id}/counts/export`, who).send(body);
      expect([answer.status, answer.body.error.code]).toEqual([422, 'reason_required']);
      expect(answer.body.error.message).toMatch(/이유|무엇/);
    },
  );

  test('an empty campaign has zeros; another centre’s is not found; the rest of the house may not look', async () => {
    const world = await deskWorld();
    const who = await world.staff('admin');
    const { id } = await campaign(world, 3);
    const { total, placements } = CampaignCounts.parse((await world.get(`/api/campaigns/${id}/counts`, who)).body);
    expect(placements).toHaveLength(3);
    expect(Object.values(total.steps).every(({ value }) => value === 0)).toBe(true);
    const foreign = await campaign(world, 1, await world.center('다른 센터'));
    for (const path of [`/api/campaigns/${foreign.id}/counts`, `/api/campaigns/${randomUUID()}/counts`]) {
      expect((await world.get(path, who)).status).toBe(404);
    }
    expect((await world.post(`/api/campaigns/${foreign.id}/counts/export`, who).send({ reason: '확인' })).status).toBe(
      404,
    );
    for (const role of ['counsellor', 'auditor'] as const) {
      expect((await world.get(`/api/campaigns/${id}/counts`, await world.staff(role))).status).toBe(403);
    }
  });
});

/** A person's judgement is theirs, from the day it was made. */
const tierBy = (visit: Visit, today: string): Tier | null =>
  visit.tier && dayOf(visit.started) < today ? (visit.judged ?? visit.tier) : null;

const percentile = (numbers: readonly number[], share: number): number | null => {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
};

describe('the indicators of a month', () => {
  test('are what a count by hand gives, for a role that reads cases; a month without anything is a line of zeros', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead');
    const visits = sample(world, [null], 300, 400);
    for (const visit of visits) await happened(world, visit);
    // Of another centre nothing counts.
    for (const visit of visits.slice(0, 20)) await happened(world, visit, await world.center('다른 센터'));
    const answer = Indicators.parse(
      (await world.get('/api/indicators?from=2025-01&to=2026-02', lead).expect(200)).body,
    );
    expect(answer.exact).toBe(true);
    expect(answer.months.map(({ period }) => period)).toHaveLength(14);
    expect(answer.years.map(({ period }) => period)).toEqual(['2025', '2026']);

    const now = world.clock();
    const inPeriod = (period: string) => (at: Date | null | undefined) =>
      at != null && at <= now && dayOf(at).startsWith(period);
    for (const { period, numbers, responses, medianS, p90S, rate } of [...answer.months, ...answer.years]) {
      const isIn = inPeriod(period);
      const opened = visits.filter((v) => v.opened && isIn(v.started));
      const answered = opened.filter(({ spoken }) => spoken !== undefined);
      const linked =
        visits.filter((v) => v.referred !== undefined && v.referred !== 'declined' && isIn(v.started)).length +
        visits.filter(
          (v) =>
            v.opened &&
            !v.referred &&
            v.closed !== undefined &&
            linkages.includes(v.outcome as never) &&
            isIn(after(v.started, v.closed)),
        ).length;
      expect([period, ...Object.values(numbers).map(shownOf)]).toEqual([
        period,
        visits.filter((v) => v.finished && isIn(v.started)).length,
        visits.filter((v) => v.tier && (v.judged ?? v.tier) === 'high' && isIn(v.started)).length,
        linked,
        opened.length,
        answered.length,
        opened.length - answered.length,
      ]);
      expect(rate).toBe(opened.length === 0 ? null : Math.floor((answered.length / opened.length) * 100));
      const seconds = (list: readonly Visit[]) => list.map(({ spoken = 0 }) => spoken * 60);
      expect([medianS, p90S]).toEqual([percentile(seconds(answered), 0.5), percentile(seconds(answered), 0.9)]);
      for (const one of responses) {
        const own = answered.filter(({ priority }) => priority === one.priority);
        expect(one).toEqual({
          priority: one.priority,
          answered: own.length,
          waiting: opened.filter(({ priority }) => priority === one.priority).length - own.length,
          medianS: percentile(seconds(own), 0.5),
          p90S: percentile(seconds(own), 0.9),
        });
      }
    }
  });

  test('hide small numbers from who reads no cases, the same ones whichever months are asked for', async () => {
    const world = await deskWorld();
    const who = await world.staff('campaign');
    for (const visit of sample(world, [null], 300, 120)) await happened(world, visit);
    const ask = async (from: string, to: string) =>
      Indicators.parse((await world.get(`/api/indicators?from=${from}&to=${to}`, who).expect(200)).body);
    const whole = await ask('2025-01', '2025-12');
    expect(whole.exact).toBe(false);
    const cells = whole.months.flatMap(({ numbers }) => Object.values(numbers));
    expect(cells.some(({ why }) => why === 'small')).toBe(true);
    expect(cells.every(({ value }) => value === null || value === 0 || value >= 10)).toBe(true);
    for (const month of whole.months) {
      const alone = await ask(month.period, month.period);
      expect(alone.months).toEqual([month]);
      expect(alone.years).toEqual(whole.years);
      expect(month.responses.every(({ answered, waiting }) => answered === null && waiting === null)).toBe(true);
    }
  });

  test('a target counts for its part of the year and for the whole, and never rounds up into a better band', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead');
    // 5 January: four and a bit days of the year have gone.
    world.advance({ hours: 24 * 68 });
    const today = await world.staff('lead');
    for (let n = 0; n < 20; n += 1) {
      await happened(world, {
        placementId: null,
        started: new Date(world.clock().getTime() - 3 * day),
        consented: true,
        finished: true,
        tier: 'low',
      });
    }
    const set = (indicator: string, value: number) =>
      world.post('/api/indicators/targets', today).send({ year: 2026, indicator, value });
    await set('screened', 100).expect(204);
    await set('high', 5).expect(204);
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'target.set',
      subject: '2026 high 5',
      staffId: today.id,
    });
    const { targets } = Indicators.parse((await world.get('/api/indicators?from=2026-01&to=2026-03', today)).body);
    // 14 March is the 73rd day of 365: a fifth of the year, 20 people.
    expect(targets).toEqual([
      {
        year: 2026,
        indicator: 'high',
        target: 5,
        reached: 0,
        soFar: { percent: 0, band: 'below' },
        whole: { percent: 0, band: 'below' },
      },
      {
        year: 2026,
        indicator: 'screened',
        target: 100,
        reached: 20,
        soFar: { percent: 100, band: 'reached' },
        whole: { percent: 20, band: 'below' },
      },
    ]);
    await set('screened', 0).expect(204);
    const after0 = Indicators.parse((await world.get('/api/indicators?from=2026-01&to=2026-03', today)).body);
    expect(after0.targets.map(({ indicator }) => indicator)).toEqual(['high']);
    expect(lead.id).not.toBe(today.id);
  });

  test('the file carries the same numbers, and the audit why it was taken', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead');
    for (let n = 0; n < 12; n += 1)
      await happened(world, {
        placementId: null,
        started: world.clock(),
        consented: true,
        finished: true,
        tier: 'low',
      });
    const file = await world
      .post('/api/indicators/export', lead)
      .send({ from: '2026-01', to: '2026-02', reason: '분기 보고' })
      .expect(200);
    expect(
      file.text
        .split('\r\n')
        .slice(1, 3)
        .map((line) => line.split(',').slice(0, 3)),
    ).toEqual([
      ['2026-01', '12', '0'],
      ['2026-02', '0', '0'],
    ]);
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'indicators.export',
      subject: '2026-01 2026-02',
      reason: '분기 보고',
    });
    const none = await world.post('/api/indicators/export', lead).send({ from: '2026-01', to: '2026-02' });
    expect([none.status, none.body.error.code]).toEqual([422, 'reason_required']);
  });

  test.for([
    ['from=2026-02&to=2026-01', 'months_reversed'],
    ['from=2026-13&to=2026-13', 'months_wrong'],
    ['from=2026-1&to=2026-02', 'months_wrong'],
    ['from=%3Cscript%3E&to=2026-02', 'months_wrong'],
    ['from=2024-01&to=2026-01', 'months_too_many'],
    ['from=2026-01', 'invalid_query'],
  ])('?%s is refused as %s, in words', async ([query, code]) => {
    const world = await deskWorld();
    const lead = await world.staff('lead');
    const answer = await world.get(`/api/indicators?${query}`, lead);
    expect([answer.status, answer.body.error.code]).toEqual([400, code]);
    expect(answer.body.error.message).toMatch(/[가-힣]/);
    expect((await world.get('/api/indicators?from=2024-02&to=2026-01', lead)).status).toBe(200);
  });

  test.for([
    { year: 2026, indicator: 'suicides', value: 1 },
    { year: 2026, indicator: 'constructor', value: 1 },
    { year: 2026, indicator: 'screened', value: -1 },
    { year: 2026, indicator: 'screened', value: 1.5 },
    { year: 1999, indicator: 'screened', value: 1 },
    { year: 2026.5, indicator: 'screened', value: 1 },
  ])('no target like %j', async (body) => {
    const world = await deskWorld();
    const answer = await world.post('/api/indicators/targets', await world.staff('lead')).send(body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'target_wrong']);
    expect(answer.body.error.message).toContain('0부터');
  });
});
