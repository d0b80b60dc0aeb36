/** Generated calls of the skill: duplicates, garbage, splits inside a syllable, wrong secrets, foreign bots, too large. Whoever has the
 *  secret always gets an answer Kakao shows; nobody is lost, nobody heard twice, no risk is missed. FLOOD=100000 for the long run. */
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { botId, openKakao, secret } from '../harness/kakao.ts';
import { judge } from '../standins/kakao/rules.ts';

const many = Number(process.env.FLOOD ?? 2_000);
const people = Math.max(20, Math.min(400, many / 50));

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

const words = [
  '시작',
  '1',
  '2',
  '3',
  '4',
  '이전',
  '도움',
  '안녕하세요',
  '쉬기',
  '이어하기',
  '옮기기',
  'abcd2345',
  '죽고 싶어요',
  '😢',
  '\u0000',
  '(이모티콘)',
];

test(`${many} calls of ${people} people`, { timeout: 60_000 + many * 20 }, async () => {
  const world = await openKakao(() => ({ paces: { session: many } }));
  const pick = chance(20_261_130);
  const url = new URL(`${world.chatUrl}/webhooks/kakao`);
  const inDanger = new Set<string>();
  const spoke = new Set<string>();
  /** Of each person, what a tap on the last answer would send. */
  const taps = new Map<string, object[]>();

  const payload = (userId: string, utterance: unknown, clientExtra: unknown = null) => ({
    userRequest: { utterance, lang: 'ko', user: { id: userId, type: 'botUserKey' } },
    bot: { id: pick(20) === 0 ? `${botId}!` : botId },
    action: { clientExtra },
  });

  function call(): { body: Buffer; headers: Record<string, string>; wanted: number; userId?: string } {
    const right = { 'x-skill-secret': secret };
    const userId = `u${pick(people)}`;
    const kind = pick(40);
    if (kind === 0)
      return {
        body: Buffer.from(JSON.stringify(payload(userId, '1'))),
        headers: { 'x-skill-secret': 'guess' },
        wanted: 401,
      };
    if (kind === 1)
      return { body: Buffer.from('{"bot":{"id":"another"},"userRequest":{}}'), headers: right, wanted: 401 };
    if (kind === 2)
      return { body: Buffer.from(Array.from({ length: pick(200) }, () => pick(256))), headers: right, wanted: 200 };
    if (kind === 3) return { body: Buffer.alloc(64 * 1024 + 1 + pick(1_000), 0x20), headers: right, wanted: 200 };
    spoke.add(userId);
    if (kind === 4) {
      const odd = [null, 7, {}, [], undefined, '', 'x'.repeat(5_000)][pick(7)];
      return {
        body: Buffer.from(
          JSON.stringify(
            payload(userId, odd, [null, 'null', { choice: 'tag.9.q.1' }, { more: 'kakao:x:1', from: 1 }][pick(4)]),
          ),
        ),
        headers: right,
        wanted: 200,
        userId,
      };
    }
    const known = taps.get(userId) ?? [];
    if (kind < 22 && known.length > 0) {
      const extra = known[pick(known.length)];
      return { body: Buffer.from(JSON.stringify(payload(userId, '탭', extra))), headers: right, wanted: 200, userId };
    }
    const text = words[pick(words.length)] as string;
    if (text === '죽고 싶어요') inDanger.add(userId);
    return { body: Buffer.from(JSON.stringify(payload(userId, text))), headers: right, wanted: 200, userId };
  }

  const post = (
    body: Buffer,
    headers: Record<string, string>,
    split: boolean,
  ): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const req = request(url, { method: 'POST', headers: { ...headers, 'content-length': body.length } }, (res) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => resolve({ status: res.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      });
      req.on('error', reject);
      // In the middle of a Hangul syllable where there is one.
      const at = split ? body.findIndex((byte) => byte >= 0xe0) + 1 : 0;
      if (at < 1) return void req.end(body);
      req.write(body.subarray(0, at));
      setTimeout(() => req.end(body.subarray(at)), 2);
    });

  const wrong: string[] = [];
  async function one(): Promise<void> {
    const { body, headers, wanted, userId } = call();
    const copies = pick(10) === 0 ? 2 : 1;
    const answers = await Promise.all(Array.from({ length: copies }, () => post(body, headers, pick(15) === 0)));
    for (const { status, text } of answers) {
      if (status !== wanted) wrong.push(`${status} instead of ${wanted}`);
      if (status !== 200) continue;
      const form = JSON.parse(text);
      wrong.push(...judge(form).violations, ...judge(form).notes);
      const extras = [...JSON.stringify(form).matchAll(/"extra":(\{[^}]*\})/g)];
      if (userId)
        taps.set(
          userId,
          extras.map(([, extra = '']) => JSON.parse(extra)),
        );
    }
    // The same at once is one message: one answer.
    if (answers.length === 2 && answers[0]?.text !== answers[1]?.text && userId)
      wrong.push('two answers to one message');
  }
  for (let done = 0; done < many; done += 8) {
    await Promise.all(Array.from({ length: 8 }, one));
    // Kakao numbers nothing: what is done a moment later is new.
    world.clock.advance({ seconds: 11 });
  }

  expect([...new Set(wrong)]).toEqual([]);
  const { rows } = await world.db.query<{
    people: number;
    turns: number;
    gaps: number;
    alarmed: number;
    waiting: number;
  }>(
    `select (select count(*) from resident)::integer as people, (select count(*) from turn)::integer as turns,
       (select count(*) from (select max(rev) - count(*) as gap from turn group by resident_id) as counted where gap <> 0)::integer as gaps,
       (select count(distinct resident_id) from escalation)::integer as alarmed, (select count(*) from inbox)::integer as waiting`,
  );
  // Everybody who spoke is there once, turns are numbered without a gap, and nothing waits.
  expect(rows[0]).toMatchObject({ people: spoke.size, gaps: 0, waiting: 0 });
  expect(rows[0]?.alarmed).toBeGreaterThanOrEqual(inDanger.size);
  expect(world.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});
