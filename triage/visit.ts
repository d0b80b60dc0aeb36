/** What of a turn counts for the numbers of a centre. Pure.
 *
 *  A visit begins with the first thing somebody does beyond the greeting: they start the questions (also under 지금 많이 힘들어요, and
 *  also a child, or somebody who then refuses), or they open a case before that, by words or by asking for a person. Whoever leaves
 *  before the consent has begun and nothing more. It is finished when no question is left, the result said or not; danger that ends
 *  the questions early leaves it unfinished. */
import type { Context } from '../flows/context.ts';
import type { Effect } from '../flows/protocol.ts';
import type { Stored } from '../flows/snapshot.ts';
import type { Tier } from './store/escalations.ts';
import type { Counted } from './store/visits.ts';
import { higher, rules, type Verdict } from './tier.ts';

type Was = Pick<Context, 'visit' | 'consented'> & { finished: boolean; mayHaveBegun: boolean };

/** `before` null: nobody was here before, or what was cannot be read. `own`: what all answers of this visit say together.
 *  null: nothing of this turn counts. */
export function counted(
  before: Stored | null,
  after: Context,
  effects: readonly Effect[],
  verdict: Verdict,
  own: () => Tier | null,
  alarmed: boolean,
): Counted | null {
  const was = standing(before);
  const begins = after.visit > was.visit;
  const consented = after.consented && (begins || !was.consented);
  const finished = isFinished(after) && (begins || !was.finished);
  const contact = contactOf(effects);
  const fired = firedTier(verdict);
  if (!begins && !consented && !finished && contact === null && fired === null && !alarmed) return null;
  return {
    visit: after.visit,
    again: begins && was.mayHaveBegun && !was.consented,
    ageBand: after.consented ? after.age : null,
    // Who finishes has agreed, whenever the counting began.
    consented: consented || finished,
    finished,
    contact,
    // Nothing was said of them until all was answered: then the least that can be said is 비위험군.
    tier: finished ? higher('low', higher(fired, own())) : fired,
    alarmed,
  };
}

/** What was stored may be of any version: only what is there is read. */
function standing(before: Stored | null): Was {
  const context: Partial<Context> = before?.state?.context ?? {};
  const { visit = 0, consented = false, told = false, alarmed = false } = context;
  return { visit, consented, finished: isFinished(context), mayHaveBegun: visit > 0 || told || alarmed };
}

const isFinished = ({ consented, scale, item }: Partial<Context>): boolean =>
  consented === true && scale != null && item === null;

function contactOf(effects: readonly Effect[]): boolean | null {
  const last = effects.findLast((effect) => effect.type === 'contact');
  return last ? last.wish !== 'none' : null;
}

/** Of the rules that fired now, without what stands from an earlier visit. */
function firedTier(verdict: Verdict): Tier | null {
  const fired = rules.filter(({ id }) => verdict.rules.includes(id)).map(({ tier }) => tier);
  const tier = fired.reduce(higher, null);
  return tier === 'low' ? null : tier;
}
