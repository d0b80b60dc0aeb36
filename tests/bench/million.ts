/** node tests/bench/million.ts [--people 1000000 --slices 6 --turns 2000]: people who come back after a long time, each somebody else of 10^6,
 *  beside the same of 10^4: two databases of one Postgres on disk, a server each, alternating slices. Nobody's last turn is remembered: each
 *  is found by address, opened, moved and sealed. Fills about 5 GB on the way. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startPostgres } from '../harness/services.ts';
import { figure } from './figure.ts';
import { userIdOf } from './fill.ts';
import { type Filled, filled } from './filled.ts';
import { drive } from './line/load.ts';
import { median } from './numbers.ts';
import { cores, pin, served, warmUp } from './server.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    slices: { type: 'string', default: '6' },
    turns: { type: 'string', default: '2000' },
  },
});
const sizes = [10_000, Number(values.people)] as const;
const turns = Number(values.turns);

const postgres = await startPostgres({ durable: true });
const sink = await served('line/sink.ts', cores.others);
const began = performance.now();
const houses: { many: number; house: Filled; perSecond: number[] }[] = [];
for (const many of sizes) {
  houses.push({
    many,
    house: await filled(postgres.url, `http://127.0.0.1:${sink.port}`, many, cores.server),
    perSecond: [],
  });
  console.log(`${many} people are there after ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
pin(process.pid, cores.others);

const comesBack = (many: number) => () => ({ userId: userIdOf(randomInt(many)), says: ['안녕하세요'] });
for (const { many, house } of houses) await drive([house.server.port], 64, warmUp, { person: comesBack(many) });
for (let slice = 0; slice < Number(values.slices); slice += 1) {
  for (const { many, house, perSecond } of houses) {
    const load = await drive([house.server.port], 64, turns, { person: comesBack(many) });
    perSecond.push((load.turns / load.ms) * 1000);
  }
}
for (const { many, house } of houses) {
  const { rows } = await house.query<{ many: number }>('select count(*)::integer as many from resident');
  if (rows[0]?.many !== many + 1) throw new Error('Somebody who came back was taken for somebody new.');
}
const [few, full] = houses.map(({ perSecond }) => median(perSecond));
const ratio = median(
  (houses[1]?.perSecond ?? []).map((one, slice) => one / (houses[0]?.perSecond[slice] ?? Number.NaN)),
);
figure(
  'million',
  ratio,
  `${full?.toFixed(0)} ÷ ${few?.toFixed(0)} turns/s, ${values.slices} pairs of slices, people at random among ${sizes.join(' and ')}`,
);

for (const { house } of houses) {
  await house.close();
  house.server.child.disconnect();
}
sink.child.disconnect();
await postgres.stop();
