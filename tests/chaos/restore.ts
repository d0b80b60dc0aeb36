/** npm run rehearse:restore [-- --seconds 20 --connections 4 --archive-timeout 5]: loses the database of a working 마음지기 and brings it back
 *  from base backup, archive and receiver, on a real Postgres with fsync; prints what was there, what was gone, and how long it took. Exit
 *  code 1 if anything is not as docs/operating.md promises. What each step does: restore/rehearsal.ts. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { faultsOf } from './restore/promised.ts';
import { type Copy, rehearse } from './restore/rehearsal.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '4' },
    'archive-timeout': { type: 'string', default: '5' },
  },
});
const archiveTimeoutS = Number(values['archive-timeout']);
const began = performance.now();
const rehearsed = await rehearse(
  {
    seconds: Number(values.seconds),
    connections: Number(values.connections),
    archiveTimeoutS,
    tell: (line) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`),
  },
  randomBytes(32),
);

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const row = (name: string, copy: Copy, wanted: string) =>
  `| ${name} | ${copy.here.length} of ${rehearsed.before.length} | ${wanted} | ${copy.openCases.length} | ${copy.opened.turns} + ${copy.opened.snapshots} | ${seconds(copy.restoreMs)} |`;
const { moment, archive, received } = rehearsed.copies;
console.log(`
| Restored to | turns of the record there | gone, back to before the loss (RPO) | open cases | opened with the key | restored in |
|---|---|---|---|---|---|
${row('a chosen moment', moment, 'what came after it')}
${row(`the end of the archive (archive_timeout ${archiveTimeoutS} s)`, archive, `${archive.lost.length} answered, ${archive.lostSeconds.toFixed(2)} s`)}
${row('the end of what pg_receivewal had', received, `${received.lost.length} answered, ${received.lostSeconds.toFixed(2)} s`)}

RTO, from the first command of the restore until people were answered: ${seconds(rehearsed.rtoMs)}
open cases whose call had become due: ${rehearsed.served.due}, not called for: ${rehearsed.served.uncalled.length}
LINE: what was not answered came again and became ${rehearsed.served.line.unanswered.turns} turn, ${rehearsed.served.line.unanswered.cases} case; what had been answered came ${rehearsed.served.line.byItself} times by itself
`);
const faults = faultsOf(rehearsed);
for (const fault of faults) console.error(`NOT AS PROMISED: ${fault}`);
if (faults.length === 0) console.log('everything as promised');
process.exit(faults.length === 0 ? 0 : 1);
