/** What we send to LINE, held against the lengths LINE's documentation gives and its own OpenAPI. */
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainly, render } from '../../bot/channels/line/render.ts';
import { links } from '../../flows/contacts.ts';
import type { Reply } from '../../flows/protocol.ts';
import { openApi, openApiFolder } from '../standins/line/openapi.ts';
import { textsOf } from '../standins/line/phone.ts';
import { messageFaults } from '../standins/line/rules.ts';

const schemas = existsSync(openApiFolder) ? openApi('messaging-api.yml', openApiFolder) : null;

/** Everything LINE would have against these calls. */
function faults(calls: unknown[][]): string[] {
  return calls.flatMap((messages) => [
    ...(messages.length < 1 || messages.length > 5 ? [`${messages.length} messages in one call`] : []),
    ...messageFaults(messages),
    ...(schemas?.faults(schemas.bodyOf('POST', '/v2/bot/message/push') as never, { to: 'U', messages }) ?? []),
  ]);
}

const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    '괜찮아요 🙂',
    '👨‍👩‍👧‍👦'.repeat(30),
    'ㅋ'.repeat(6_000),
    '한 문장이에요. '.repeat(900),
    'a\n\nb\n\n\nc',
  ),
);
const label = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.constant('답하고 싶지 않음'));
const choice = fc.record({
  id: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme-ascii' }),
  label: label.filter((text) => text.trim() !== ''),
});
const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: words }),
  fc.record({
    type: fc.constant('human' as const),
    name: fc.oneof(words, fc.constantFrom('김상담', 'LINE 상담', '')),
    text: words,
  }),
  fc.record({
    type: fc.constant('card' as const),
    kind: fc.constantFrom('crisis' as const, 'result' as const, 'help' as const),
    text: words,
    links: fc.constantFrom(links('crisis.now', 'ko'), links('help', 'en', { minor: true, phone: '02-123-4567' }), []),
  }),
  fc.record({
    type: fc.constant('ask' as const),
    key: fc.constant(null),
    text: words,
    choices: fc.array(choice, { maxLength: 15 }),
    progress: fc.record({ at: fc.integer({ min: 1, max: 9 }), of: fc.constant(9) }),
  }),
);

const squeezed = (text: string): string => text.replace(/\s/g, '');

describe('whatever is said', () => {
  it('is something LINE takes, in at most five messages a call, and no word of it is missing', () => {
    fc.assert(
      fc.property(fc.array(reply, { minLength: 1, maxLength: 7 }), (replies) => {
        for (const calls of [render(replies), plainly(replies)]) {
          expect(faults(calls)).toEqual([]);
          const shown = squeezed(textsOf(calls.flat()).join(''));
          for (const { text } of replies) expect(shown).toContain(squeezed(text));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a question’s buttons hang on the last message, each bound to its question, its choices numbered in the text', () => {
    const [[first, last] = []] = render([
      {
        type: 'ask',
        key: null,
        text: '어떠세요?',
        choices: [
          { id: 't.1.q.a', label: '네' },
          { id: 't.1.q.b', label: '아니요' },
        ],
      },
      { type: 'text', text: '천천히 하세요.' },
    ]);
    expect(first).toMatchObject({ text: '어떠세요?\n\n1. 네\n2. 아니요' });
    expect(first).not.toHaveProperty('quickReply');
    expect(last).toMatchObject({
      quickReply: { items: [{ action: { type: 'postback', data: 't.1.q.a', displayText: '네' } }, {}] },
    });
  });

  it('where digits are to be written a number is no choice', () => {
    const [[message] = []] = render([
      {
        type: 'ask',
        key: null,
        text: '번호를 써 주세요.',
        choices: [{ id: 'x', label: '괜찮아요' }],
        expects: 'phone',
      },
    ]);
    expect(message).toMatchObject({ text: '번호를 써 주세요.\n\n· 괜찮아요' });
  });

  it('a label too long for a button stands whole in the text, and is cut with a sign of it on the button', () => {
    const long = 'More than half of the days, I think';
    const [[message] = []] = render([{ type: 'ask', key: null, text: 'How?', choices: [{ id: 'x', label: long }] }]);
    expect(message).toMatchObject({
      text: `How?\n\n1. ${long}`,
      quickReply: { items: [{ action: { label: 'More than half of t…' } }] },
    });
  });

  it('a counsellor’s name is above their words; one LINE would refuse stands before them', () => {
    expect(render([{ type: 'human', name: '김상담', text: '네' }])[0]).toEqual([
      { type: 'text', text: '네', sender: { name: '김상담' } },
    ]);
    expect(render([{ type: 'human', name: 'Line Kim', text: '네' }])[0]).toEqual([
      { type: 'text', text: 'Line Kim: 네' },
    ]);
  });

  it('a card as long as a novel keeps its words and its numbers', () => {
    const text = '혼자 견디지 않으셔도 돼요. '.repeat(3_000);
    const calls = render([{ type: 'card', kind: 'crisis', text, links: links('crisis.first', 'ko') }]);
    expect(faults(calls)).toEqual([]);
    expect(squeezed(textsOf(calls.flat().filter(({ type }) => type === 'text')).join(''))).toContain(squeezed(text));
    expect(JSON.stringify(calls)).toContain('tel:109');
  });
});
