/** What a provider behind a signed hook says later: that a text arrived, or that it never will. Signed as ours are, with the hook's own
 *  secret; said twice it changes nothing twice. */
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { Refused } from '../errors.ts';
import type { Database } from '../store/db.ts';
import { readHook } from '../store/noticeHooks.ts';
import { noteReceipt } from '../store/pagesDue.ts';
import type { Key } from '../store/seal.ts';
import { isSigned } from './signed.ts';

export interface SignedReceipt {
  /** Headers x-maumjigi-hook, -timestamp, -signature. */
  hook: string;
  timestamp: string;
  signature: string;
  body: Buffer;
}

/** `id`: as it stood in our request. */
const Receipt = z.strictObject({
  id: z.uuid(),
  state: z.enum(['delivered', 'failed']),
  reason: z.string().max(1_000).optional(),
});

const freshS = 300;

export type TakeReceipt = (given: SignedReceipt) => Promise<void>;

/** Throws Refused(401) for whoever is not the provider, 400 for what is no receipt. A page nobody knows is nobody's business: 404. */
export function receipts({ db, key, clock }: { db: Database; key: Key; clock: Clock }): TakeReceipt {
  return async ({ hook, timestamp, signature, body }) => {
    const id = z.uuid().safeParse(hook).data?.toLowerCase();
    const known = id === undefined ? null : await readHook(db, key, id);
    const now = clock();
    if (id === undefined || !known || !isSigned(known.secret, { timestamp, signature, body }, now, freshS)) {
      throw new Refused(401, 'signature_invalid', 'The signature is not of this hook, or older than five minutes.');
    }
    const receipt = Receipt.safeParse(jsonOf(body)).data;
    if (!receipt) throw new Refused(400, 'invalid_body', 'Send { "id", "state": "delivered" or "failed", "reason"? }.');
    const arrived = receipt.state === 'delivered';
    // The reason is the provider's own text: only that there was one is kept.
    const fault = arrived ? null : 'the provider says it did not arrive';
    const changed = await noteReceipt(db, { pageId: receipt.id, hookId: id, arrived, fault, now });
    if (!changed) throw new Refused(404, 'not_found', 'No page under this id waits for word.');
  };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // The parser's message quotes the body: drop it.
    return undefined;
  }
}
