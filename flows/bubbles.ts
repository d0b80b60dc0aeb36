/** How a turn is laid out: at most three bubbles, a crisis card first (SCRIPT 1). */
import type { Effect } from './protocol.ts';

const most = 3;
const shown: readonly Effect['type'][] = [
  'say',
  'stem',
  'card',
  'ask',
  'promise',
  'kept',
  'late',
  'goodbye',
  'carry',
  'human',
  'unread',
];
const isShown = ({ type }: Effect) => shown.includes(type);
const isCrisis = (effect: Effect) => effect.type === 'card' && effect.kind === 'crisis';

/** Effects in the order they are to be shown. `opening`: what stands before them; it gives way to a crisis card.
 *  Texts that follow each other share a bubble where there would be too many; one before a result becomes its first line. */
export function inBubbles(opening: readonly Effect[], effects: readonly Effect[]): Effect[] {
  const all = effects.some(isCrisis)
    ? [...opening.filter((one) => !isShown(one)), ...effects]
    : [...opening, ...effects];
  let bubbles = [...all.filter(isCrisis), ...all.filter((one) => isShown(one) && !isCrisis(one))];
  for (let joined = join(bubbles, isBeforeResult); joined; joined = join(bubbles, isBeforeResult)) bubbles = joined;
  while (bubbles.length > most) {
    const joined = join(bubbles, areTexts);
    if (!joined) break;
    bubbles = joined;
  }
  return [...all.filter((one) => !isShown(one)), ...bubbles];
}

type Pair = (one: Effect, next: Effect) => Effect | null;

/** The first two neighbours that may share a bubble, made one; null where there are none. */
function join(bubbles: readonly Effect[], together: Pair): Effect[] | null {
  for (const [at, one] of bubbles.entries()) {
    const next = bubbles[at + 1];
    const joined = next ? together(one, next) : null;
    if (joined) return [...bubbles.slice(0, at), joined, ...bubbles.slice(at + 2)];
  }
  return null;
}

const areTexts: Pair = (one, next) =>
  one.type === 'say' && next.type === 'say' && next.with === undefined && next.by === undefined
    ? { ...one, keys: [...one.keys, ...next.keys] }
    : null;

const isBeforeResult: Pair = (one, next) =>
  one.type === 'say' && next.type === 'card' && next.kind === 'result'
    ? { ...next, keys: [...one.keys, ...next.keys] }
    : null;
