/** A process of the spool's tests. `holds DIR`: writes two lines, says so and stays. `full DIR`: lives through a disk without room. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spoolFiles } from '../../../triage/store/spool.ts';

const [what, dataDir = ''] = process.argv.slice(2);
const master = Buffer.alloc(32, 7);
const told: string[] = [];
const spool = spoolFiles({ dataDir, master, now: Date.now, fault: (fault) => told.push(fault) });
const say = (heard: unknown) => process.stdout.write(`${JSON.stringify(heard)}\n`);

if (what === 'holds') {
  await spool.add('하나');
  await spool.add('둘');
  say('written');
  setInterval(() => {}, 1_000);
} else {
  const filler = join(dataDir, 'filler');
  const fill = (): void => {
    for (let bytes = 1 << 20; bytes >= 1; bytes >>= 1) {
      try {
        for (;;) writeFileSync(filler, Buffer.alloc(bytes), { flag: 'a' });
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'ENOSPC') throw error;
      }
    }
  };
  const fate = (content: unknown) =>
    spool.add(content).then(
      () => 'kept',
      (error: Error & { cause?: { code?: unknown } }) => `${error.name} ${error.cause?.code}`,
    );
  const before = await fate('before');
  fill();
  // More than what is left of the page it is in.
  const meanwhile = await fate('x'.repeat(9_000));
  rmSync(filler);
  const after = await fate('after');
  await spool.close();
  const next = spoolFiles({ dataDir, master, now: Date.now, fault: (fault) => told.push(fault) });
  const found = (await next.takeOver()).map(({ content }) => content);
  say({ before, meanwhile, after, found, told });
}
