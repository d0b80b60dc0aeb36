import { render } from 'preact';
import { hush } from './speech.ts';

/** Where "바로 나가기" leads: a page anybody could have open. */
const neutralPage = 'https://www.naver.com/';

/** Leaves nothing on the screen or in the tab, and puts the neutral page in our place so that Back does not return. */
export function leave(): void {
  wipe();
  location.replace(neutralPage);
}

/** A page brought back from the browser's memory must not show the talk it was left with. */
export function forgetWhenBroughtBack(): void {
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    wipe();
    location.reload();
  });
}

function wipe(): void {
  hush();
  const page = document.getElementById('page');
  if (page) render(null, page);
  document.title = '\u200b';
  try {
    sessionStorage.clear();
  } catch {
    // A webview may forbid storage; then there is nothing to clear.
  }
}
