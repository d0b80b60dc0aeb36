/** A counsellor has talked with somebody and hands the talk back: the program goes on where it was, and nothing of the risk is forgotten. */
import { expect, it } from 'vitest';
import { afterPhq9, begun, item9, story } from './story.ts';

it('puts the question again that the talk had come between, and typed words answer it', () => {
  const mina = begun();
  mina.taps('1', '1');
  mina.claimed();
  expect(mina.says('1').keys).toEqual([]);
  const back = mina.handedBack();
  expect(back.keys).toEqual(['human.back']);
  expect(back.replies.at(-1)).toMatchObject({ type: 'ask', key: 'phq9/sleep' });
  expect(mina.says('2').replies.at(-1)).toMatchObject({ type: 'ask', key: 'phq9/energy' });
  expect(mina.context().answers['phq9/sleep']?.[0]).toBe(1);
});

it('is said once, however often it is asked for', () => {
  const mina = begun();
  mina.claimed();
  mina.handedBack();
  const again = mina.turn({ type: 'handedBack' });
  expect([again.keys, again.replies, again.findings]).toEqual([[], [], []]);
});

it('does not end the episode: the next alarm brings the short card, danger the red one', () => {
  const mina = afterPhq9(item9(1));
  mina.claimed();
  mina.handedBack();
  expect(mina.context()).toMatchObject({ carded: true, alarmed: true, told: true });
  expect(mina.says('죽고 싶어요').keys).toContain('crisis.again');
  expect(mina.says('지금 옥상에 있어요').keys).toContain('crisis.now');
});

it('lets somebody who waited, or was in danger, rest: no card and no waiting for a counsellor who has just gone', () => {
  const danger = story();
  danger.opens();
  danger.says('지금 옥상에 있어요');
  danger.taps('괜찮아요');
  expect(danger.state()).toBe('endangered');
  danger.claimed();
  expect(danger.handedBack().keys).toEqual(['human.back']);
  expect(danger.state()).toBe('rest');
  // Their words are kept for the counsellor whose case it still is.
  expect(danger.says('조금 나아졌어요').keys).toEqual(['wait.text', 'wait.closed']);

  const waiting = afterPhq9(item9(2));
  waiting.taps('goOn');
  for (let n = 0; n < 5; n += 1) waiting.taps('0');
  waiting.taps('chat');
  expect(waiting.state()).toBe('waiting');
  waiting.claimed();
  waiting.handedBack();
  expect(waiting.state()).toBe('rest');
});

it('still asks what the counsellor had asked, and how they may be reached', () => {
  const mina = afterPhq9(item9(1));
  mina.claimed();
  mina.turn({ type: 'asks', counsellor: '김상담', agency: '푸른구 복지관' });
  const back = mina.handedBack();
  expect(back.replies.at(-1)).toMatchObject({ type: 'ask' });
  expect(mina.asked()?.id).not.toBeNull();
  const lee = story();
  lee.opens();
  lee.says('상담사');
  expect(lee.asked()?.id).toBe('contact.ask');
  lee.claimed();
  lee.handedBack();
  expect(lee.asked()?.id).toBe('contact.ask');
  expect(lee.taps('number').replies.at(-1)).toMatchObject({ type: 'ask', expects: 'phone' });
});

it('asks for a counsellor again by one word', () => {
  const mina = begun();
  mina.claimed();
  mina.handedBack();
  const asked = mina.says('상담사');
  expect(asked.findings).toEqual([{ type: 'humanWanted' }]);
  expect(asked.keys[0]).toBe('human.request');
});

it('greets in English whoever speaks English', () => {
  const mina = story();
  mina.opens({ lang: 'en' });
  mina.taps('start', '19-34', 'agree');
  mina.claimed();
  expect(mina.handedBack().replies[0]).toMatchObject({ text: expect.stringContaining('write counsellor') });
});
