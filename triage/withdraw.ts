/** Somebody took back what they had sent: the words go, what followed from them stays. A record that was acted upon is not made
 *  undone: the tier, the rule and the time are kept, and the counsellor reads that something was withdrawn. */
import type { Clock } from './clock.ts';
import type { Database } from './store/db.ts';
import { withdrawEvidence } from './store/escalations.ts';
import type { Address } from './store/residents.ts';
import { addressHash, centerOf, residentKey, residentOf, wrappedKeyOf } from './store/residents.ts';
import type { Key } from './store/seal.ts';
import { lately, openTurn, rewrite } from './store/turns.ts';

/** Stands where the words stood, like the other words in brackets (flows/numbers.ts). */
const withdrawnWords = '[보낸 분이 취소한 말]';

/** Messengers let people take back what is at most a day old. */
const turnsBack = 200;

export interface WithdrawDeps {
  db: Database;
  master: Key;
  lookup: Key;
  clock: Clock;
}

/** Gives the person's centre, whose desks must be told, when a message of theirs was found by its name in the channel; null where there
 *  is none (any more). */
export async function withdraw(deps: WithdrawDeps, address: Address, messageId: string): Promise<string | null> {
  const residentId = await residentOf(deps.db.query, addressHash(deps.lookup, address));
  const wrapped = residentId && (await wrappedKeyOf(deps.db.query, residentId));
  if (!residentId || !wrapped) return null;
  const key = residentKey(deps.master, residentId, wrapped);
  return await deps.db.transaction(async ({ query }) => {
    for (const { eventId, doc } of await lately(query, residentId, turnsBack)) {
      const turn = openTurn(key, residentId, eventId, doc);
      if (turn.message !== messageId) continue;
      if (turn.said)
        await rewrite(query, key, residentId, eventId, { ...turn, said: { ...turn.said, text: withdrawnWords } });
      await withdrawEvidence(query, key, residentId, eventId, withdrawnWords, deps.clock());
      return await centerOf(query, residentId);
    }
    return null;
  });
}
