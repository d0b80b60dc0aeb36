/** Somebody who had everything about them deleted: a copy from before that moment has them again. */
import { randomUUID } from 'node:crypto';
import { openDatabase, type Query } from '../../../triage/store/db.ts';
import type { Cluster } from './cluster.ts';

export interface Forgotten {
  residentId: string;
}

/** Opens the chat, agrees and answers once. `writesDelete`: writes 삭제 and confirms; throws unless the trail says that they were
 *  forgotten. */
export async function somebodyAt(url: string, cluster: Cluster) {
  let cookie = '';
  const post = async (path: string, body: object) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), cookie },
      body: JSON.stringify(body),
    });
    if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`);
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    await response.arrayBuffer();
  };
  await post('/chat/session', { lang: 'ko' });
  for (const text of ['1', '3', '1', '1']) await post('/chat/messages', { text });
  return {
    writesDelete: async (): Promise<Forgotten> => {
      for (const text of ['삭제', '1']) await post('/chat/messages', { text });
      return await justForgotten(cluster);
    },
  };
}

async function justForgotten(cluster: Cluster): Promise<Forgotten> {
  const db = await openDatabase({ url: cluster.url });
  try {
    const { rows } = await db.query<{ residentId: string }>(
      `select resident_id as "residentId" from audit where action = 'resident.forgotten'`,
    );
    const [gone] = rows;
    if (!gone || (await isKnown(db.query, gone))) throw new Error('Nobody was forgotten who wrote 삭제.');
    return gone;
  } finally {
    await db.close();
  }
}

export async function isKnown(query: Query, { residentId }: Forgotten): Promise<boolean> {
  return (await query('select from resident where id = $1', [residentId])).rowCount > 0;
}
