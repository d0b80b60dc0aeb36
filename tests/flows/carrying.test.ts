/** 옮기기 and its codes, at the level of flows: nothing moves, nothing is answered, nothing is shown that others must not see. */
import { describe, expect, it } from 'vitest';
import { story } from './story.ts';

const days = 25 * 3_600_000;
const here = { type: 'carried', fate: 'here', unread: 0 } as const;

describe('옮기기', () => {
  it('gives a code in the middle of the questions, and puts the same question again', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '19-34', 'agree', '1', '1');
    const before = mina.stored();
    const { effects, findings, replies } = mina.says('옮기기');
    expect(effects.map(({ type }) => type)).toEqual(['carry', 'ask']);
    expect(findings).toEqual([]);
    expect(replies[0]).toMatchObject({
      type: 'card',
      kind: 'help',
      links: [{ href: 'https://chat.example/go/abcd2345' }],
    });
    expect(mina.stored().state.value).toBe(before.state.value);
    expect(mina.stored().state.context.answers).toEqual(before.state.context.answers);
  });

  it('is a whole message, in both languages; a sentence with the word is none', () => {
    for (const text of ['옮기기', ' 옮기기. ', 'move', 'Move']) {
      const mina = story();
      mina.opens();
      expect(mina.says(text).effects.some(({ type }) => type === 'carry')).toBe(true);
    }
    const mina = story();
    mina.opens();
    expect(mina.says('자리를 옮기기 어려워요').effects.some(({ type }) => type === 'carry')).toBe(false);
  });

  it('works while a counsellor has the conversation', () => {
    const mina = story({ care: 'human' });
    mina.opens();
    expect(mina.says('옮기기').effects.some(({ type }) => type === 'carry')).toBe(true);
  });
});

describe('arriving', () => {
  it('goes on at the very question, without asking whether to', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '19-34', 'agree', '1');
    const { keys, replies } = mina.turn(here);
    expect(keys).toEqual(['carry.here']);
    expect(replies.at(-1)).toMatchObject({ type: 'ask', progress: { at: 2, of: 9 } });
  });

  it('in danger the card comes first', () => {
    const mina = story();
    mina.opens();
    mina.says('지금 옥상에 있어요');
    mina.taps('no');
    const { replies } = mina.turn(here);
    expect(replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  });

  it('a counsellor’s words stay hidden until asked for', () => {
    const mina = story({ care: 'human' });
    mina.opens();
    const { replies } = mina.turn({ ...here, unread: 2 });
    expect(replies.some(({ type }) => type === 'human')).toBe(false);
    expect(mina.state()).toBe('resumeCase');
  });

  it('a visit of yesterday starts again; a pause asks whether to go on', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '19-34', 'agree', '1');
    mina.turn(here, days);
    expect(mina.state()).toBe('resumeOld');
    const lee = story();
    lee.opens();
    lee.taps('start', '19-34', 'agree', '1');
    lee.says('쉬기');
    lee.turn(here);
    expect(lee.state()).toBe('resume');
  });

  it('is no answer and ends no silence that counts', () => {
    const mina = story();
    mina.opens();
    mina.taps('start', '19-34', 'agree', ...Array.from({ length: 8 }, () => '0'), '2');
    const armed = mina.stored().state.context.timer;
    expect(armed).toBe('card');
    mina.turn(here);
    expect(mina.stored().state.context.timer).toBe(armed);
  });
});

describe('a code that leads nowhere', () => {
  it.each([
    ['unknown', 'carry.unknown'],
    ['other', 'carry.other'],
    ['often', 'carry.often'],
  ] as const)('%s: is said, and the present question is put again', (fate, key) => {
    const mina = story();
    mina.opens();
    mina.taps('start', '19-34', 'agree', '1');
    const { keys, replies, findings } = mina.turn({ type: 'carried', fate, unread: 0 });
    expect(keys).toEqual([key]);
    expect(replies.at(-1)).toMatchObject({ type: 'ask', progress: { at: 2, of: 9 } });
    expect(findings).toEqual([]);
  });
});
