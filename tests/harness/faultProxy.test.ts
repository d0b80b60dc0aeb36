/** The network that fails on command must fail as commanded, and only so: a fault that does nothing would prove anything. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Client } from 'pg';
import { beforeEach, expect, inject, it, onTestFinished } from 'vitest';
import { chance } from './chance.ts';
import { type FaultProxy, startFaultProxy } from './faultProxy.ts';

let proxy: FaultProxy;
/** What arrived at the server, and the server's ends of the connections. */
let arrived: string;
let ends: Socket[];

beforeEach(async () => {
  arrived = '';
  ends = [];
  // Says back in capitals what it hears.
  const server = createServer((socket) => {
    ends.push(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      arrived += bytes;
      socket.write(String(bytes).toUpperCase());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startFaultProxy(`127.0.0.1:${(server.address() as AddressInfo).port}`, 7);
  onTestFinished(async () => {
    await proxy.end();
    for (const end of ends) end.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});

function caller() {
  const socket = connect(proxy.port, '127.0.0.1');
  let heard = '';
  let fault: string | null = null;
  socket.on('data', (bytes) => {
    heard += bytes;
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    fault = error.code ?? '';
  });
  onTestFinished(() => void socket.destroy());
  return { socket, says: (text: string) => void socket.write(text), heard: () => heard, fault: () => fault };
}

const pause = (ms = 60) => new Promise((resolve) => setTimeout(resolve, ms));
const soon = (so: () => boolean) => expect.poll(so, { timeout: 2_000, interval: 5 }).toBe(true);

it('lets everything pass, and an end after what came before it', async () => {
  const mina = caller();
  mina.says('hello');
  await soon(() => mina.heard() === 'HELLO');
  mina.socket.end(' bye');
  await once(mina.socket, 'close');
  expect(mina.heard()).toBe('HELLO BYE');
  expect(mina.fault()).toBeNull();
});

it('in the dark connections stay and nothing passes; afterwards all of it does', async () => {
  const mina = caller();
  mina.says('one ');
  await soon(() => mina.heard() === 'ONE ');
  proxy.dark();
  mina.says('two ');
  const late = caller();
  late.says('three ');
  await pause();
  expect(arrived).toBe('one ');
  expect(mina.socket.destroyed).toBe(false);
  proxy.clear();
  await soon(() => mina.heard() === 'ONE TWO ' && late.heard() === 'THREE ');
});

it('a half-open connection is dead for ever and nobody is told; a new one is well', async () => {
  const mina = caller();
  mina.says('one ');
  await soon(() => mina.heard() !== '');
  proxy.stale();
  mina.says('two ');
  mina.socket.end();
  const late = caller();
  late.says('three ');
  await soon(() => late.heard() === 'THREE ');
  await pause();
  expect(arrived).toBe('one three ');
  expect(ends[0]?.destroyed).toBe(false);
});

it('resets the present ones and refuses new ones, until it is over', async () => {
  const mina = caller();
  mina.says('one ');
  await soon(() => mina.heard() !== '');
  proxy.reset();
  await soon(() => mina.fault() === 'ECONNRESET');
  proxy.refuse();
  const refused = caller();
  await soon(() => refused.fault() === 'ECONNRESET');
  proxy.clear();
  const late = caller();
  late.says('two ');
  await soon(() => late.heard() === 'TWO ');
});

it('holds what a pattern belongs to, also where it comes in two pieces, and lets it go', async () => {
  const held = proxy.watch({ way: 'up', pattern: /commit/, does: 'hold' });
  const mina = caller();
  mina.says('begin ; com');
  await soon(() => mina.heard() !== '');
  mina.says('mit ; more');
  await held.seen;
  mina.says(' and more');
  await pause();
  expect(arrived).toBe('begin ; com');
  held.release();
  await soon(() => arrived === 'begin ; commit ; more and more');
  expect(held.count()).toBe(1);
});

it('lets it pass and holds the reply: it was done, and nobody has read so', async () => {
  const held = proxy.watch({ way: 'up', pattern: /commit/, does: 'hold-reply' });
  const mina = caller();
  mina.says('commit');
  await held.seen;
  await pause();
  expect([arrived, mina.heard()]).toEqual(['commit', '']);
  held.release();
  await soon(() => mina.heard() === 'COMMIT');
});

it('cuts before it passes, or after it was done', async () => {
  const before = proxy.watch({ way: 'up', pattern: /first/, does: 'cut' });
  const mina = caller();
  mina.says('first ');
  await Promise.all([before.seen, soon(() => mina.fault() === 'ECONNRESET')]);
  expect(arrived).toBe('');
  const after = proxy.watch({ way: 'up', pattern: /second/, does: 'cut-reply' });
  const late = caller();
  late.says('second ');
  await Promise.all([after.seen, soon(() => late.fault() === 'ECONNRESET')]);
  expect([arrived, late.heard()]).toEqual(['second ', '']);
});

it('cuts after so many bytes, and the same seed cuts at the same places', async () => {
  proxy.cutAfterBytes('up', 10, 2_000);
  const due = chance(7).between(10, 2_000);
  const mina = caller();
  mina.says('x'.repeat(due - 1));
  await soon(() => arrived.length === due - 1);
  mina.says('y');
  await soon(() => mina.fault() === 'ECONNRESET');
  expect(arrived).not.toContain('y');
});

it('what is kept back of somebody who has gone never arrives', async () => {
  const held = proxy.watch({ way: 'up', pattern: /commit/, does: 'hold' });
  const mina = caller();
  mina.says('commit');
  await held.seen;
  mina.socket.destroy();
  await soon(() => ends[0]?.destroyed === true);
  held.release();
  await pause();
  expect(arrived).toBe('');
});

it('a slow link keeps the order; what comes later arrives later', async () => {
  proxy.slow({ latencyMs: 40, jitterMs: 40 });
  const mina = caller();
  for (const word of ['a', 'b', 'c', 'd']) {
    mina.says(word);
    await pause(5);
  }
  expect(arrived).toBe('');
  await soon(() => mina.heard() === 'ABCD');
});

it('stands in front of a Postgres, and a cut after a commit is a commit', async () => {
  const postgres = await startFaultProxy(inject('postgresUrl'));
  const [through, direct] = [postgres.through(inject('postgresUrl')), inject('postgresUrl')].map(
    (connectionString) => new Client({ connectionString }),
  ) as [Client, Client];
  through.on('error', () => {});
  await Promise.all([through.connect(), direct.connect()]);
  onTestFinished(async () => {
    await direct.end();
    await postgres.end();
  });
  const table = `cut_${process.pid}`;
  await direct.query(`create table ${table} (n integer)`);
  onTestFinished(async () => void (await direct.query(`drop table ${table}`)));
  await through.query('begin');
  await through.query(`insert into ${table} values (1)`);
  postgres.watch({ way: 'up', pattern: /commit\0/, does: 'cut-reply' });
  await expect(through.query('commit')).rejects.toThrow(/terminated|ECONNRESET/);
  expect((await direct.query(`select from ${table}`)).rowCount).toBe(1);
});
