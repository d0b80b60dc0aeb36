/** What a case shows beside its own story: the door, the person's other cases, their questionnaires over time, a very long talk. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Case, Talk } from '../../admin/contract.ts';
import { aad, sealJson } from '../../triage/store/seal.ts';
import { type CaseMade, deskWorld, type Person, type World } from './world.ts';

const opened = async (world: World, id: string, who: Person): Promise<Case> =>
  Case.parse((await world.get(`/api/cases/${id}`, who).expect(200)).body);

async function hung(world: World, name: string): Promise<string> {
  const [campaign, placement] = [randomUUID(), randomUUID()];
  await world.db.query(
    `insert into campaign (id, center_id, name, starts_on, ends_on, created_at) values ($1, $2, '가을 캠페인', '2026-01-01', '2026-02-01', $3)`,
    [campaign, world.home, world.clock()],
  );
  await world.db.query(
    `insert into placement (id, center_id, campaign_id, nth, name, code, created_at) values ($1, $2, $3, 1, $4, $5, $6)`,
    [placement, world.home, campaign, name, placement, world.clock()],
  );
  return placement;
}

test('the door they came by is named; a plate that was moved counts for its new place from then on', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const made = await world.escalation();
  expect((await opened(world, made.id, kim)).place).toBeNull();
  const [bench, hall] = [await hung(world, '공원 벤치 17'), await hung(world, '주민센터 현관')];
  await world.db.query('update escalation set placement_id = $1', [bench]);
  expect((await opened(world, made.id, kim)).place).toEqual({ campaign: '가을 캠페인', placement: '공원 벤치 17' });
  const move = (at: number) =>
    world.db.query('update placement set counts_as = $2, repointed_at = $3 where id = $1', [bench, hall, new Date(at)]);
  await move(world.clock().getTime() + 1_000);
  expect((await opened(world, made.id, kim)).place?.placement).toBe('공원 벤치 17');
  await move(world.clock().getTime() - 1_000);
  expect((await opened(world, made.id, kim)).place?.placement).toBe('주민센터 현관');
});

test('earlier cases of the same person are listed and open; of nobody else', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const made = await world.escalation();
  await world.escalation();
  const earlier = randomUUID();
  const at = (days: number) => new Date(world.clock().getTime() - days * 86_400_000);
  await world.db.query(
    `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, channel, opened_at, claim_by, closed_at, outcome, changed_at)
     values ($1, $2, $3, 'potential', 2, '{}', 'item9', 'web', $4, $4, $5, 'safety-confirmed', $5)`,
    [made.residentId, earlier, world.home, at(40), at(39)],
  );
  const seen = await opened(world, made.id, kim);
  expect(seen.others).toEqual([
    {
      id: earlier,
      openedAt: at(40).toISOString(),
      closedAt: at(39).toISOString(),
      outcome: 'safety-confirmed',
      tier: 'potential',
      reason: 'item9',
    },
  ]);
  expect((await opened(world, earlier, kim)).others.map(({ id }) => id)).toEqual([made.id]);
});

describe('questionnaires over time', () => {
  async function answered(
    world: World,
    { residentId, key }: CaseMade,
    one: { visit: number; instrument: string; total?: number; band?: string; answers?: Record<string, number> },
  ): Promise<void> {
    const at = new Date(world.clock().getTime() + one.visit * 86_400_000);
    const answers = Object.fromEntries(
      Object.entries(one.answers ?? {}).map(([item, value]) => [item, { value, at: at.getTime() }]),
    );
    await world.db.query(
      `insert into screening (resident_id, visit, instrument, center_id, status, lang, instrument_version, wording_version,
         flow_version, total, band, missing, rules, started_at, ended_at, answers)
       values ($1, $2, $3, $4, 'finished', 'ko', $3 || '-1', 'x', 2, $5, $6, 0, '{}', $7, $7, $8)`,
      [
        residentId,
        one.visit,
        one.instrument,
        world.home,
        one.total ?? null,
        one.band ?? null,
        at,
        sealJson(key, aad('screening', `${residentId}/${one.visit}/${one.instrument}`, 'answers'), answers),
      ],
    );
  }

  test('carry the cut-offs of every instrument among them', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    await answered(world, made, { visit: 1, instrument: 'phq9', total: 12, band: 'moderate' });
    await answered(world, made, { visit: 2, instrument: 'phq9', total: 21, band: 'severe' });
    await answered(world, made, { visit: 3, instrument: 'sgds', total: 7, band: 'watch' });
    const seen = await opened(world, made.id, kim);
    expect(seen.screenings.map(({ total, band }) => [total, band])).toEqual([
      [7, 'watch'],
      [21, 'severe'],
      [12, 'moderate'],
    ]);
    expect(seen.scales.map(({ instrument, max, bands }) => [instrument, max, bands.map(({ from }) => from)])).toEqual([
      ['sgds', 15, [0, 6, 8, 12]],
      ['phq9', 27, [0, 5, 10, 15, 20]],
    ]);
  });

  test('ASQ has no total: it says whether something was answered with yes', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    const none = { 1: 0, 2: 0, 3: 0, 4: 0 };
    await answered(world, made, { visit: 1, instrument: 'asq', answers: none });
    await answered(world, made, { visit: 2, instrument: 'asq', answers: { ...none, 2: 1, 5: 0 } });
    await answered(world, made, { visit: 3, instrument: 'asq', answers: { ...none, 5: 1 } });
    await answered(world, made, { visit: 4, instrument: 'asq', answers: { 1: 0 } });
    const seen = await opened(world, made.id, kim);
    expect(seen.screenings.map(({ screen, total, max }) => [screen, total, max])).toEqual([
      [null, null, null],
      ['acute', null, null],
      ['positive', null, null],
      ['negative', null, null],
    ]);
    expect(seen.scales).toMatchObject([{ instrument: 'asq', max: null, bands: [] }]);
  });
});

test('a talk of 2,000 messages comes a page at a time, each saying where it begins, and nothing of it twice', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const made = await world.escalation();
  const place = (rev: number) => aad('turn', `${made.residentId}/web:${rev}`, 'doc');
  const revs = Array.from({ length: 2000 }, (_, n) => n + 1);
  const docs = revs.map((rev) => {
    // Every third turn has no line: where a page begins does not depend on what was said.
    const said = rev % 3 === 0 ? null : { by: 'resident', text: `${rev}` };
    return sealJson(made.key, place(rev), { said, replies: [] });
  });
  await world.db.query(
    `insert into turn (resident_id, event_id, rev, center_id, channel, at, doc)
     select $1, 'web:' || rev, rev, $2, 'web', $3, doc from unnest($4::integer[], $5::bytea[]) as made(rev, doc)`,
    [made.residentId, world.home, world.clock(), revs, docs],
  );
  const texts: string[] = [];
  let before = '';
  let pages = 0;
  for (let more = true; more; pages += 1) {
    const page = Talk.parse((await world.get(`/api/cases/${made.id}/talk${before}`, kim).expect(200)).body);
    expect(page.to - page.from).toBe(99);
    texts.unshift(...page.lines.map(({ text }) => text));
    before = `?before=${page.from}`;
    more = page.more;
  }
  expect(pages).toBe(20);
  expect(texts).toEqual(revs.filter((rev) => rev % 3 !== 0).map(String));
});

test('of a very long talk the case still shows how it began and what was noted last', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const made = await world.escalation({ owner: kim.id, fence: 1 });
  await world.happened(made, 'opened', { findings: [{ type: 'humanWanted' }] });
  await world.db.query(
    `insert into escalation_event (resident_id, escalation_id, cause, kind, at, staff_id)
     select $1, $2, 'desk:' || n, 'spoke', $3::timestamptz + n * interval '1 second', $4 from generate_series(1, 1500) n`,
    [made.residentId, made.id, world.clock(), kim.id],
  );
  world.advance({ minutes: 26 });
  await world.post(`/api/cases/${made.id}/notes`, kim).send({ fence: 1, text: '마지막 메모' }).expect(204);
  const { events } = await opened(world, made.id, kim);
  expect([events[0]?.kind, events.at(-1)?.note, events.filter(({ kind }) => kind === 'spoke').length]).toEqual([
    'opened',
    '마지막 메모',
    100,
  ]);
});
