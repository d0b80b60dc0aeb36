/** Keeps the page exactly as tall as what the keyboard leaves free: iOS lays the keyboard over a page of 100 % height. */
export function fitKeyboard(): void {
  const seen = window.visualViewport;
  if (!seen) return;
  const takeRoom = () => {
    document.documentElement.style.setProperty('--page-height', `${freeHeight(seen)}px`);
    // Pinched larger to read: the person looks at the part they chose.
    if (seen.scale < pinched && seen.offsetTop > 0) window.scrollTo(0, 0);
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
  const height = window.visualViewport ? freeHeight(window.visualViewport) : innerHeight;
  return taken <= (isOpen ? height : height / 2);
}

/** A browser may stay enlarged by a hundredth, for a row that was too wide for a moment: nobody pinched. */
const pinched = 1.05;

/** In pixels of the page, and so the same however far it is enlarged. */
const freeHeight = ({ height, scale }: VisualViewport): number => Math.round(height * scale);
