/** One fault alone, and somebody who says in the middle of it that they want to die: how long until a phone rings? */
import { setTimeout as wait } from 'node:timers/promises';
import type { Chance } from '../harness/chance.ts';
import { faults } from './faults.ts';
import { type House, kakaoBotId, kakaoSecret } from './house.ts';
import { webMouth } from './mouths.ts';

export interface Rang {
  fault: string;
  hit: string;
  /** From the first try until it was answered 200, ms. */
  takenMs: number;
  /** From the case's commit until the push service's own record of its page, ms; null: not within the promise and as long again. */
  rangMs: number | null;
}

/** Promised under any single fault. */
export const promisedMs = 30_000;

/** lastsMs: of the fault. shown: what the phones on duty have shown so far. */
export async function alone(
  house: House,
  name: string,
  {
    chance,
    lastsMs,
    shown,
  }: { chance: Chance; lastsMs: number; shown: () => Promise<readonly { id: string; at: number }[]> },
): Promise<Rang> {
  const fault = faults[name];
  if (!fault) throw new Error(`There is no fault "${name}".`);
  const bots = house.bots.map(({ url }) => url);
  const mouth = webMouth({ bots, lineUrl: house.line.url, kakaoSecret, kakaoBotId, chance });
  if ((await mouth.opens().send(false)) !== 200)
    throw new Error('Nobody could open the talk before anything was wrong.');
  const happening = fault({ house, chance, ms: lastsMs, before: null });
  await wait(300);
  const began = Date.now();
  const word = mouth.does({ type: 'says', text: '지금 죽으려고 해요', risk: true });
  while ((await word.send(true)) !== 200) await wait(300);
  const takenMs = Date.now() - began;
  const rangMs = await rings(house, word.event, shown);
  return { fault: name, hit: await happening, takenMs, rangMs };
}

async function rings(
  { db }: House,
  event: string,
  shown: () => Promise<readonly { id: string; at: number }[]>,
): Promise<number | null> {
  for (const until = Date.now() + 2 * promisedMs; Date.now() < until; await wait(200)) {
    const { rows } = await db
      .query<{ openedAt: Date; page: string }>(
        `select escalation.opened_at as "openedAt", coalesce(page.told_by, page.id) as page
         from escalation_event story join escalation on escalation.id = story.escalation_id join page on page.escalation_id = escalation.id
         where story.cause = $1`,
        [event],
      )
      .catch(() => ({ rows: [] }));
    const rung = (await shown()).filter(({ id }) => rows.some(({ page }) => page === id)).map(({ at }) => at);
    if (rung.length > 0) return Math.max(0, Math.round(Math.min(...rung) - (rows[0]?.openedAt.getTime() ?? 0)));
  }
  return null;
}
