/** Callers that take their time: sockets that say nothing, headers that never end, bodies that come by the byte. Whoever talks is served. */
import { connect, type Socket } from 'node:net';
import { expect, inject, it, onTestFinished } from 'vitest';
import { openReplicas } from '../harness/replicas.ts';
import { resident, until } from '../harness/world.ts';

/** Many at once. SOCKETS=10000 for the long run; the files a process may open are the limit. */
const many = Number(process.env.SOCKETS ?? 1_500);

it(`${many} sockets that say nothing or hardly anything are closed, and people talk meanwhile`, async () => {
  const house = await openReplicas(inject('redisUrl'));
  const bot = await house.start('bot');
  const { hostname, port } = new URL(bot.url);
  const open = { silent: 0, headers: 0, bodies: 0 };
  const all = () => open.silent + open.headers + open.bodies;
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const one of sockets) one.destroy();
  });
  /** every: what it says again and again, and how often, ms. */
  const opens = (kind: keyof typeof open, first = '', again = '') => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.on('error', () => {});
    socket.once('connect', () => {
      open[kind] += 1;
      if (first) socket.write(first);
    });
    const dribble = again ? setInterval(() => socket.write(again), 500) : undefined;
    socket.once('close', () => {
      open[kind] -= 1;
      clearInterval(dribble);
    });
    // What the server says before it closes is read, or the end is never seen.
    socket.resume();
  };
  const post =
    'POST /chat/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n{';
  for (let n = 0; n < many; n += 1) {
    if (n % 10 === 8) opens('headers', 'POST /webhooks/line HTTP/1.1\r\nhost: x\r\n', 'x-more: y\r\n');
    else if (n % 10 === 9) opens('bodies', post, ' ');
    else opens('silent');
  }
  await until(() => all() >= many * 0.95, 'they are all there');

  let talked = 0;
  const ends: (() => void)[] = [];
  onTestFinished(() => {
    for (const end of ends) end();
  });
  let silentWentFirst = false;
  while (all() > 0) {
    silentWentFirst ||= open.silent === 0 && open.bodies > 0;
    const mina = resident(bot.url, (end) => ends.push(end));
    // On a machine that is busy with others she may be asked to come again; then she does.
    await until(async () => (await mina.opens()).status === 200, 'the chat opens');
    await until(async () => (await mina.says('안녕하세요')).status === 200, 'she is answered');
    talked += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(talked).toBeGreaterThan(0);
  // Each in its own time: they are looked at by the second, not all together each half minute.
  expect(silentWentFirst).toBe(true);
}, 60_000);
