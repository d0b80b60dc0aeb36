/** One person in two places: a code of eight letters leads from one channel to another, and everything of theirs is there. */
import { expect, test } from 'vitest';
import { openKakao } from '../harness/kakao.ts';
import { until } from '../harness/world.ts';

const codeIn = (text: string): string => /^[a-z2-9]{8}$/m.exec(text)?.[0] ?? '';
const tokenIn = (link: string): string => link.slice(link.lastIndexOf('/') + 1);

test('from the web to KakaoTalk in the middle of the questions, by typing the letters', async () => {
  const { resident, somebody, db } = await openKakao();
  const web = resident();
  await web.opens();
  await web.starts();
  await web.answers([1, 1, 1]);
  await web.says('옮기기');
  const code = codeIn(web.texts().join('\n'));
  expect(code).not.toBe('');
  // The question they were at is put again: nothing has moved.
  expect(web.asked()?.progress).toEqual({ at: 4, of: 9 });

  const kakao = await somebody();
  await kakao.enters();
  await kakao.says(`${code.slice(0, 4).toUpperCase()} ${code.slice(4)}`);
  expect(kakao.sees()).toContain('여기서 그대로 이어 갈게요');
  expect(kakao.sees()).toContain('4/9');
  // One person: the greeting of the other place is forgotten.
  expect((await db.query('select from resident')).rowCount).toBe(1);
  expect((await db.query('select from address')).rowCount).toBe(2);
  await kakao.answers([0]);
  expect(kakao.sees()).toContain('5/9');
  // And back on the web they are where they left off.
  await web.says('다시');
  expect(web.asked()?.progress).toEqual({ at: 5, of: 9 });
});

test('typed as the very first word in KakaoTalk it leads there without a greeting', async () => {
  const { resident, somebody } = await openKakao();
  const web = resident();
  await web.opens();
  await web.starts();
  await web.says('옮기기');
  const kakao = await somebody();
  await kakao.says(codeIn(web.texts().join('\n')));
  expect(kakao.sees()).toContain('1/9');
  expect(kakao.sees()).not.toContain('자동으로 여쭙는');
});

test('risk and the open case follow the person, and a counsellor talks with them live on the web', async () => {
  const { resident, somebody, counsellor, escalations, passes } = await openKakao();
  const hana = await counsellor('하늘');
  const kakao = await somebody();
  await kakao.enters();
  await kakao.says('지금 옥상에 있어요');
  const token = tokenIn(kakao.link());

  const web = resident();
  const opened = await web.post('/chat/session', { code: token });
  expect(opened.status).toBe(200);
  expect(opened.replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  const [row] = await hana.queue();
  const { fence } = (await hana.claims(row?.id ?? '')).body;
  await web.watches();
  await hana.writes(row?.id ?? '', fence, '지금 이야기 나눌 수 있으세요?');
  await passes({ seconds: 1 });
  await until(() => web.arrived.some(({ type }) => type === 'human'), 'the counsellor’s words arrived by themselves');
  await web.says('네, 있어요');
  expect(JSON.stringify(await hana.reads(row?.id ?? ''))).toContain('네, 있어요');
  // More risk there raises the same case: one person, one open case.
  await web.says('뛰어내릴 거예요');
  expect(await escalations()).toHaveLength(1);
});

test('a code works once', async () => {
  const { resident, somebody } = await openKakao();
  const web = resident();
  await web.opens();
  await web.starts();
  await web.says('옮기기');
  const code = codeIn(web.texts().join('\n'));
  const [first, second] = [await somebody(), await somebody()];
  await first.says(code);
  await second.says(code);
  expect(first.sees()).toContain('1/9');
  expect(second.sees()).toContain('찾지 못했어요');
  expect(second.sees()).not.toContain('1/9');
});

test('two who type it at the same moment: one of them', async () => {
  const { resident, somebody, db } = await openKakao();
  const web = resident();
  await web.opens();
  await web.starts();
  await web.says('옮기기');
  const code = codeIn(web.texts().join('\n'));
  const all = await Promise.all([somebody(), somebody(), somebody()]);
  for (const one of all) await one.enters();
  await Promise.all(all.map((one) => one.says(code)));
  expect(all.filter((one) => one.sees().includes('1/9'))).toHaveLength(1);
  expect((await db.query('select from take_along')).rowCount).toBe(0);
});

test('after half an hour it leads nowhere, and nothing of it is left', async () => {
  const { resident, somebody, passes, db } = await openKakao();
  const web = resident();
  await web.opens();
  await web.starts();
  await web.says('옮기기');
  const code = codeIn(web.texts().join('\n'));
  await passes({ minutes: 31 });
  const kakao = await somebody();
  await kakao.enters();
  await kakao.says(code);
  expect(kakao.sees()).toContain('찾지 못했어요');
  expect((await db.query('select from take_along')).rowCount).toBe(0);
});

test('who has a record of their own is told kindly; nothing is joined, and the code still works where it was meant for', async () => {
  const { resident, somebody, db } = await openKakao();
  const web = resident();
  await web.opens();
  await web.starts();
  await web.says('옮기기');
  const code = codeIn(web.texts().join('\n'));
  const other = await somebody();
  await other.starts();
  await other.answers([1]);
  await other.says(code);
  expect(other.sees()).toContain('두 이야기를 합치지 않았어요');
  expect(other.sees()).toContain('2/9');
  expect((await db.query('select from resident')).rowCount).toBe(2);
  const own = await somebody();
  await own.says(code);
  expect(own.sees()).toContain('1/9');
});

test('guessing ends after five tries, kindly; words of danger and the questions go on', async () => {
  const { somebody, resident, escalations } = await openKakao();
  const guesser = await somebody();
  await guesser.enters();
  for (const guess of ['abcd2342', 'abcd2343', 'abcd2344', 'abcd2345', 'abcd2346']) await guesser.says(guess);
  const web = resident();
  await web.opens();
  await web.starts();
  await web.says('옮기기');
  await guesser.says(codeIn(web.texts().join('\n')));
  expect(guesser.sees()).toContain('10분 뒤에');
  await guesser.says('죽고 싶어요');
  expect(await escalations()).toHaveLength(1);
});

test('words and numbers are never taken for a code', async () => {
  const { somebody } = await openKakao();
  const mina = await somebody();
  await mina.enters();
  for (const text of ['whatever', '23456789', '010-2345-6789', '안녕하세요'] as const) {
    await mina.says(text);
    expect(mina.sees()).not.toContain('하시던 이야기를 찾지 못했어요');
  }
});

test('the address: opening it for a preview spends nothing, a forged one leads nowhere, a page loaded anew is just opened', async () => {
  const { resident, somebody, chatUrl, db } = await openKakao();
  const kakao = await somebody();
  await kakao.starts();
  await kakao.says('옮기기');
  const token = tokenIn(kakao.link());
  for (let visit = 0; visit < 3; visit += 1) {
    const preview = await fetch(`${chatUrl}/go/${token}`, { redirect: 'manual' });
    expect([preview.status, preview.headers.get('location')]).toEqual([302, `/chat?c=${token}`]);
  }
  expect((await fetch(`${chatUrl}/go/%3Cscript%3E`, { redirect: 'manual' })).headers.get('location')).toBe('/chat');
  const stranger = resident();
  const forged = await stranger.post('/chat/session', { code: `${token.slice(0, 9)}AAAAAAAAAAA` });
  expect(JSON.stringify(forged.replies)).toContain('마음지기예요');

  const web = resident();
  const opened = await web.post('/chat/session', { code: token });
  expect(JSON.stringify(opened.replies)).toContain('1/9');
  const again = await web.post('/chat/session', { code: token });
  expect(JSON.stringify(again.replies)).toContain('이어 할까요');
  expect((await db.query('select from take_along')).rowCount).toBe(0);
});

test('neither code nor hash can be read out of the table, and a forgotten person’s code goes with them', async () => {
  const { resident, db } = await openKakao();
  const web = resident();
  await web.opens();
  await web.starts();
  await web.says('옮기기');
  const code = codeIn(web.texts().join('\n'));
  const { rows } = await db.query("select encode(hash, 'escape') as hash from take_along");
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(code);
  await web.says('삭제');
  await web.taps('모두 지워 주세요');
  expect((await db.query('select from take_along')).rowCount).toBe(0);
});
