/** Is the conversation where the pure machine leads from what was committed, event by event? What the machine was told besides (who had the
 *  case, whether words were seen) is taken from the store's own history: some moment since the turn before must explain the next state. */
import type { Care, Finding, Inbound, Occurred, Route } from '../../flows/protocol.ts';
import { atRest, type Stored } from '../../flows/snapshot.ts';
import { routed, step } from '../../flows/step.ts';

/** What stood in the case at a moment. */
export interface Held {
  priority: number;
  owner: string | null;
  handedBack: boolean;
  closed: boolean;
}

export interface Moved {
  before: Stored | null;
  after: Stored;
  inbound: Inbound;
  at: number;
  /** The case as it was since the turn before, every state of it. */
  cases: readonly (Held | null)[];
}

const routes: readonly Route[] = ['low', 'watch', 'mid', 'high'];

/** The findings of the first explanation; null: there is none. */
export function explained({ before, after, inbound, at, cases }: Moved): Finding[] | null {
  const expected = canonical(atRest(after));
  const tag = after.state.context.tag;
  for (const situation of situationsOf(cases)) {
    for (const event of variantsOf(inbound)) {
      for (const onDuty of [true, false]) {
        for (const shown of [{ allShown: true as const }, {}]) {
          const occurred = { ...event, at, ...situation, onDuty, unsigned: [], ...shown } as Occurred;
          const taken = step(before, occurred, tag);
          if (canonical(atRest(taken.stored)) === expected) return taken.findings;
          if (!taken.effects.some(({ type }) => type === 'route')) continue;
          for (const route of routes) {
            for (const awaited of [true, false]) {
              if (canonical(atRest(routed(taken.stored, route, awaited, occurred).stored)) === expected)
                return taken.findings;
            }
          }
        }
      }
    }
  }
  return null;
}

/** As it is stored, with its keys in one order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );

function variantsOf(inbound: Inbound): Inbound[] {
  if (inbound.type === 'said') return [inbound, { ...inbound, unseen: true }];
  if (inbound.type === 'opened') return [0, 1, 2, 3, 4, 5].map((unread) => ({ ...inbound, unread }));
  return [inbound];
}

function situationsOf(cases: readonly (Held | null)[]): { care: Care; held: boolean }[] {
  const all = cases.map((one) => {
    if (!one || one.closed) return { care: 'none' as const, held: false };
    const care: Care = one.owner !== null && !one.handedBack ? 'human' : 'waiting';
    return { care, held: one.priority <= 2 || one.owner !== null };
  });
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()].reverse();
}
