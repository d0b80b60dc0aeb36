/** Keeps the page exactly as tall as what the keyboard leaves free: iOS lays the keyboard over a page of 100 % height. */
export function fitKeyboard(): void {
  const seen = window.visualViewport;
  if (!seen) return;
  const takeRoom = () => {
    // Pinched larger to read: the page keeps its size, the person looks at a part of it.
    if (seen.scale > 1.01) return;
    document.documentElement.style.setProperty('--page-height', `${seen.height}px`);
    if (seen.offsetTop > 0) window.scrollTo(0, 0);
  };
  seen.addEventListener('resize', takeRoom);
  seen.addEventListener('scroll', takeRoom);
  takeRoom();
}

/** Whether the newest question can still be read with the keyboard open. How tall that will be nobody says before; on a phone
 *  held upright it leaves about half. */
export function leavesRoomForKeyboard(isOpen: boolean): boolean {
  const parts = ['.lines', '.entry:last-child', '.dock'].map((part) => document.querySelector<HTMLElement>(part));
  const taken = parts.reduce((sum, part) => sum + (part?.offsetHeight ?? 0), 0);
  const height = window.visualViewport?.height ?? innerHeight;
  return taken <= (isOpen ? height : height / 2);
}
