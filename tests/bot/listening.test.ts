/** The doors of a listener, with real sockets. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Listening, listen } from '../../bot/listening.ts';

const host = '127.0.0.1';
const asks = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n';

async function listening(app: Parameters<typeof listen>[0], doors: number, port = 0): Promise<Listening> {
  const open = await listen(app, { port, host, doors });
  onTestFinished(() => open.end());
  return open;
}

function caller(port: number): Socket {
  const socket = connect({ port, host });
  onTestFinished(() => void socket.destroy());
  return socket;
}

// Elsewhere there is one door: several at one port are Linux' own.
test.runIf(process.platform === 'linux')(
  'a crowd that came while the process was busy is taken in within a few rounds, not one in each',
  async () => {
    let heard = 0;
    const { port } = await listening((_req, res) => {
      heard += 1;
      res.end();
    }, 32);
    const crowd = 256;
    for (let n = 0; n < crowd; n += 1) caller(port).write(asks);
    // Busy: they stand at the doors.
    for (const until = performance.now() + 200; performance.now() < until; );
    let rounds = 0;
    for (; heard < crowd; rounds += 1) await nextRound();
    expect(rounds).toBeLessThan(crowd / 4);
  },
);

test('a port at which somebody listens is refused in words, also where that is another process of ours', async () => {
  const { port } = await listening((_req, res) => void res.end(), 32);
  for (const doors of [1, 32]) {
    await expect(listen((_req, res) => void res.end(), { port, host, doors })).rejects.toMatchObject({
      code: 'cannot_listen',
      message: expect.stringMatching(`port ${port}: another program listens there already`),
    });
  }
});

test('at the end whoever is being served has their answer, at every door, and nobody new comes in', async () => {
  const answers: (() => void)[] = [];
  const open = await listening((_req, res) => void answers.push(() => res.end('all of it')), 8);
  const served = Array.from({ length: 40 }, () => caller(open.port));
  const said = served.map(async (socket) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    socket.write(asks);
    await once(socket, 'close');
    return text;
  });
  while (answers.length < served.length) await nextRound();
  const ended = open.end();
  const late = caller(open.port);
  await expect(once(late, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  for (const answer of answers) answer();
  await ended;
  for (const text of await Promise.all(said)) expect(text).toMatch(/all of it$/);
});
