/** Many worlds after one another, drawn from a seed: stops at the first in which something does not hold, made as small as it can be. */
import fc from 'fast-check';
import { type Plan, personas, planOf, steps } from './plan.ts';
import type { Store } from './store.ts';
import { live } from './world.ts';

export interface Run {
  /** At least so many conversations. */
  conversations: number;
  seed: number;
  /** Of a world that broke: that one alone. */
  path?: string;
  /** People of a world at most. */
  size: number;
}

export interface Ran {
  worlds: number;
  conversations: number;
  counts: Map<string, number>;
  /** In the order of the worlds. */
  digests: string[];
  /** null: everything held. */
  broken: { seed: number; path: string; plan: Plan; says: string[] } | null;
}

export class Broke extends Error {
  readonly says: string[];
  constructor(says: string[]) {
    super(says.slice(0, 10).join('\n'));
    this.says = says;
  }
}

/** `seen`: after each world, with what has run so far. */
export async function run(
  store: Store,
  { conversations, seed, path, size }: Run,
  seen: (ran: Ran) => void = () => {},
): Promise<Ran> {
  const ran: Ran = { worlds: 0, conversations: 0, counts: new Map(), digests: [], broken: null };
  let isBroken = false;
  const holds = async (plan: Plan): Promise<void> => {
    if (ran.conversations >= conversations) return;
    const told = await live(plan, store);
    if (!isBroken) note(ran, told.conversations, told.digest, told.counts);
    isBroken ||= told.broken.length > 0;
    if (told.broken.length > 0) throw new Broke(told.broken);
    if (!isBroken) seen(ran);
  };
  const result = await fc.check(fc.asyncProperty(planOf(size), holds), {
    seed,
    numRuns: conversations,
    endOnFailure: path !== undefined,
    ...(path === undefined ? {} : { path }),
    markInterruptAsFailure: false,
  });
  if (!result.failed) return ran;
  const says = result.errorInstance instanceof Broke ? result.errorInstance.says : [String(result.errorInstance)];
  const [plan] = result.counterexample ?? [];
  return { ...ran, broken: { seed, path: result.counterexamplePath ?? '', plan: plan as Plan, says } };
}

function note(ran: Ran, conversations: number, digest: string, counts: ReadonlyMap<string, number>): void {
  ran.worlds += 1;
  ran.conversations += conversations;
  ran.digests.push(digest);
  for (const [what, many] of counts) ran.counts.set(what, (ran.counts.get(what) ?? 0) + many);
}

/** What a run of some length must have met; what is missing was never tried, whatever the run says. */
export function missingOf(counts: ReadonlyMap<string, number>): string[] {
  const met = (beginning: string) =>
    [...counts.keys()].some((what) => what === beginning || what.startsWith(`${beginning}.`));
  const crashes = steps.flatMap((step) => [`crash.${step}.before`, `crash.${step}.after`, `unknown.${step}`]);
  return [
    ...crashes,
    ...['pause', 'cut', 'slow', 'skew', 'away', 'redeploy.newer', 'redeploy.unreadable', 'desk.race', 'desk.stale'],
    ...['tooFast', 'fails', 'failsAfter', 'swallows', 'hangs'].flatMap((how) => [`messenger.${how}`, `pager.${how}`]),
    ...['duplicate', 'reorder', 'dropAsked', 'dropAnswer'].map((what) => `way.${what}`),
    ...['answer.again', 'answer.kept', 'shown.again', 'lapsed', 'paged', 'desk.claimed.refused', 'forgotten'],
    ...personas.map((persona) => `persona.${persona}`),
  ].filter((what) => !met(what));
}
