/** Two people in LINE while the database is lost. LINE sends again what was not answered 200, and only that: what was answered and then
 *  lost comes from nowhere. */
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../../../triage/store/db.ts';
import type { LineStandIn } from '../../standins/line/phone.ts';
import type { Cluster } from './cluster.ts';
import { danger } from './people.ts';

export interface Redelivered {
  /** Said while nobody answered: turns of it, and cases it opened, after LINE brought it again. */
  unanswered: { turns: number; cases: number };
  /** Answered before the loss and brought once more: turns of it. */
  answered: { turns: number };
  /** Webhooks LINE sent by itself for what had been answered. */
  byItself: number;
}

export function lineStory(line: LineStandIn) {
  const people = Promise.all([line.person({ name: '민아' }), line.person({ name: '준호' })]);
  let before = '';
  let during = '';
  const deliveriesOf = async (eventId: string) =>
    (await line.record()).deliveries.filter((one) => JSON.stringify(one).includes(eventId)).length;
  return {
    begins: async () => {
      for (const one of await people) await one.follows();
    },
    /** Answered 200 just before the loss. */
    saysMore: async () => {
      const [mina] = await people;
      const { event, deliveries } = await mina.says('1');
      if (deliveries[0]?.reason !== 'ok') throw new Error('What was said in LINE was not answered 200.');
      before = event.webhookEventId;
    },
    saysIntoTheVoid: async () => {
      const [, junho] = await people;
      during = (await junho.says(danger)).event.webhookEventId;
    },
    isBroughtAgain: async (cluster: Cluster): Promise<Redelivered> => {
      const db = await openDatabase({ url: cluster.url });
      const many = async (sql: string, eventId: string) => (await db.query(sql, [`line:${eventId}`])).rowCount;
      const turns = (eventId: string) => many('select from turn where event_id = $1', eventId);
      try {
        for (let tries = 0; tries < 350 && (await turns(during)) === 0; tries += 1) await wait(100);
        const byItself = (await deliveriesOf(before)) - 1;
        const [mina] = await people;
        await mina.does({ type: 'text', text: '1' }, { again: true });
        for (let tries = 0; tries < 50 && (await turns(before)) === 0; tries += 1) await wait(100);
        const cases = await many(`select from escalation_event where cause = $1 and kind = 'opened'`, during);
        return {
          unanswered: { turns: await turns(during), cases },
          answered: { turns: await turns(before) },
          byItself,
        };
      } finally {
        await db.close();
      }
    },
  };
}
