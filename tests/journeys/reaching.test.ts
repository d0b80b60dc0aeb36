/** SCRIPT 1 contact.*, wait.*, needs.*: how a person is reached again, and what they are told while they wait. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { disableStaff } from '../../triage/store/staff.ts';
import { openWorld, type Resident, until, type World } from '../harness/world.ts';

const number = '010-8765-4321';

async function alarmed(world: World, answers = [0, 0, 0, 0, 0, 0, 0, 0, 2]): Promise<Resident> {
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers(answers);
  return mina;
}

/** A desk that is open: somebody can be promised. */
async function atTheDesk(world: World) {
  const kim = await world.counsellor(`kim${randomUUID().slice(0, 4)}`);
  await world.db.query('update session set desk_at = $1', [world.clock()]);
  return kim;
}

/** Every text and every byte the database holds. */
async function everything(world: World): Promise<string> {
  const { rows: tables } = await world.db.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const all = await Promise.all(
    tables.map(async ({ name }) => JSON.stringify((await world.db.query(`select t::text from ${name} t`)).rows)),
  );
  return all.join('\n');
}

it('danger now: a number is asked for at once, kept sealed with a consent of its own, and never said back', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = await alarmed(world);
  await mina.taps('지금 위험해요');
  expect(mina.screen()[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  await mina.taps('번호 남길게요');
  expect(mina.asked()).toMatchObject({ expects: 'phone', choices: [{ label: '괜찮아요' }] });
  await mina.says('０１０ 8765 4321');
  expect(mina.asked()?.choices.map(({ label }) => label)).toEqual(['오전', '오후', '저녁', '문자 먼저']);
  await mina.taps('문자 먼저');
  expect(JSON.stringify(mina.screen())).not.toContain('4321');

  const [row] = await kim.queue();
  expect(row).toMatchObject({ priority: 0, phone: 'text' });
  const read = await kim.opens(row?.id ?? '');
  expect(read).toMatchObject({
    contactWish: 'phone',
    ways: [{ way: 'chat' }, { way: 'phone', ending: '4321', best: 'text' }],
  });
  expect(JSON.stringify([read, await kim.reads(row?.id ?? '')])).not.toContain('8765');
  expect((await kim.reads(row?.id ?? '')).map(({ text }) => text)).toContain('[전화번호]');
  const shown = await kim.call('POST', `/api/cases/${row?.id}/reveal`, { reason: 'text' });
  expect(shown.body).toEqual({ number });

  const { rows } = await world.db.query(
    `select kind, given, octet_length(text_hash) as hash from consent where kind = 'contact.ask'`,
  );
  expect(rows).toEqual([{ kind: 'contact.ask', given: true, hash: 32 }]);
  expect(await everything(world)).not.toMatch(/8765.?4321/);
  expect(world.logged.join()).not.toMatch(/8765.?4321/);
  await world.holds();
});

it('after ASQ and before the result; 지금 only while somebody is there', async () => {
  const world = await openWorld();
  const mina = await alarmed(world);
  await mina.taps('이어하기');
  await atTheDesk(world);
  await mina.answers([1, 1, 1, 1, 1]);
  expect(mina.texts().join()).not.toContain('지난 2주');
  await mina.says('네');
  await mina.says('010 8765 4321');
  expect(mina.asked()?.choices[0]?.label).toBe('지금');
  await mina.taps('지금');
  const lee = await world.counsellor('lee');
  const [row] = await lee.queue();
  expect(await lee.opens(row?.id ?? '')).toMatchObject({ promisedBy: '2026-01-05T09:30:00.000Z' });
  expect(mina.texts()[0]).toMatch(/상담사가 오후 \d+:\d\d까지 읽고 연락드릴게요\. 다른 분이 받으시면/);
  expect(mina.texts()[0]).toContain('지난 2주');
  await world.holds();
});

it('three numbers that cannot be read, and it goes on without one; a resident number is kept nowhere', async () => {
  const world = await openWorld();
  const mina = await alarmed(world);
  await mina.taps('상담사와 이야기');
  await mina.taps('번호 남길게요');
  for (const text of ['010 12', '900101-1234567']) {
    await mina.says(text);
    expect(mina.asked()?.text).toContain('번호를 잘 읽지 못했어요');
  }
  await mina.says('1234');
  expect(mina.texts()[0]).toContain('번호 없이');
  expect(mina.asked()?.choices[0]?.label).toBe('이어하기');
  expect(await everything(world)).not.toContain('1234567');
  const kim = await world.counsellor('kim');
  const [row] = await kim.queue();
  expect((await kim.reads(row?.id ?? '')).map(({ text }) => text)).not.toContain('010 12');
  expect(row?.phone).toBeNull();
  await world.holds();
});

it('a number written by somebody who waits leads to the question, not to oblivion', async () => {
  const world = await openWorld();
  const mina = await alarmed(world);
  await mina.says('010.8765.4321 로 전화 주세요');
  expect(mina.asked()?.text).toContain('상담사가 전화드려도 될까요?');
  await world.holds();
});

it('a number is never lost: in pieces, changed, after another answer, or from a child to whom nobody may put the question', async () => {
  const world = await openWorld();
  const reveal = async (id: string) => {
    const kim = await world.counsellor(`kim${randomUUID().slice(0, 4)}`);
    return (await kim.call<{ number: string }>('POST', `/api/cases/${id}/reveal`, { reason: 'call' })).body.number;
  };
  const mina = await alarmed(world);
  await mina.taps('상담사와 이야기');
  await mina.taps('번호 남길게요');
  for (const piece of ['010', '8765', '4321']) await mina.says(piece);
  await mina.taps('오전');
  const [row] = await world.escalations();
  expect(await reveal(row?.id ?? '')).toBe(number);
  await mina.says('010 1111 2222 로 바꿔 주세요');
  await mina.taps('저녁');
  expect(await reveal(row?.id ?? '')).toBe('010-1111-2222');

  const jun = await alarmed(world);
  await jun.taps('상담사와 이야기');
  await jun.taps('이 대화로 할게요');
  await jun.says('역시 전화 주세요 010 8765 4321');
  await jun.taps('번호 남길게요');
  expect(jun.asked()?.text).toContain('언제 전화드리면');

  // Beside words of risk it is not lost either: they need not write it again.
  const han = world.resident();
  await han.opens();
  await han.says('죽고 싶어요. 010-8765-4321로 전화 주세요');
  await han.taps('상담사와 이야기');
  await han.taps('번호 남길게요');
  expect(han.asked()?.text).toContain('언제 전화드리면');

  const child = world.resident();
  await child.opens();
  await child.taps('시작할게요');
  await child.taps('13세 이하');
  await child.taps('상담사에게 알리기');
  await child.says('엄마 번호 010 8765 4321');
  const lee = await world.counsellor('lee');
  const last = (await lee.queue()).find(({ reason }) => reason === 'asked-human');
  expect((await lee.reads(last?.id ?? '')).map(({ text }) => text)).toContain('엄마 번호 010 8765 4321');
  await world.holds();
});

it('numbers go after the time that was told, unless a case is open then', async () => {
  const world = await openWorld();
  const mina = await alarmed(world);
  await mina.taps('상담사와 이야기');
  await mina.says(number);
  await mina.taps('오전');
  const kept = async () => (await world.db.query('select from contact')).rowCount;
  await world.passes({ hours: 91 * 24 });
  expect(await kept()).toBe(1);
  const late = await world.counsellor('late');
  const [row] = await late.queue();
  const { body } = await late.claims(row?.id ?? '');
  await late.closes(row?.id ?? '', body.fence, 'safety-confirmed');
  await world.passes({ minutes: 1 });
  expect(await kept()).toBe(0);
  await world.holds();
});

it('a promised time that passes is told once, counted, and seen on the row; a claim in time keeps it', async () => {
  const world = await openWorld();
  await atTheDesk(world);
  const mina = await alarmed(world);
  expect(mina.texts()[1]).toContain('방금 당직 상담사에게 알렸어요');
  await mina.watches();
  await world.passes({ minutes: 29 });
  expect(mina.arrived).toEqual([]);
  await world.passes({ minutes: 1 });
  await world.db.query('update session set desk_at = $1', [world.clock()]);
  await until(() => mina.arrived.length === 1, 'the words of the missed promise arrive');
  expect(mina.arrived[0]).toMatchObject({ text: expect.stringContaining('기다리게 해서 죄송해요') });
  const lee = await atTheDesk(world);
  const [row] = await lee.queue();
  expect(row?.flags).toContain('missed');
  const { events, why } = await lee.opens(row?.id ?? '');
  expect(events.filter(({ rules }) => rules.includes('L1'))).toHaveLength(1);
  expect(why.map(({ kind }) => kind)).toContain('missed-promise');
  expect(await lee.text('/metrics')).toContain('maumjigi_promises_missed_30_days 1');
  await world.passes({ hours: 2 });
  expect(mina.arrived).toHaveLength(1);

  const han = await atTheDesk(world);
  const jun = await alarmed(world);
  const second = (await han.queue()).find(({ id }) => id !== row?.id);
  await han.claims(second?.id ?? '');
  await world.passes({ minutes: 31 });
  expect(
    (await (await world.counsellor('later')).opens(second?.id ?? '')).events.filter(({ rules }) =>
      rules.includes('L1'),
    ),
  ).toEqual([]);
  expect(jun.texts()[1]).toContain('방금');
});

it('nothing is promised where nobody is there, and each word written then is answered with who is', async () => {
  const world = await openWorld();
  const mina = await alarmed(world);
  expect(mina.texts()[1]).toContain('지금은 상담사가 바로 읽지 못해요');
  await mina.taps('이어하기');
  await mina.answers([1, 1, 1, 1, 1]);
  await mina.taps('괜찮아요');
  await mina.says('잠이 안 와요');
  expect(mina.texts()[0]).toContain('109와 1577-0199');
  await mina.watches();
  await world.passes({ hours: 3 });
  expect(mina.arrived).toEqual([]);
});

it('that nobody had read it is not said any more to somebody whose case has been taken since', async () => {
  const world = await openWorld();
  await atTheDesk(world);
  const mina = await alarmed(world);
  await world.passes({ minutes: 30 });
  const lee = await world.counsellor('lee');
  const [row] = await lee.queue();
  await lee.claims(row?.id ?? '');
  await mina.opens();
  await mina.taps('보기');
  expect(mina.texts().join()).toContain('상담사가 이 대화를 맡았어요');
  expect(mina.texts().join()).not.toContain('기다리게 해서 죄송해요');
});

it('whose counsellor can no longer come is told, and the case waits again', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = await alarmed(world);
  await mina.watches();
  const [row] = await kim.queue();
  await kim.claims(row?.id ?? '');
  await until(() => mina.arrived.length === 1, 'the claim is told');
  await disableStaff(world.db, 'kim@center.example', world.clock());
  await world.passes({ seconds: 1 });
  await until(() => mina.arrived.length === 2, 'the lapse is told');
  expect(mina.arrived[1]?.text).toContain('상담사가 잠시 자리를 비웠어요');
});

it('the middle: an offer, then what else is needed, as a row for those who follow up; nothing of it in danger', async () => {
  const world = await openWorld();
  const mina = await alarmed(world, [3, 3, 3, 3, 0, 0, 0, 0, 0]);
  await mina.answers([1, 1, 1, 1, 0]);
  await mina.taps('네, 연락 주세요');
  await mina.taps('이 대화로 할게요');
  await mina.taps('생활비·빚');
  const { rows } = await world.db.query('select kind, about, done_at from follow_up');
  expect(rows).toEqual([{ kind: 'need', about: 'money', done_at: null }]);
  const kim = await world.counsellor('kim');
  const [row] = await kim.queue();
  expect(await kim.opens(row?.id ?? '')).toMatchObject({ needs: [{ about: 'money' }], contactWish: 'chat' });
});

it('a reminder is a consent of its own, comes when it is due, and says nothing of why', async () => {
  const world = await openWorld();
  const mina = await alarmed(world, [1, 0, 0, 0, 0, 0, 0, 0, 0]);
  await mina.answers([1, 1, 1, 1, 0]);
  expect(mina.asked()?.text).toContain('6개월 뒤에');
  await mina.taps('네, 남겨 주세요');
  await world.passes({ hours: 181 * 24 });
  await mina.opens();
  expect(mina.texts()[0]).toContain('사람이 아니라');
  await world.passes({ hours: 25 });
  // On a shared phone nobody else reads it.
  await mina.opens();
  expect(mina.texts().join()).not.toContain('안부');
  await mina.taps('보기');
  expect(mina.texts()[0]).toContain('안부를 여쭙기로 한 때');
  const { rows } = await world.db.query(`select given from consent where kind = 'again.ask'`);
  expect(rows).toEqual([{ given: true }]);
});

it('another agency is told only with a consent of its own, asked in the conversation', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = await alarmed(world);
  await mina.watches();
  const [row] = await kim.queue();
  const id = row?.id ?? '';
  const { body } = await kim.claims(id);
  const asks = (fence: number) =>
    kim.call('POST', `/api/cases/${id}/ask-third-party`, { fence, agency: '푸른구 복지관' });
  expect((await asks(body.fence + 1)).status).toBe(409);
  expect((await asks(body.fence)).status).toBe(204);
  await until(() => mina.arrived.some(({ type }) => type === 'ask'), 'the question arrives');
  const ask = mina.arrived.find(({ type }) => type === 'ask');
  expect(ask?.text).toContain('푸른구 복지관');
  if (ask?.type !== 'ask') throw new Error('no question');
  await mina.post('/chat/messages', { choice: ask.choices[0]?.id });
  const { rows } = await world.db.query(`select given from consent where kind = 'third.ask'`);
  expect(rows).toEqual([{ given: true }]);
  expect((await kim.opens(id)).events.map(({ kind }) => kind)).toContain('asked');
});
