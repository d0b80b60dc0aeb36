/** node tests/bench/rest.ts [--people 10000]: bytes of somebody who finished a visit and is silent, in resident, address and conversation with
 *  their indexes, on a real Postgres; and of each of their turns. Freshly written and vacuumed: what updates leave behind is not in it. */
import { parseArgs } from 'node:util';
import { startPostgres } from '../harness/services.ts';
import { figure } from './figure.ts';
import { filled } from './filled.ts';
import { cores, served } from './server.ts';

const { values } = parseArgs({ options: { people: { type: 'string', default: '10000' } } });
const many = Number(values.people);

const postgres = await startPostgres();
const sink = await served('line/sink.ts', null);
const { server, query, close } = await filled(postgres.url, `http://127.0.0.1:${sink.port}`, many, cores.server);
const bytes = async (table: string): Promise<number> => {
  const { rows } = await query<{ bytes: string }>('select pg_total_relation_size($1::regclass) as bytes', [table]);
  return Number(rows[0]?.bytes) / (many + 1);
};
const each = [await bytes('resident'), await bytes('address'), await bytes('conversation')];
const how = `resident, address, conversation: ${each.map((one) => one.toFixed(0)).join(' + ')}; ${many} people`;
figure(
  'rest',
  each.reduce((sum, one) => sum + one, 0),
  how,
);

await close();
for (const one of [sink, server]) one.child.disconnect();
await postgres.stop();
