/** How replies leave for LINE when it takes one call of them and refuses the form of the next. */
import { expect, it } from 'vitest';
import { lineOutlet } from '../../bot/channels/line/outlet.ts';
import type { Message } from '../../bot/channels/line/render.ts';
import type { Reply } from '../../flows/protocol.ts';

const log = { info() {}, warn() {}, error() {} };
const textOf = (messages: readonly Message[]) => messages.map((one) => ('text' in one ? one.text : '')).join('\n');

it('no word is missing when LINE refuses the second call of a turn: all of it goes as plain text, under keys of its own', async () => {
  const calls: { key: string | null; messages: readonly Message[] }[] = [];
  let isRefusing = true;
  const outlet = lineOutlet({
    client: {
      async reply(_token, messages) {
        calls.push({ key: null, messages });
        return { type: 'accepted' };
      },
      async push(_to, messages, key) {
        if (isRefusing) {
          isRefusing = false;
          return { type: 'refused', status: 400, why: 'sender.name' };
        }
        calls.push({ key, messages });
        return { type: 'accepted' };
      },
    },
    writableAt: async () => ({ id: 'U1' }),
    log,
    now: () => 0,
  });
  outlet.answerable('r', 7, { token: 't', userId: 'U1', receivedAt: 0 });
  const replies: Reply[] = Array.from({ length: 7 }, (_, n) => ({
    type: 'human',
    name: '김상담',
    text: `${n}번째 말이에요.`,
  }));
  expect(await outlet.send('r', 7, replies)).toBe(true);
  const [first, ...plain] = calls;
  expect(first?.messages).toHaveLength(5);
  const said = textOf(plain.flatMap(({ messages }) => messages));
  for (let n = 0; n < 7; n += 1) expect(said).toContain(`김상담: ${n}번째 말이에요.`);
  const keys = plain.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
