/** One of the staff is told by LINE: a code proves whose account it is, and nobody becomes a resident by it. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Alerts } from '../../admin/contract.ts';
import { addPages } from '../../triage/store/pages.ts';
import { openLineWorld, startLineFor } from '../harness/lineWorld.ts';
import { until } from '../harness/world.ts';

const line = await startLineFor({ afterAll });

async function desk() {
  const world = await openLineWorld(line);
  const kim = await world.counsellor('kim');
  const code = async (lang: 'ko' | 'en' = 'ko') =>
    (await kim.call<{ id: string; code: string }>('POST', '/api/alerts', { kind: 'line', lang })).body;
  const ways = async () => (await kim.call<Alerts>('GET', '/api/alerts')).body.ways;
  const residents = async () => (await world.db.query('select from resident')).rowCount;
  return { world, kim, code, ways, residents };
}

const texts = (messages: { text?: unknown }[]): string => messages.map(({ text }) => text).join('\n');

test('the code is sent to the centre’s account, the account answers, and from then on they are told there', async () => {
  const { world, kim, code, ways, residents } = await desk();
  const { code: shown } = await code();
  expect(shown).toMatch(/^[A-Z]{3}\d{3}$/);
  const phone = await line.person();
  await phone.does({ type: 'text', text: `직원 ${shown.toLowerCase()}` });
  await until(async () => texts(await phone.answers()).includes('연결됐어요'), 'the answer to the code');
  expect(await ways()).toMatchObject([{ kind: 'line', state: 'untried', label: 'LINE' }]);
  expect(await residents()).toBe(0);
  await addPages(world.db, {
    centerId: world.center.id,
    kind: 'test',
    about: null,
    staffIds: [kim.id],
    now: world.clock(),
  });
  await world.passes({ seconds: 1 });
  expect(JSON.stringify((await phone.view()).chat)).toContain('마음지기: 시험 호출이에요.');
  expect(await ways()).toMatchObject([{ state: 'works' }]);
  const { rows } = await world.db.query(`select action, staff_id from audit where action = 'alert.verify'`);
  expect(rows).toEqual([{ action: 'alert.verify', staff_id: kim.id }]);
});

describe('a code', () => {
  test('that is wrong, used or out of time is said to be so, and makes nobody a resident', async () => {
    const { world, code, ways, residents } = await desk();
    const { code: shown } = await code();
    const [phone, other] = [await line.person(), await line.person()];
    await other.does({ type: 'text', text: '직원 ABC234' });
    await until(async () => texts(await other.answers()).includes('맞지 않거나'), 'the answer to a wrong code');
    await phone.does({ type: 'text', text: `직원 ${shown}` });
    await until(async () => (await ways())[0]?.state === 'untried', 'the link');
    await other.does({ type: 'text', text: `직원 ${shown}` });
    await until(async () => texts(await other.answers()).includes('맞지 않거나'), 'the answer to a used code');
    const { code: late } = await code('en');
    world.clock.advance({ minutes: 11 });
    await phone.does({ type: 'text', text: `staff ${late}` });
    await until(async () => texts(await phone.answers()).includes('out of time'), 'the answer to a late code');
    expect(await residents()).toBe(0);
  });

  test('cannot be guessed on: after five wrong ones an account waits ten minutes', async () => {
    const { code, ways } = await desk();
    const { code: shown } = await code();
    const phone = await line.person();
    for (let tries = 0; tries < 5; tries += 1) await phone.does({ type: 'text', text: `직원 ABC23${tries + 2}` });
    await phone.does({ type: 'text', text: `직원 ${shown}` });
    await until(async () => texts(await phone.answers()).includes('10분 뒤에'), 'the pause');
    expect((await ways())[0]?.state).toBe('waiting');
  });
});

test('words that only begin like a code are a resident’s words', async () => {
  const { residents } = await desk();
  const phone = await line.person();
  for (const text of ['직원 불러 주세요', 'staff please', '직원']) await phone.does({ type: 'text', text });
  await until(async () => (await residents()) === 1, 'a resident');
});

test('an account that blocks the centre’s is a way that is gone, until it comes back', async () => {
  const { code, ways } = await desk();
  const phone = await line.person();
  await phone.does({ type: 'text', text: `직원 ${(await code()).code}` });
  await until(async () => (await ways())[0]?.state === 'untried', 'the link');
  await phone.does({ type: 'unfollow' });
  await until(async () => (await ways())[0]?.state === 'gone', 'the block');
  await phone.does({ type: 'follow', isUnblocked: true });
  await until(async () => (await ways())[0]?.state === 'untried', 'the return');
});
