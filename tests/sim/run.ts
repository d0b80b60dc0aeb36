/** Many worlds after one another, drawn from a seed: stops at the first in which something does not hold, says so, and makes it as small as
 *  it can be in a while. */
import fc from 'fast-check';
import { type Plan, personas, planOf, steps } from './plan.ts';
import type { Store } from './store.ts';
import { live, type Told } from './world.ts';

export interface Run {
  /** At least so many conversations. */
  conversations: number;
  seed: number;
  /** Of a world that broke: that one alone, as it is. */
  path?: string;
  /** People of a world at most. */
  size: number;
  /** How long a world that broke is made smaller, ms by `elapsedMs`. */
  shrinkMs: number;
  elapsedMs: () => number;
}

/** A world in which something does not hold; the same seed, path and size give it again. */
export interface BrokenWorld {
  seed: number;
  path: string;
  plan: Plan;
  says: string[];
}

export interface Ran {
  worlds: number;
  conversations: number;
  counts: Map<string, number>;
  /** In the order of the worlds. */
  digests: string[];
  /** null: everything held. */
  broken: BrokenWorld | null;
}

/** `seen`: after each world that holds, and at once where one does not, with what has run so far. */
export async function run(
  store: Store,
  { conversations, seed, path, size, shrinkMs, elapsedMs }: Run,
  seen: (ran: Ran) => void = () => {},
): Promise<Ran> {
  const ran: Ran = { worlds: 0, conversations: 0, counts: new Map(), digests: [], broken: null };
  /** What the latest world that broke says: the shrinker keeps each that does. */
  let says: string[] = [];
  let until = 0;
  const breaks = (plan: Plan): never => {
    if (ran.broken === null) {
      until = elapsedMs() + shrinkMs;
      // fast-check names a world it did not make smaller by its place.
      ran.broken = { seed, path: path ?? String(ran.worlds - 1), plan, says };
      seen(ran);
    }
    throw new Error(says[0]);
  };
  const holds = async (plan: Plan): Promise<void> => {
    if (ran.broken === null ? ran.conversations >= conversations : elapsedMs() > until) return;
    const told = await live(plan, store).catch((error: unknown) => threw(plan, error));
    if (ran.broken === null) note(ran, told.conversations, told.digest, told.counts);
    if (told.broken.length > 0) {
      says = told.broken;
      breaks(plan);
    }
    if (ran.broken === null) seen(ran);
  };
  const { failed, counterexample, counterexamplePath, errorInstance } = await fc.check(
    fc.asyncProperty(planOf(size), holds),
    // A path is of one world, and is that world already.
    path === undefined ? { seed, numRuns: conversations } : { seed, path, numRuns: 1, endOnFailure: true },
  );
  if (!failed) return ran;
  if (ran.broken === null || !counterexample) throw errorInstance;
  return { ...ran, broken: { seed, path: counterexamplePath ?? ran.broken.path, plan: counterexample[0], says } };
}

const threw = ({ people }: Plan, error: unknown): Told => ({
  broken: [`the world stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
  conversations: people.length,
  counts: new Map(),
  digest: '',
  faults: [],
});

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
