/** What can go wrong, one thing at a time: each begins, lasts as long as it was drawn, and is over. */
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Chance } from '../harness/chance.ts';
import { need } from '../harness/programs.ts';
import type { Service } from '../harness/services.ts';
import type { House, Member } from './house.ts';

/** A checkout of 마음지기 from before. */
export interface Before {
  code: string;
  /** Its schema is ours: one can go back to it. */
  sameSchema: boolean;
}

export interface Trouble {
  house: House;
  chance: Chance;
  /** How long it lasts, ms. */
  ms: number;
  /** The version that the house began with; null: it has been this one all the time. */
  before: Before | null;
}

/** Resolves when it is over, to what was hit. */
export type Fault = (trouble: Trouble) => Promise<string>;

const pidOf = (member: Member): number => {
  const pid = member.running?.process.pid;
  if (pid === undefined) throw new Error(`${member.name} does not run.`);
  return pid;
};
const anybody = ({ house, chance }: Trouble): Member => chance.of(house.members);
const bot = ({ house, chance }: Trouble): Member => chance.of(house.bots);

/** Until it is over, as the owner of the server; what becomes of a connection that is killed meanwhile does not matter. */
async function asOwner<T>({ postgres }: House, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: postgres.url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

export const faults: Readonly<Record<string, Fault>> = {
  async 'kill -9'(trouble) {
    const member = anybody(trouble);
    await member.kill();
    await member.start();
    return member.name;
  },
  async 'worker killed'({ house, chance }) {
    const member = chance.of(house.members.filter(({ role }) => role === 'worker'));
    await member.kill();
    await member.start();
    return member.name;
  },
  /** Lives on with what it had leased, and must not write it late. */
  async 'worker stopped'({ house, chance, ms }) {
    const member = chance.of(house.members.filter(({ role }) => role === 'worker'));
    const pid = pidOf(member);
    process.kill(pid, 'SIGSTOP');
    await wait(ms);
    process.kill(pid, 'SIGCONT');
    return member.name;
  },
  async 'SIGSTOP, SIGCONT'(trouble) {
    const member = anybody(trouble);
    const pid = pidOf(member);
    process.kill(pid, 'SIGSTOP');
    await wait(trouble.ms);
    process.kill(pid, 'SIGCONT');
    return member.name;
  },
  /** One after the other; meanwhile both versions run on the schema of now. A schema is never taken back: where it is another one, nobody
   *  returns to the version before. */
  async 'rolling redeploy'({ house, before }) {
    const from = house.members[0]?.code;
    const back = before?.sameSchema && from === undefined ? [before.code] : [];
    for (const code of [...back, undefined]) {
      for (const member of house.members) {
        await member.end();
        member.code = code;
        await member.start();
      }
    }
    if (back.length > 0) return 'to the version before, and again to this one';
    return from === undefined ? 'the same version' : 'from the version before to this one';
  },
  async 'backends terminated'({ house, ms }) {
    let many = 0;
    const until = Date.now() + ms;
    await asOwner(house, async (client) => {
      for (; Date.now() < until; await wait(200)) {
        const { rowCount } = await client.query(
          `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
             where application_name = 'maumjigi' and pid <> pg_backend_pid() order by random() limit 3) chosen`,
        );
        many += rowCount ?? 0;
      }
    });
    return `${many} of them`;
  },
  async 'connections used up'({ house, ms }) {
    const held: Client[] = [];
    for (let more = true; more; ) {
      const batch = Array.from({ length: 20 }, () => new Client({ connectionString: house.postgres.url }));
      for (const client of batch) client.on('error', () => {});
      const tried = await Promise.allSettled(batch.map((client) => client.connect()));
      held.push(...batch.filter((_, nth) => tried[nth]?.status === 'fulfilled'));
      more = tried.every(({ status }) => status === 'fulfilled');
    }
    await wait(ms);
    await Promise.allSettled(held.map((client) => client.end()));
    return `${held.length} held`;
  },
  async 'half-open to Postgres'(trouble) {
    const member = anybody(trouble);
    member.postgres.stale();
    return member.name;
  },
  async 'black hole to Postgres'(trouble) {
    const member = anybody(trouble);
    member.postgres.dark();
    await wait(trouble.ms);
    member.postgres.clear();
    return member.name;
  },
  async 'slow link to Postgres'(trouble) {
    const member = anybody(trouble);
    member.postgres.slow({ latencyMs: 100, jitterMs: 200, bytesPerSecond: 50_000 });
    await wait(trouble.ms);
    member.postgres.clear();
    return member.name;
  },
  async 'cut after COMMIT'(trouble) {
    const member = anybody(trouble);
    const turns = member.postgres.watch({ way: 'up', pattern: /\0turn_\d+\0/, does: 'cut-reply', times: 5 });
    const commits = member.postgres.watch({ way: 'up', pattern: /commit\0/, does: 'cut-reply', times: 5 });
    await wait(trouble.ms);
    const many = turns.count() + commits.count();
    member.postgres.clear();
    return `${member.name}, ${many} times`;
  },
  async 'cut after some bytes'(trouble) {
    const member = anybody(trouble);
    member.postgres.cutAfterBytes(trouble.chance.of(['up', 'down']), 500, 50_000);
    member.postgres.reset();
    await wait(trouble.ms);
    member.postgres.clear();
    return member.name;
  },
  'Postgres stopped at once, and started': ({ house, ms }) => stopped(house.postgres, ms),
  async 'Postgres hangs'({ house, ms }) {
    await hung(house.postgres, ms);
    return 'its postmaster: nobody new comes in';
  },
  'Redis stopped, and started': ({ house, ms }) => stopped(house.redis, ms),
  'Redis hangs': ({ house, ms }) => hung(house.redis, ms),
  async 'Redis flushed'({ house }) {
    const redis = new Redis(house.redis.url, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => {});
    await redis.connect();
    await redis.flushall();
    redis.disconnect();
    return '';
  },
  async 'residents cut off'(trouble) {
    const member = bot(trouble);
    member.http?.reset();
    member.http?.refuse();
    await wait(trouble.ms);
    member.http?.clear();
    return member.name;
  },
  async 'answers to residents black-holed'(trouble) {
    const member = bot(trouble);
    member.http?.dark();
    await wait(trouble.ms);
    member.http?.clear();
    return member.name;
  },
  /** Only of this name: the time of the database counts, whatever a machine thinks. */
  async 'clock 90 s off'(trouble) {
    const member = anybody(trouble);
    await member.kill();
    const env = {
      LD_PRELOAD: falseTime(),
      FAKETIME: trouble.chance.of(['-90s', '+90s']),
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    await member.start({ env });
    await wait(trouble.ms);
    await member.end();
    await member.start();
    return `${member.name}, ${env.FAKETIME}`;
  },
  /** Only of this name, and where a small disk can be mounted. An operator makes room and starts the database again. */
  async 'disk full'({ house, ms }) {
    if (!house.disk) throw new Error('This house has no disk that could be filled.');
    house.disk.fill();
    await wait(ms);
    house.disk.free();
    await house.postgres.down('SIGQUIT');
    await house.postgres.up();
    return '';
  },
  'LINE says 429': (trouble) => lineDoes(trouble, { kind: 'rate', retryAfterSeconds: 1, times: 10 }),
  'LINE says 500': (trouble) => lineDoes(trouble, { kind: 'error', times: 10 }),
  'LINE hangs': (trouble) => lineDoes(trouble, { kind: 'hang', times: 5 }),
  'LINE takes it and says 500': (trouble) => lineDoes(trouble, { kind: 'accept-then-error', times: 10 }),
  'LINE takes it and hangs': (trouble) => lineDoes(trouble, { kind: 'accept-then-hang', times: 5 }),
  'pager says 500': (trouble) => pagerDoes(trouble, { kind: 'answers', status: 500 }, 5),
  'pager says 429': (trouble) => pagerDoes(trouble, { kind: 'answers', status: 429, retryAfterSeconds: 2 }, 5),
  'pager hangs': (trouble) => pagerDoes(trouble, { kind: 'hangs' }, 2),
  'pager cuts': (trouble) => pagerDoes(trouble, { kind: 'cuts' }, 5),
};

/** What not every machine can do is asked for by name. */
export const byNameOnly: readonly string[] = ['clock 90 s off', 'disk full'];
export const usual: readonly string[] = Object.keys(faults).filter((name) => !byNameOnly.includes(name));

async function stopped(service: Service, ms: number): Promise<string> {
  await service.down();
  await wait(ms);
  await service.up();
  return '';
}

async function hung(service: Service, ms: number): Promise<string> {
  service.hangs();
  await wait(ms);
  service.goesOn();
  return '';
}

function falseTime(): string {
  const places = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketime.so.1`);
  const remedy = 'Install libfaketime (Debian: apt-get install libfaketime), or leave this fault out.';
  return need('libfaketime', () => places.find((path) => existsSync(path)), ['libfaketime'], remedy);
}

async function lineDoes({ house, ms }: Trouble, fault: Record<string, unknown>): Promise<string> {
  await house.line.faults({ ...fault, path: '/message/(reply|push)' });
  await wait(ms);
  await house.line.ask('DELETE', '/control/faults');
  return '';
}

async function pagerDoes({ house, ms }: Trouble, day: object, times: number): Promise<string> {
  await house.pager.ask('POST', '/control/days', { days: Array.from({ length: times }, () => day) });
  await wait(ms);
  await house.pager.ask('DELETE', '/control/days');
  return '';
}
