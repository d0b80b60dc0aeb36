/** Days in KakaoTalk, through the stand-in: every answer is one Kakao shows. */
import { expect, test } from 'vitest';
import { openKakao } from '../harness/kakao.ts';
import { until } from '../harness/world.ts';

const never = '전혀 방해 받지 않았다';

test('PHQ-9 and ASQ, to the end, and not one answer Kakao would refuse or fold', async () => {
  const { somebody, control, escalations } = await openKakao();
  const mina = await somebody();
  await mina.starts();
  expect(mina.sees()).toContain('1/9');
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(mina.sees()).toContain('누구에게나 똑같이 드리는 질문');
  await mina.answers([1, 1, 1, 1]);
  expect(mina.sees()).toContain('진단이 아니에요');
  expect(await escalations()).toEqual([]);
  expect(await control('/record')).toMatchObject({ violations: [], notes: [] });
});

test('typed by number and by label, from a PC without buttons', async () => {
  const { somebody } = await openKakao();
  const mina = await somebody();
  await mina.enters();
  for (const text of ['1', '3', '동의해요', '2', '며칠 동안 방해 받았다']) await mina.says(text);
  expect(mina.sees()).toContain('3/9');
  await mina.says('0');
  expect(mina.sees()).toContain('3/9');
});

test('item 9: the card is first, with buttons that call; the case stands on the desk as one nobody can write to first', async () => {
  const { somebody, counsellor } = await openKakao();
  const hana = await counsellor('하늘');
  const mina = await somebody();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  expect(mina.texts()[0]).toContain('109 · 1577-0199');
  expect(mina.button('109 전화 · 24시간')).toMatchObject({ action: 'phone', phoneNumber: '109' });
  expect(mina.buttons()).toEqual(expect.arrayContaining(['이어하기', '상담사와 이야기', '지금 위험해요']));
  expect(await hana.queue()).toMatchObject([{ channel: 'kakao', reach: 'cannot-write-first', priority: 1 }]);
});

test('a crisis text in the middle: red card, and then how to reach them, with the address where a counsellor can write', async () => {
  const { somebody, escalations } = await openKakao();
  const mina = await somebody();
  await mina.starts();
  await mina.says('지금 옥상에 있어요');
  expect(mina.texts()[0]).toContain('119나 109에 지금 전화해 주세요');
  expect(mina.sees()).toContain('카카오톡에서는 상담사가 먼저 말을 걸 수 없어요');
  expect(mina.link()).toMatch(/\/go\/[a-z2-9]{8}\.[\w-]{11}$/);
  expect(mina.buttons()).toEqual(expect.arrayContaining(['번호 남길게요', '이 대화로 할게요']));
  expect(await escalations()).toMatchObject([{ priority: 0 }]);
});

test('back and correct, pause and resume', async () => {
  const { somebody } = await openKakao();
  const mina = await somebody();
  await mina.starts();
  await mina.taps(never);
  await mina.taps('거의 매일 방해 받았다');
  await mina.says('이전');
  expect(mina.sees()).toContain('2/9');
  await mina.taps(never);
  expect(mina.sees()).toContain('3/9');
  await mina.says('쉬기');
  expect(mina.sees()).toContain('쉬세요');
  await mina.says('이어하기');
  expect(mina.sees()).toContain('3/9');
});

test('a counsellor’s words wait, and stand first when the resident writes; nobody hears silence', async () => {
  const { somebody, counsellor, passes } = await openKakao();
  const hana = await counsellor('하늘');
  const mina = await somebody();
  await mina.enters();
  await mina.says('죽고 싶어요');
  const [row] = await hana.queue();
  const { fence } = (await hana.claims(row?.id ?? '')).body;
  await hana.writes(row?.id ?? '', fence, '글 잘 읽었어요. 지금 어디 계세요?');
  await passes({ seconds: 30 });
  await mina.says('계세요?');
  expect(mina.sees()).toContain('[하늘]');
  expect(mina.sees()).toContain('지금 어디 계세요?');
  // What was shown once is not shown again.
  await mina.says('집이에요');
  expect(mina.sees()).not.toContain('지금 어디 계세요?');
  expect(mina.sees()).toContain('상담사에게 전했어요');
  expect(mina.link()).toContain('/go/');
  expect(JSON.stringify(await hana.reads(row?.id ?? ''))).toContain('집이에요');
});

test('the desk’s question about an agency is not answered by a number typed before it was seen', async () => {
  const { somebody, counsellor } = await openKakao();
  const hana = await counsellor('하늘');
  const mina = await somebody();
  await mina.enters();
  await mina.says('죽고 싶어요');
  const [row] = await hana.queue();
  const { fence } = (await hana.claims(row?.id ?? '')).body;
  await hana.writes(row?.id ?? '', fence, '안녕하세요.');
  await mina.says('1');
  expect(mina.sees()).toContain('안녕하세요.');
});

test('an event asks them to look, once until they do; it is neutral, and the words stay hidden until asked for', async () => {
  const { somebody, counsellor, passes, control } = await openKakao(() => ({}), { withEvents: true });
  const hana = await counsellor('하늘');
  const mina = await somebody();
  await mina.enters();
  await mina.says('죽고 싶어요');
  const [row] = await hana.queue();
  const { fence } = (await hana.claims(row?.id ?? '')).body;
  await hana.writes(row?.id ?? '', fence, '비밀스러운 첫 글');
  for (let round = 0; round < 3; round += 1) await passes({ seconds: 15 });
  expect(await control('/record')).toMatchObject({ eventMessages: 1, violations: [] });
  const shown = JSON.stringify(await control(`/people/${mina.userId}`));
  expect(shown).toContain('전해 드릴 말씀이 있어요');
  expect(shown).not.toContain('비밀스러운');
});

test('who writes instead of tapping 보기 has read the words: they are not offered again, and how to reach them is asked still', async () => {
  const { somebody, counsellor, passes } = await openKakao(() => ({}), { withEvents: true });
  const hana = await counsellor('하늘');
  const mina = await somebody();
  await mina.enters();
  await mina.says('지금 옥상에 있어요');
  const [row] = await hana.queue();
  const { fence } = (await hana.claims(row?.id ?? '')).body;
  await hana.writes(row?.id ?? '', fence, '지금 안전한 곳에 계세요?');
  for (let round = 0; round < 2; round += 1) await passes({ seconds: 15 });
  await mina.says('집이에요');
  expect(mina.sees()).toContain('지금 안전한 곳에 계세요?');
  expect(mina.sees()).not.toContain('전해 드릴 말씀이 있어요');
  await mina.says('네');
  expect(mina.sees()).not.toContain('전해 드릴 말씀이 있어요');
  expect(JSON.stringify(await hana.reads(row?.id ?? ''))).toContain('집이에요');
});

test('somebody who is no friend of the channel cannot be asked; the words wait, and nothing is tried again and again', async () => {
  const { somebody, counsellor, passes, control, bot } = await openKakao(() => ({}), { withEvents: true });
  const hana = await counsellor('하늘');
  const mina = await somebody();
  await mina.enters();
  await control(`/people/${mina.userId}/settings`, { isFriend: false });
  await mina.says('죽고 싶어요');
  const [row] = await hana.queue();
  const { fence } = (await hana.claims(row?.id ?? '')).body;
  await hana.writes(row?.id ?? '', fence, '첫 글');
  for (let round = 0; round < 3; round += 1) await passes({ seconds: 15 });
  expect(await control('/record')).toMatchObject({ eventMessages: 0 });
  await until(async () => {
    const failed = (await bot.gauges()).find(({ name }) => name === 'maumjigi_kakao_events_failed');
    return failed?.values[''] === 1;
  }, 'what came of it was asked for');
  await mina.says('계세요?');
  expect(mina.sees()).toContain('첫 글');
});

test('a consultation of the centre’s own: the button is there, and while it lasts the bot hears nothing', async () => {
  const { somebody, control } = await openKakao(() => ({}), { consultation: true });
  const mina = await somebody();
  await mina.enters();
  await mina.says('지금 옥상에 있어요');
  const button = mina.button('상담원 연결');
  expect(button).toMatchObject({ action: 'operator' });
  await control(`/people/${mina.userId}/acts`, { act: { type: 'tap', on: 'button', what: button } });
  expect(await control(`/people/${mina.userId}`)).toMatchObject({ isConsulting: true });
});

test('삭제: everything goes, and the next word is a stranger’s', async () => {
  const { somebody, db } = await openKakao();
  const mina = await somebody();
  await mina.starts();
  await mina.says('삭제');
  await mina.taps('모두 지워 주세요');
  expect(mina.sees()).toContain('모두 지웠어요');
  expect((await db.query('select from resident')).rowCount).toBe(0);
  await mina.says('안녕하세요');
  expect(mina.sees()).toContain('마음지기예요');
});

test('the very first words: 시작 begins, after what this is not was said; a number answers nothing nobody was asked', async () => {
  const { somebody, control } = await openKakao();
  const [mina, lee] = [await somebody(), await somebody()];
  await mina.says('시작');
  expect(mina.sees()).toContain('진단이 아니에요');
  expect(mina.buttons()).toContain('19~34세');
  await lee.says('1');
  expect(lee.buttons()).toContain('시작할게요');
  await lee.says('1');
  expect(lee.buttons()).toContain('19~34세');
  expect(await control('/record')).toMatchObject({ violations: [], notes: [] });
});

test('the code of a poster, typed in the chat, is the door they came through', async () => {
  const { somebody, counsellor, db } = await openKakao();
  void counsellor;
  const mina = await somebody();
  await mina.says('abcd2345');
  // Nobody's code: a greeting, not a fault.
  expect(mina.sees()).toContain('마음지기예요');
  expect((await db.query('select from resident')).rowCount).toBe(1);
});
