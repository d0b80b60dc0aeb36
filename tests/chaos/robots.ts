/** Counsellors who work without a pause: they take what waits, say a word and close it. Some take a case and say nothing. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Chance } from '../harness/chance.ts';
import type { House } from './house.ts';

type Counsellor = Awaited<ReturnType<House['counsellor']>>;

export interface Robots {
  counts: { claimed: number; spoke: number; closed: number; left: number; late: number };
  end(): Promise<void>;
}

/** Of cases that are claimed, so many are left lying; by all of them not more often than this: they stand at the top of everybody's queue until
 *  the claim ends, and behind a page of them nobody finds what waits. */
const lapsing = 0.1;
const lapsingEveryMs = 20_000;
/** More than these, and they take several at once, at every look: cases that pile up are another experiment. */
const manyWait = 20;
const severalAtOnce = 5;

export function robots(team: readonly Counsellor[], chance: Chance): Robots {
  const counts = { claimed: 0, spoke: 0, closed: 0, left: 0, late: 0 };
  let isOver = false;
  let leftAt = 0;

  async function works(one: Counsellor): Promise<void> {
    while (!isOver) {
      await wait(chance.between(200, 800));
      // Whatever is away or in the way: they look again.
      await takes(one).catch(() => {});
    }
  }

  async function takes(one: Counsellor): Promise<void> {
    const open = (await one.queue()).filter(({ owner }) => owner === null);
    // Nobody reads so fast that no phone would ring.
    const isBusy = open.length > manyWait;
    if (open.length === 0 || (!isBusy && chance() < 0.5)) return;
    const taken = new Set(Array.from({ length: isBusy ? severalAtOnce : 1 }, () => chance.of(open).id));
    await Promise.all([...taken].map((id) => attends(one, id)));
  }

  async function attends(one: Counsellor, id: string): Promise<void> {
    const claim = await one.claims(id);
    if (claim.status === 409) counts.late += 1;
    if (claim.status !== 200) return;
    counts.claimed += 1;
    if (chance() < lapsing && Date.now() - leftAt > lapsingEveryMs) {
      leftAt = Date.now();
      counts.left += 1;
      return;
    }
    const { fence } = claim.body;
    const act = randomUUID();
    const spoke = await again(() =>
      one.call('POST', `/api/cases/${id}/say`, { fence, text: '안녕하세요.' }, { 'idempotency-key': act }),
    );
    if (spoke < 300) counts.spoke += 1;
    const closed = await again(() => one.closes(id, fence, 'mistake-or-practice'));
    if (closed < 300) counts.closed += 1;
  }

  const working = team.map(works);
  return {
    counts,
    async end() {
      isOver = true;
      await Promise.all(working);
    },
  };
}

/** A desk that does not answer is asked again. */
async function again(ask: () => Promise<{ status: number }>): Promise<number> {
  for (let tries = 0; tries < 5; tries += 1) {
    const status = await ask().then(
      (answer) => answer.status,
      () => 0,
    );
    if (status !== 0 && status < 500) return status;
    await wait(500);
  }
  return 599;
}
