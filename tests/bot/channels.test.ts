/** One contract for every channel: whatever is registered is held to it, with requests as its platform sends them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRequest } from '../../bot/channels/channel.ts';
import { limitsOf, registry } from '../../bot/channels/registry.ts';
import type { Reply } from '../../flows/protocol.ts';
import { Refused } from '../../triage/errors.ts';
import { sorry } from '../../triage/say.ts';
import { recordings } from './recordings.ts';

/** Every kind of reply there is. */
const replies: Reply[] = [
  {
    type: 'card',
    kind: 'crisis',
    text: '솔직하게 말씀해 주셔서 고마워요.\n\n24시간 받는 곳이에요. 109 · 1577-0199 · 위험하면 119',
    links: [
      { label: '109 전화 · 24시간', href: 'tel:109' },
      { label: '119 긴급', href: 'tel:119' },
    ],
  },
  { type: 'text', text: '방금 당직 상담사에게 알렸어요.' },
  {
    type: 'ask',
    key: 'phq9/selfharm',
    text: '9/9 · 지난 2주일 동안',
    choices: [
      { id: 'tag.1.phq9/selfharm.0', label: '전혀 방해 받지 않았다' },
      { id: 'tag.1.phq9/selfharm.1', label: '며칠 동안 방해 받았다' },
      { id: 'tag.1.phq9/selfharm.2', label: '7일 이상 방해 받았다' },
      { id: 'tag.1.phq9/selfharm.3', label: '거의 매일 방해 받았다' },
      { id: 'tag.1.phq9/selfharm.skip', label: '답하고 싶지 않음' },
    ],
    progress: { at: 9, of: 9 },
  },
];
const spoken: Reply[] = [{ type: 'human', name: '김상담', text: '안녕하세요, 이야기 나눌 수 있을까요?' }];

/** What a request does to a channel: what it heard, or the refusal. Anything else is a bug. */
function heard(channel: ReturnType<(typeof recordings)[string]['open']>, raw: RawRequest) {
  try {
    channel.verify(raw);
    return channel.parse(raw);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

it('every registered channel has a recording, and every recording a channel', () => {
  expect(Object.keys(recordings).sort()).toEqual(registry.map(({ id }) => id).sort());
});

it('a channel that is listed no more cannot be written to', () => {
  expect(limitsOf('fax')).toEqual({ push: 'never', keepsId: false, staysOnPhone: true });
});

describe.each(registry.map(({ id, limits }) => ({ id, limits })))('$id', ({ id, limits }) => {
  const recording = recordings[id];
  if (!recording) throw new Error(`No recording of "${id}": add it to tests/bot/recordings.ts.`);
  const channel = recording.open();

  it('says what it can do, in numbers that can be kept', () => {
    expect(channel.id).toBe(id);
    expect(channel.limits).toBe(limits);
    // Kakao shows nothing after 5 s, LINE counts 2 s as timed out, a person waits no longer either.
    expect(limits.answerWithinMs).toBeLessThanOrEqual(3_000);
    expect(limits.textChars).toBeLessThanOrEqual(limits.heardChars);
    // Seven ages are the most that is ever asked, and their numbers are typed as one digit.
    expect(limits.choices ?? 9).toBeGreaterThanOrEqual(7);
    // At most three bubbles a turn (SCRIPT 1).
    expect(limits.bubbles ?? 3).toBeGreaterThanOrEqual(3);
    // What is pushed or sent needs an address to be sent to.
    if (limits.push === 'always' || limits.answer === 'sent') expect(limits.keepsId).toBe(true);
    expect(limitsOf(id)).toMatchObject({ push: limits.push, staysOnPhone: limits.staysOnPhone });
  });

  it('hears what its platform says: who, what, and an id of its own', () => {
    const all = heard(channel, recording.genuine);
    if (all instanceof Refused) throw all;
    expect(all.map(({ inbound }) => inbound.type)).toEqual(recording.says);
    for (const one of all) {
      expect(one.id).toMatch(new RegExp(`^${id}:.+`));
      expect(one.from).toEqual(expect.any(String));
    }
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
    const [first] = all;
    if (first?.inbound.type === 'said') expect(first.inbound.text).toBe('안녕하세요 🙂');
  });

  it('knows a repeated request for the same', () => {
    const ids = (raw: RawRequest) => {
      const all = heard(recording.open(), raw);
      return all instanceof Refused ? [] : all.map((one) => one.id);
    };
    expect(ids(recording.genuine)).toEqual(ids(recording.genuine));
  });

  it.each(Object.keys(recording.forged))('refuses %s before anything is heard', (name) => {
    const refused = heard(channel, recording.forged[name] as RawRequest);
    expect(refused).toBeInstanceOf(Refused);
    expect([401, 403]).toContain((refused as Refused).status);
  });

  it('answers any bytes with what it heard or a refusal that quotes nothing, and changes no byte', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      fc.json().map((json) => Buffer.from(json)),
      // The recording itself, with a stretch of it replaced.
      fc.tuple(fc.nat(), fc.nat(40), fc.string()).map(([from, many, put]) => {
        const { body } = recording.genuine;
        const at = from % body.length;
        return Buffer.concat([body.subarray(0, at), Buffer.from(put), body.subarray(at + many)]);
      }),
    );
    fc.assert(
      fc.property(bytes, (body) => {
        const before = Buffer.from(body);
        const found = heard(channel, recording.with(body));
        expect(body.equals(before)).toBe(true);
        if (found instanceof Refused && body.length > 8) expect(found.message).not.toContain(body.toString());
        if (!(found instanceof Refused)) {
          for (const { inbound } of found) {
            if (inbound.type !== 'said') continue;
            expect(inbound.text.length).toBeLessThanOrEqual(limits.heardChars);
            expect(inbound.text.isWellFormed()).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows every word, every choice and every number to call', () => {
    const form = JSON.stringify([channel.render(replies), channel.render(spoken)]);
    for (const reply of [...replies, ...spoken]) {
      for (const part of reply.text.split('\n').filter((one) => one !== ''))
        expect(form).toContain(JSON.stringify(part).slice(1, -1));
      if (reply.type === 'ask') for (const { label } of reply.choices) expect(form).toContain(label);
      if (reply.type === 'card') {
        for (const { href } of reply.links) expect(form).toContain(href.slice('tel:'.length));
      }
    }
    expect(form).toContain('김상담');
  });

  it('shows the fixed words of a failure whole, in both languages', () => {
    for (const lang of ['ko', 'en'] as const) {
      for (const key of ['error', 'rate'] as const) {
        const card = sorry(lang, key);
        expect(JSON.stringify(channel.render([card]))).toContain(JSON.stringify(card.text).slice(1, -1));
      }
    }
  });

  it('makes the same form of the same replies, and leaves them as they were', () => {
    const before = structuredClone(replies);
    expect(channel.render(replies)).toEqual(channel.render(replies));
    expect(replies).toEqual(before);
  });

  it('has a sender of its own name', () => {
    expect(channel.sender.channel).toBe(id);
    expect(channel.sender.reachable()).toSatisfy((one: unknown) => one === 'everyone' || Array.isArray(one));
  });
});
