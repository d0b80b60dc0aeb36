/** Rows of visits: what a turn adds, and which beginnings are one. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { commit, unmoved } from '../../../triage/store/commit.ts';
import { type Counted, visitParts } from '../../../triage/store/visits.ts';
import { ownDatabase } from './world.ts';

const nothing: Counted = {
  visit: 1,
  again: false,
  ageBand: null,
  consented: false,
  finished: false,
  contact: null,
  tier: null,
  alarmed: false,
};

async function somebody() {
  const own = await ownDatabase();
  const [residentId, centerId, door, otherDoor] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const campaignId = randomUUID();
  const { db } = own;
  let now = new Date('2026-01-05T09:00:00Z');
  await db.query('insert into center (id, name, created_at) values ($1, $2, $3)', [centerId, '한마음센터', now]);
  await db.query(
    `insert into campaign (id, center_id, name, starts_on, ends_on, created_at) values ($1, $2, '봄', '2026-01-01', '2026-12-31', $3)`,
    [campaignId, centerId, now],
  );
  for (const [nth, id] of [door, otherDoor].entries()) {
    await db.query(
      `insert into placement (id, center_id, campaign_id, nth, name, code, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, centerId, campaignId, nth + 1, id, id.slice(0, 8), now],
    );
  }
  return {
    ...own,
    door,
    otherDoor,
    counts: async (news: Partial<Counted>, placementId: string | null = door) => {
      const parts = visitParts({ ...nothing, ...news }, { residentId, placementId, now });
      await commit(db.query, [unmoved(residentId, centerId), ...parts]);
    },
    later: (hours: number) => {
      now = new Date(now.getTime() + hours * 3_600_000);
    },
    rows: async () =>
      (
        await db.query<Record<string, unknown>>(
          `select visit, placement_id as door, started_at as started, consented_at as consented, contact_at as contact, tier, tier_was as was, tier_at as risen
           from visit order by visit`,
        )
      ).rows,
  };
}

it('a beginning a moment after the first, through the same door, is the same visit', async () => {
  await using mina = await somebody();
  await mina.counts({ visit: 1 });
  mina.later(23);
  await mina.counts({ visit: 2, again: true });
  const [only, ...more] = await mina.rows();
  expect(more).toEqual([]);
  expect(only).toMatchObject({ visit: 2, started: new Date('2026-01-05T09:00:00Z') });
});

it('a day later, by another door, or after a consent it is another one', async () => {
  await using mina = await somebody();
  await mina.counts({ visit: 1 });
  await mina.counts({ visit: 2, again: true }, mina.otherDoor);
  expect(await mina.rows()).toMatchObject([
    { visit: 1, door: mina.door },
    { visit: 2, door: mina.otherDoor },
  ]);
  mina.later(25);
  await mina.counts({ visit: 3, again: true }, mina.otherDoor);
  await mina.counts({ visit: 3, consented: true });
  await mina.counts({ visit: 4, again: true }, mina.otherDoor);
  expect((await mina.rows()).map(({ visit }) => visit)).toEqual([1, 2, 3, 4]);
});

it('the tier rises and never falls; what it was before the day is kept, however often it rises on that day', async () => {
  await using mina = await somebody();
  await mina.counts({ tier: 'potential' });
  mina.later(24);
  await mina.counts({ tier: 'low' });
  expect(await mina.rows()).toMatchObject([{ tier: 'potential', was: null, risen: new Date('2026-01-05T09:00:00Z') }]);
  await mina.counts({ tier: 'high' });
  await mina.counts({ tier: 'high' });
  expect(await mina.rows()).toMatchObject([
    { tier: 'high', was: 'potential', risen: new Date('2026-01-06T09:00:00Z') },
  ]);
});

it('a first moment stays; who takes their number back is not counted as to be contacted', async () => {
  await using mina = await somebody();
  await mina.counts({ consented: true, contact: true });
  mina.later(1);
  await mina.counts({ consented: true, contact: true });
  const first = new Date('2026-01-05T09:00:00Z');
  expect(await mina.rows()).toMatchObject([{ consented: first, contact: first }]);
  await mina.counts({ contact: null, tier: 'low' });
  expect(await mina.rows()).toMatchObject([{ contact: first }]);
  await mina.counts({ contact: false });
  expect(await mina.rows()).toMatchObject([{ contact: null }]);
});
