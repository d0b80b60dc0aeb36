/** node tests/bench/memory.ts [--turns 1000000]: resident memory of a server after so many LINE turns of ever new people, beside what it was
 *  after a tenth of them. Each is the median of ten looks over the last turns before. Takes ten to forty minutes. */
import { parseArgs } from 'node:util';
import { startPostgres } from '../harness/services.ts';
import { figure } from './figure.ts';
import { drive } from './line/load.ts';
import { median } from './numbers.ts';
import { costOf, served } from './server.ts';

const { values } = parseArgs({ options: { turns: { type: 'string', default: '1000000' } } });
const turns = Number(values.turns);
const early = turns / 10;
/** Turns between two looks, and looks that count at each end. */
const stride = turns / 200;
const looks = 10;

// On disk: what a million turns write does not fit into the memory the tests' Postgres lives in.
const postgres = await startPostgres({ durable: true });
const sink = await served('line/sink.ts', null);
const ours = await served('line/ours.ts', null, postgres.url, `http://127.0.0.1:${sink.port}`);
const began = performance.now();
const seen: { after: number; mb: number }[] = [];
for (let after = stride; after <= turns; after += stride) {
  await drive([ours.port], 64, stride);
  seen.push({ after, mb: (await costOf(ours)).rss / 1e6 });
  if (after % early === 0) {
    const minutes = ((performance.now() - began) / 60_000).toFixed(1);
    console.log(`${String(after).padStart(9)} turns, ${minutes} min: ${seen.at(-1)?.mb.toFixed(0)} MB`);
  }
}
const upTo = (most: number) =>
  median(
    seen
      .filter(({ after }) => after <= most)
      .slice(-looks)
      .map(({ mb }) => mb),
  );
const [first, last] = [upTo(early), upTo(turns)];
figure('memory', last / first, `${last.toFixed(0)} ÷ ${first.toFixed(0)} MB after ${turns} and ${early} turns`);

for (const one of [sink, ours]) one.child.disconnect();
await postgres.stop();
