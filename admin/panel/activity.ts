/** Whether somebody is at this desk. The server locks a desk nobody touches, and only requests of a touched desk keep it
 *  open: what the page asks by itself every few seconds says nothing about a person. */

/** How long after a touch a request still counts as the person's. */
const presentMs = 60_000;
/** The server locks after 30 minutes, counted from a request up to two minutes away from the last touch. */
const lockedAfterMs = 28 * 60_000;

// By the PC's clock, because the monotonic one stands still while the PC sleeps.
const openedAt = Date.now();
let touchedAt = Number.NEGATIVE_INFINITY;
let returnedAt = Number.NEGATIVE_INFINITY;
let pointer = '';

const isLeft = (now: number): boolean => now - Math.max(openedAt, touchedAt) >= lockedAfterMs;

const touch = (event: Event): void => {
  if (!event.isTrusted) return;
  if (event instanceof PointerEvent && event.type === 'pointermove') {
    // A page that moves under a resting pointer is no touch.
    const place = `${event.screenX} ${event.screenY}`;
    if (place === pointer) return;
    pointer = place;
  }
  const now = Date.now();
  if (isLeft(now)) returnedAt = now;
  touchedAt = now;
};

/** Listens for keyboard, pointer and screen. Dictation and screen readers come as click and input only. */
export const watchTouch = (): void => {
  for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart', 'click', 'input'])
    window.addEventListener(kind, touch, { capture: true, passive: true });
};

export const isTouched = (): boolean => Date.now() - touchedAt < presentMs;

/** Was the desk untouched until now, or until a moment ago? Whoever wakes a PC touches it before the server has answered. */
export const wasLeft = (): boolean => isLeft(Date.now()) || Date.now() - returnedAt < presentMs;
