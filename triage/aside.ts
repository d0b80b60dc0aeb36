/** When a turn throws or is late: nothing is lost and nobody is met with silence. */

import { masked } from '../flows/numbers.ts';
import type { Lang } from '../flows/protocol.ts';
import { detect, type Risk } from '../flows/safety.ts';
import { riskFinding } from '../flows/screening.ts';
import { restore } from '../flows/snapshot.ts';
import type { Kept, TurnDeps, TurnEvent, TurnResult } from './event.ts';
import { defaultLadder } from './ladder.ts';
import { answerOf, careOf, personOf } from './person.ts';
import { sorry } from './say.ts';
import { commit, unmoved } from './store/commit.ts';
import { type Loaded, load } from './store/conversations.ts';
import { isRetryable, type Query } from './store/db.ts';
import { alarmParts } from './store/escalations.ts';
import { setAside } from './store/inbox.ts';
import { addressHash, residentKey } from './store/residents.ts';
import { claimWithinMs, judge, nothing } from './tier.ts';

/** The failure path: keeps the event (and the escalation, if the detector rings on its words) in one commit on a reserved
 *  connection, and answers with the fixed safe text. Throws Unavailable when even that cannot be stored. */
export async function keep(deps: TurnDeps, event: TurnEvent, error: unknown): Promise<TurnResult> {
  const { who, inbound } = event;
  deps.fault('a turn failed or was late', error, { eventId: event.id });
  if (!('address' in who)) throw error;
  const risk = inbound.type === 'said' ? detect(inbound.text) : null;
  const kept = await again(() =>
    deps.db.reserved.transaction(async ({ query }) => {
      const hash = addressHash(deps.secrets.lookup, who.address);
      const now = deps.clock();
      const loaded = await load(query, { hash }, event.id, now);
      if (!loaded || loaded.stored) return loaded;
      await setAside(query, deps.secrets.inbox, {
        residentId: loaded.residentId,
        eventId: event.id,
        centerId: loaded.centerId,
        channel: who.address.channel,
        event: {
          id: event.id,
          inbound,
          digest: event.digest?.toString('base64'),
          happenedAt: event.happenedAt,
          messageId: event.messageId,
        } satisfies Kept,
        now,
        dueAt: new Date(now.getTime() + 1_000),
      });
      if (risk && risk.level !== 'none') await alarmWithoutTurn(deps, query, loaded, event, risk, now);
      return loaded;
    }),
  ).catch((lost: unknown) => {
    // The words themselves are never logged; that they were of risk is what somebody must know now.
    if (risk && risk.level !== 'none') deps.fault('words of risk could not be stored', lost, { eventId: event.id });
    throw lost;
  });
  if (!kept) throw error;
  // Late, but committed before we looked: its own answer, card first, and not the sorry.
  if (kept.stored) return answerOf(deps, event, kept, kept.stored);
  if (kept.escalation || (risk && risk.level !== 'none')) deps.changed(kept.centerId);
  const lang = langOf(deps, event, kept);
  return {
    residentId: kept.residentId,
    rev: kept.conversation?.rev ?? 0,
    replies: [sorry(lang)],
    stale: false,
    kept: true,
  };
}

/** A connection that dies under the failure path is replaced and tried again: all of it is idempotent. */
async function again<T>(work: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries === 1 || !isRetryable(error)) throw error;
    return again(work, tries - 1);
  }
}

/** The escalation alone, from the raw words: the conversation stays where it is, and the event's own turn raises it in place. */
async function alarmWithoutTurn(
  deps: TurnDeps,
  query: Query,
  loaded: Loaded,
  event: TurnEvent,
  risk: Risk,
  now: Date,
): Promise<void> {
  const { residentId, centerId, escalation } = loaded;
  const key = residentKey(deps.master, residentId, loaded.wrappedKey);
  const finding = riskFinding(risk);
  const verdict = judge([finding], escalation ?? nothing);
  if (verdict.priority === null || event.inbound.type !== 'said') return;
  const alarm = alarmParts(
    key,
    residentId,
    event.id,
    escalation ? 'raised' : 'opened',
    {
      id: deps.newId(),
      tier: verdict.fired.tier,
      priority: verdict.priority,
      rules: verdict.rules,
      reason: verdict.reason,
      flags: [],
      ageBand: null,
      channel: 'address' in event.who ? event.who.address.channel : (loaded.conversation?.channel ?? 'web'),
      placementId: loaded.placementId,
      claimBy: new Date(now.getTime() + claimWithinMs[verdict.priority]),
      now,
      isHere: true,
      callsBack: true,
      ladder: defaultLadder,
    },
    {
      findings: [finding],
      evidence: { type: 'words', text: masked(event.inbound.text, careOf(escalation)), at: now.getTime() },
    },
  );
  await commit(query, [unmoved(residentId, centerId), ...alarm]);
}

function langOf(deps: TurnDeps, event: TurnEvent, loaded: Loaded): Lang {
  try {
    const { stored } = personOf(deps, event, loaded, null);
    return stored ? restore(stored).context.lang : 'ko';
  } catch {
    return 'ko';
  }
}
