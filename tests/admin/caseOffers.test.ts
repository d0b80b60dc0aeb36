/** Handing a case over: the giver is responsible until somebody has taken it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { commit, unmoved } from '../../triage/store/commit.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { claimParts } from '../../triage/store/escalations.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { openWorld, until, type World } from '../harness/world.ts';

/** Kim has Mina's case and asks Lee to take it over. */
async function offered(world: World) {
  const [kim, lee, park] = [
    await world.counsellor('kim'),
    await world.counsellor('lee'),
    await world.counsellor('park', 'lead'),
  ];
  await world.hasPhone(lee);
  const mina = world.resident();
  await mina.tellsOfDanger();
  await mina.watches();
  const [row] = await kim.queue();
  const id = row?.id ?? '';
  const { fence } = (await kim.claims(id)).body;
  const asks = (staffId: string, note?: string) => kim.call('POST', `/api/cases/${id}/offer`, { fence, staffId, note });
  expect((await asks(lee.id, '저녁에 제가 없어요')).status).toBe(204);
  return { kim, lee, park, mina, id, fence, asks };
}

describe('a case that was offered', () => {
  it('rings with the colleague, stays with the giver, and lapses as any other claim', async () => {
    const world = await openWorld();
    const { kim, lee, id, fence } = await offered(world);
    const { rows } = await world.db.query('select kind, staff_id as to, state from page');
    expect(rows).toContainEqual({ kind: 'offer', to: lee.id, state: 'due' });
    const [row] = await lee.queue();
    expect(row).toMatchObject({ owner: { name: 'kim' }, offeredTo: { id: lee.id, name: 'lee' } });
    expect((await kim.writes(id, fence, '듣고 있어요')).status).toBe(204);
    const { events } = await kim.opens(id);
    expect(events.find(({ kind }) => kind === 'offered')).toMatchObject({
      by: 'kim',
      to: 'lee',
      note: '저녁에 제가 없어요',
    });
  });

  it('is the colleague’s from the moment they accept: the resident is told, the giver writes nothing more', async () => {
    const world = await openWorld();
    const { kim, lee, mina, id, fence } = await offered(world);
    const taken = await lee.call<{ fence: number }>('POST', `/api/cases/${id}/accept`, { fence });
    expect([taken.status, taken.body]).toEqual([200, { fence: fence + 1 }]);
    expect((await kim.writes(id, fence, '아직 저예요')).status).toBe(409);
    expect((await lee.writes(id, fence + 1, '이어서 제가 들을게요')).status).toBe(204);
    await until(
      () => mina.arrived.some(({ text }) => text.includes('lee 상담사가 이 대화를 맡았어요')),
      'they are told',
    );
    const { rows } = await world.db.query('select action, subject from audit');
    expect(rows).toContainEqual({ action: 'case.offer', subject: `${id} ${lee.id}` });
    expect(rows).toContainEqual({ action: 'case.accept', subject: id });
  });

  it('must be spoken to by whoever took it, if nobody had: the claim lapses again', async () => {
    const world = await openWorld();
    const { lee, id, fence } = await offered(world);
    await world.passes({ minutes: 9 });
    await lee.call('POST', `/api/cases/${id}/accept`, { fence });
    await world.passes({ minutes: 9 });
    expect((await lee.opens(id)).row.owner).toMatchObject({ name: 'lee' });
    await world.passes({ minutes: 1 });
    expect((await lee.opens(id)).row).toMatchObject({ owner: null, offeredTo: null });
  });

  it('must be spoken to again by whoever took it, if it rang after the giver’s last word', async () => {
    const world = await openWorld();
    const { kim, lee, mina, id, fence } = await offered(world);
    await kim.writes(id, fence, '듣고 있어요');
    expect((await kim.call('POST', `/api/cases/${id}/hand-back`, { fence })).status).toBe(204);
    await mina.says('지금 죽고 싶어요');
    await world.passes({ minutes: 1 });
    await lee.call('POST', `/api/cases/${id}/accept`, { fence });
    await world.passes({ minutes: 9 });
    expect((await lee.opens(id)).row.owner).toMatchObject({ name: 'lee' });
    await world.passes({ minutes: 1 });
    expect((await lee.opens(id)).row.owner).toBeNull();
  });

  it('declined or taken back is nobody else’s to accept', async () => {
    const world = await openWorld();
    const { kim, lee, park, id, fence, asks } = await offered(world);
    const accept = (who: typeof lee) =>
      who.call<{ error: { code: string } }>('POST', `/api/cases/${id}/accept`, { fence });
    expect((await accept(park)).body.error.code).toBe('no_offer');
    expect((await park.call('POST', `/api/cases/${id}/offer/end`)).status).toBe(409);
    world.clock.advance({ seconds: 1 });
    expect((await lee.call('POST', `/api/cases/${id}/offer/end`)).status).toBe(204);
    expect((await accept(lee)).body.error.code).toBe('no_offer');
    world.clock.advance({ seconds: 1 });
    expect((await asks(park.id)).status).toBe(204);
    expect((await asks(lee.id)).status).toBe(409);
    world.clock.advance({ seconds: 1 });
    expect((await kim.call('POST', `/api/cases/${id}/offer/end`)).status).toBe(204);
    const kinds = (await kim.opens(id)).events.map(({ kind, by }) => `${kind} ${by}`);
    expect(kinds.filter((kind) => kind.startsWith('offer'))).toEqual([
      'offered kim',
      'offer-ended lee',
      'offered kim',
      'offer-ended kim',
    ]);
  });

  it('to oneself, to a stranger or to somebody who takes no duty is refused', async () => {
    const world = await openWorld();
    const { kim, lee, asks, id } = await offered(world);
    await lee.call('POST', `/api/cases/${id}/offer/end`);
    const clerk = await world.counsellor('clerk', 'campaign');
    expect((await asks(kim.id)).status).toBe(422);
    expect((await asks(clerk.id)).status).toBe(409);
    expect((await asks(crypto.randomUUID())).status).toBe(409);
    expect((await kim.opens(id)).row.offeredTo).toBeNull();
  });

  it('stays with the giver when the colleague’s account is switched off', async () => {
    const world = await openWorld();
    const { kim, id } = await offered(world);
    world.clock.advance({ seconds: 1 });
    await disableStaff(world.db, 'lee@center.example', world.clock());
    const { row, events } = await kim.opens(id);
    expect(row).toMatchObject({ owner: { name: 'kim' }, offeredTo: null });
    expect(events.at(-1)).toMatchObject({ kind: 'offer-ended', by: 'lee' });
  });

  it('accepted by two at the same moment has one owner', async () => {
    const world = await openWorld();
    const { lee, id, fence } = await offered(world);
    const both = await Promise.all([
      lee.call('POST', `/api/cases/${id}/accept`, { fence }),
      lee.call('POST', `/api/cases/${id}/accept`, { fence }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { rows } = await world.db.query('select fence from escalation');
    expect(rows).toEqual([{ fence: fence + 1 }]);
  });
});

it('whoever is switched off in the very moment of their claim has no case', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = world.resident();
  await mina.tellsOfDanger();
  const [row] = await kim.queue();
  const { rows } = await world.db.query<{ residentId: string }>('select resident_id as "residentId" from escalation');
  const other = await openDatabase({ url: world.url });
  onTestFinished(() => other.close());
  let off: Promise<unknown> = Promise.resolve();
  await world.db.transaction(async ({ query }) => {
    const act = { escalationId: row?.id ?? '', staffId: kim.id, now: world.clock() };
    await commit(query, [unmoved(rows[0]?.residentId ?? '', world.center.id), ...claimParts(act, 'claim:1')]);
    off = disableStaff({ query: other.query }, 'kim@center.example', world.clock());
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  await off;
  const { rows: owners } = await world.db.query('select owner from escalation');
  expect(owners).toEqual([{ owner: null }]);
});
