/** Somebody nobody knows speaks first: in a messenger there is no page that was opened before. */
import type { Inbound, Reply } from '../../flows/protocol.ts';
import { readCode } from '../../triage/code.ts';
import { Refused } from '../../triage/errors.ts';
import { isOfNobody, openingOf } from '../../triage/opening.ts';
import { codeIn } from '../../triage/takeAlong.ts';
import type { TurnEvent, TurnResult } from '../../triage/turn.ts';

/** Whose whole message is the code of a poster opens the conversation through that door, known or not. */
export async function throughDoor(
  event: TurnEvent,
  placementFor: (code: string) => Promise<string | null>,
): Promise<TurnEvent> {
  const { inbound } = event;
  const code = inbound.type !== 'said' || inbound.text.length > 40 ? null : readCode(inbound.text);
  // What cannot be looked up now is words.
  const placementId = code === null ? null : await placementFor(code).catch(() => null);
  return placementId === null ? event : { ...event, placementId, inbound: { type: 'opened', unread: 0 } };
}

/** Takes an event; of somebody unknown the opening first, and then the event itself. Known people cost no extra trip: that somebody is
 *  unknown is what their turn says. Throws what the turn throws. */
export async function heardFirst(
  converse: (event: TurnEvent) => Promise<TurnResult>,
  event: TurnEvent,
): Promise<{ result: TurnResult; greeting: TurnResult | null }> {
  try {
    return { result: await converse(event), greeting: null };
  } catch (error) {
    if (!isOfNobody(error)) throw error;
  }
  // Where nothing can be opened just now, their words are kept all the same, and it is done before them later.
  const greeting = await converse(openingOf(event)).catch((error) => {
    if (error instanceof Refused) throw error;
    return null;
  });
  // They had seen no question when they wrote it: a "1" answers none.
  return { result: await converse({ ...event, unseen: true }), greeting };
}

/** What is shown of both. Whose first words are a code that leads nowhere is told so, beside the greeting. Whose first words were no
 *  answer and no alarm are greeted, and not told that they were not understood: the question is still the greeting's. Else the greeting
 *  keeps its words, what this is not and where help is, and gives its choices up to the present question's. */
export function togetherShown(
  { inbound }: { inbound: Inbound },
  greeting: readonly Reply[],
  replies: readonly Reply[],
): Reply[] {
  const isDanger = replies.some((reply) => reply.type === 'card' && reply.kind === 'crisis');
  if (!isDanger && inbound.type === 'said' && codeIn(inbound.text) !== null)
    return [...greeting.filter(({ type }) => type !== 'ask'), ...replies];
  const asked = lastAsk(replies);
  const isUnmoved = asked !== null && asked === lastAsk(greeting) && !replies.some(({ type }) => type === 'card');
  if (isUnmoved) return [...greeting];
  const told = greeting.map(
    (one): Reply => (one.type === 'ask' && asked !== null ? { type: 'text', text: one.text } : one),
  );
  return [...replies.filter(({ type }) => type === 'card'), ...told, ...replies].filter(
    (one, at, all) => all.indexOf(one) === at,
  );
}

const lastAsk = (replies: readonly Reply[]): string | null => {
  const ask = replies.findLast((reply) => reply.type === 'ask');
  return ask?.choices.map(({ id }) => id).join() ?? null;
};
