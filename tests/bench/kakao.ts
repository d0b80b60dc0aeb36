/** node tests/bench/kakao.ts [--rate 300 --seconds 30]: the full KakaoTalk turn, from the request to the form in the answer, with calls
 *  arriving at an even rate whether or not earlier ones were answered. People who tap: greeting to the end of ASQ. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPostgres } from '../harness/services.ts';
import type { Cost } from './served.ts';

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '300' }, seconds: { type: 'string', default: '30' } },
});
const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
const secret = randomBytes(32).toString('hex');
const botId = randomBytes(12).toString('hex');

/** Choices by their place among what the last answer offers: greeting → age → consent → PHQ-9 → ASQ. */
const visit = [0, 2, 0, ...Array<number>(9).fill(0), ...Array<number>(4).fill(1)];

const postgres = await startPostgres();
const child = fork(join(import.meta.dirname, 'kakao/ours.ts'), [postgres.url, secret, botId]);
const [{ port }] = (await once(child, 'message')) as [{ port: number }];
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

interface Person {
  id: string;
  offered: { label: string; extra: object }[];
  at: number;
}

function call(body: object): Promise<string> {
  const payload = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const headers = {
      'x-skill-secret': secret,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
    };
    const req = request({ agent, host: '127.0.0.1', port, path: '/webhooks/kakao', method: 'POST', headers }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () =>
        res.statusCode === 200 ? resolve(Buffer.concat(parts).toString()) : reject(new Error(`${res.statusCode}`)),
      );
    });
    req.on('error', reject);
    req.end(payload);
  });
}

async function turn(person: Person): Promise<void> {
  const tapped = person.offered[visit[person.at] ?? -1];
  const answer = await call({
    userRequest: {
      utterance: tapped?.label ?? '웰컴',
      lang: 'ko',
      user: { id: person.id },
      block: { name: tapped ? '폴백 블록' : '웰컴 블록' },
    },
    bot: { id: botId },
    action: { clientExtra: tapped?.extra ?? null },
  });
  const { template } = JSON.parse(answer);
  const cards = template.outputs.flatMap(
    (output: { textCard?: { buttons: unknown[] } }) => output.textCard?.buttons ?? [],
  );
  person.at = tapped ? person.at + 1 : 0;
  person.offered = [...cards, ...(template.quickReplies ?? [])].filter((one: { extra?: object }) => one.extra);
}

const free: Person[] = [];
const latencies: number[] = [];
const faults = new Map<string, number>();
let made = 0;
async function arrival(): Promise<void> {
  const known = free.shift();
  const person = known && known.at < visit.length ? known : { id: `person-${made++}`, offered: [], at: 0 };
  const began = performance.now();
  try {
    await turn(person);
    latencies.push(performance.now() - began);
    free.push(person);
  } catch (error) {
    const name = error instanceof Error ? error.message : 'fault';
    faults.set(name, (faults.get(name) ?? 0) + 1);
  }
}

async function atRate(forMs: number): Promise<void> {
  const began = performance.now();
  const running: Promise<void>[] = [];
  for (let sent = 0; performance.now() - began < forMs; ) {
    const due = Math.floor(((performance.now() - began) / 1000) * rate);
    while (sent < due) {
      running.push(arrival());
      sent += 1;
    }
    await wait(2);
  }
  await Promise.all(running);
}

const costOf = async (): Promise<Cost> => {
  child.send('cost');
  return ((await once(child, 'message')) as [Cost])[0];
};

await atRate(3_000);
latencies.length = 0;
const before = await costOf();
await atRate(seconds * 1000);
const after = await costOf();
const sorted = latencies.toSorted((a, b) => a - b);
const share = (part: number) =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN).toFixed(1);
console.log(
  `KakaoTalk, ${rate} turns/s offered for ${seconds} s, ${made} people, ${sorted.length} answered, faults ${JSON.stringify(Object.fromEntries(faults))}`,
);
console.log(`p50 ${share(0.5)} ms · p99 ${share(0.99)} ms · p99.9 ${share(0.999)} ms · most ${share(1)} ms`);
console.log(`CPU of our process ${((after.cpuUs - before.cpuUs) / sorted.length).toFixed(0)} µs a turn`);

child.disconnect();
agent.destroy();
await postgres.stop();
