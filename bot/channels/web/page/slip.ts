/** The second tap of a trembling or impatient finger must not answer the next question. The browser itself counts taps that
 *  follow each other in one place; a finger gets a moment more, because what lies under it has just changed. */
const deafMs = 300;
let deafUntil = 0;

/** Takes no tap for a moment: what is under the finger is changing. */
export function goDeaf(): void {
  deafUntil = performance.now() + deafMs;
}

/** Was this press not meant? */
export const isSlip = (event: MouseEvent): boolean =>
  event.detail > 1 || (isFinger(event) && performance.now() < deafUntil);

/** Where the browser says what pressed, a pointer without a type is a keyboard or a screen reader, which never press by accident. Safari on
 *  a phone sends a plain MouseEvent that neither says nor counts: there a press is a finger's, and whoever listens to the screen
 *  loses nothing but one in the very moment in which the answers change. */
function isFinger(event: MouseEvent): boolean {
  const type = 'pointerType' in event ? event.pointerType : null;
  if (type) return type === 'touch';
  if (type === '' && event.detail === 0) return false;
  return matchMedia('(pointer: coarse)').matches;
}
