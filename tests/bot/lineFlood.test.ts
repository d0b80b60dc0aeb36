/** Generated webhooks: duplicates, reorders, garbage, splits inside a syllable, wrong signatures, too large. No 5xx, nobody lost,
 *  nobody heard twice. FLOOD=100000 for the long run. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { addressHash } from '../../triage/store/residents.ts';
import { signed } from '../harness/lineWorld.ts';
import { openWorld, until } from '../harness/world.ts';
import { ulid } from '../standins/line/ids.ts';
import { messageFaults } from '../standins/line/rules.ts';
import { insideOfCharacter } from '../standins/line/webhooks.ts';

const many = Number(process.env.FLOOD ?? 2_000);
const people = Math.max(20, Math.min(400, many / 50));
const destination = `U${'f'.repeat(32)}`;

/** Chance that can be repeated (mulberry32). */
function chance(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** LINE's message API, as far as a flood needs it: every body is held against the lengths, and counted by its key. */
async function recorder() {
  const faults: string[] = [];
  let taken = 0;
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const { messages } = JSON.parse(Buffer.concat(parts).toString() || '{}') as { messages?: unknown[] };
      if (messages) {
        taken += 1;
        faults.push(...messageFaults(messages), ...(messages.length > 5 ? ['more than five messages'] : []));
      }
      res.setHeader('content-type', 'application/json');
      res.end('{"userId":"Uffffffffffffffffffffffffffffffff"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, faults, taken: () => taken };
}

const texts = [
  '시작',
  '1',
  '2',
  '3',
  '4',
  '이전',
  '도움',
  '안녕하세요',
  '잠이 안 와요 😢',
  '쉬기',
  '이어하기',
  'ㅋ'.repeat(50),
  '\u0000\ud800',
  '죽고 싶어요',
];

it(`${many} webhooks of ${people} people`, { timeout: 60_000 + many * 20 }, async () => {
  const api = await recorder();
  const world = await openWorld(() => ({
    channels: {
      line: { secrets: ['flood'], accessToken: 'flood', apiBaseUrl: api.url, botUserId: destination, basicId: null },
    },
  }));
  const pick = chance(20_261_130);
  const ids = Array.from({ length: people }, (_none, at) => `U${String(at).padStart(32, '0')}`);
  const genuine = new Map<string, string>();
  const inDanger = new Set<string>();
  const sent: object[] = [];
  let moment = 1_700_000_000_000;

  function event(): object {
    // Again what was sent before: by LINE's redelivery, or just so.
    if (sent.length > 0 && pick(6) === 0) {
      const before = sent[Math.max(0, sent.length - 1 - pick(40))] as object;
      return { ...before, deliveryContext: { isRedelivery: pick(2) === 0 } };
    }
    moment += 1 + pick(20);
    // Some are told late: their clock stands before what was heard already.
    const timestamp = moment - (pick(10) === 0 ? pick(5_000) : 0);
    const userId = ids[pick(ids.length)] as string;
    const webhookEventId = ulid(timestamp + sent.length);
    const base = {
      mode: 'active',
      timestamp,
      source: { type: 'user', userId },
      webhookEventId,
      deliveryContext: { isRedelivery: false },
      replyToken: `token-${sent.length}`,
    };
    const kind = pick(12);
    const text = texts[pick(texts.length)] as string;
    const made =
      kind === 0
        ? { ...base, type: 'message', message: { id: `${sent.length}`, type: 'sticker', keywords: ['sad'] } }
        : kind === 1
          ? { ...base, type: 'postback', postback: { data: `tag.1.q.${pick(9)}` } }
          : kind === 2
            ? { ...base, type: 'newKindOf2027', surprise: { deep: [1, 2, 3] } }
            : { ...base, type: 'message', message: { id: `${sent.length}`, type: 'text', text } };
    if (kind !== 2) genuine.set(webhookEventId, userId);
    if (kind > 2 && text === '죽고 싶어요') inDanger.add(userId);
    sent.push(made);
    return made;
  }

  /** One webhook and the answer it must get. */
  function webhook(): { body: Buffer; signature: string | null; split: boolean; wanted: number } {
    const kind = pick(400);
    if (kind < 12) {
      const garbage = Buffer.from(Array.from({ length: pick(200) }, () => pick(256)));
      return { body: garbage, signature: signed(garbage, 'flood'), split: false, wanted: 400 };
    }
    if (kind === 12) {
      const large = Buffer.alloc(2 * 1024 * 1024 + 1 + pick(1_000), 0x20);
      return { body: large, signature: 'x', split: false, wanted: 413 };
    }
    const events = Array.from({ length: pick(8) === 0 ? pick(20) : 1 }, event);
    const body = Buffer.from(JSON.stringify({ destination, events }));
    if (kind < 40) return { body, signature: kind < 25 ? null : signed(body, 'another'), split: false, wanted: 401 };
    return { body, signature: signed(body, 'flood'), split: pick(15) === 0, wanted: 200 };
  }

  const url = new URL(`${world.chatUrl}/webhooks/line`);
  const posts = ({ body, signature, split }: ReturnType<typeof webhook>): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-length': body.length,
        ...(signature === null ? {} : { 'x-line-signature': signature }),
      };
      const req = request(url, { method: 'POST', headers }, (res) => {
        res.resume();
        res.on('end', () => resolve(res.statusCode ?? 0));
      });
      // Refused before it was read whole: the answer is there, or the connection was cut over it.
      req.on('error', () => (body.length > 2 * 1024 * 1024 ? resolve(413) : reject(new Error('cut off'))));
      const at = split ? insideOfCharacter(body) : -1;
      if (at < 0) return void req.end(body);
      req.write(body.subarray(0, at));
      setTimeout(() => req.end(body.subarray(at)), 2);
    });

  const wrong: string[] = [];
  let starved = 0;
  /** A machine that starves us of its time: nothing is pretended, and LINE brings it again. */
  const brought = async (one: ReturnType<typeof webhook>): Promise<number> => {
    const status = await posts(one);
    if (status !== 503) return status;
    starved += 1;
    return await brought(one);
  };
  let left = many;
  const line = async () => {
    while (left > 0) {
      left -= 1;
      const one = webhook();
      const status = await brought(one);
      if (status !== one.wanted) wrong.push(`${status} for ${one.wanted}`);
      if (one.wanted !== 401) continue;
      // Nothing of it was heard: rightly signed it comes again.
      const again = await brought({ ...one, signature: signed(one.body, 'flood') });
      if (again !== 200) wrong.push(`${again} for 200, rightly signed`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, line));
  const told = world.logged.filter((one) => /"level":[456]0/.test(one) && !one.includes('a webhook was refused'));
  expect({ wrong, told: starved > 0 ? [] : told.slice(0, 20) }).toEqual({ wrong: [], told: [] });
  if (starved > 0) console.warn(`503 was answered ${starved} times in ${many}`);
  expect(starved).toBeLessThanOrEqual(many / 1_000);

  const { rows } = await world.db.query<{ id: string; times: number }>(
    `select event_id as id, count(*)::integer as times from turn
     where event_id like 'line:%' and event_id not like 'line:open:%' group by event_id`,
  );
  const heard = new Set(rows.map(({ id }) => id.slice('line:'.length)));
  expect(rows.filter(({ times }) => times !== 1)).toEqual([]);
  expect([...genuine.keys()].filter((id) => !heard.has(id))).toEqual([]);
  expect([...heard].filter((id) => !genuine.has(id))).toEqual([]);
  const { rows: gaps } = await world.db.query(
    'select resident_id from turn group by resident_id having max(rev) <> count(*) or min(rev) <> 1',
  );
  expect(gaps).toEqual([]);
  for (const id of inDanger) {
    const { rowCount } = await world.db.query(
      `select from escalation join address using (resident_id) where hash = $1 and closed_at is null and tier = 'high'`,
      [addressHash(world.secrets.lookup, { channel: 'line', id })],
    );
    expect(rowCount, 'somebody wrote that they wish to die').toBe(1);
  }
  // Everything that was answered has left, in a form LINE takes.
  await until(async () => {
    await world.passes({ seconds: 11 });
    const unsent = await world.db.query('select from turn where due_at is not null and sent_at is null');
    return unsent.rowCount === 0;
  }, 'every answer has left');
  expect(api.faults).toEqual([]);
  expect(api.taken()).toBeGreaterThan(0);
});
