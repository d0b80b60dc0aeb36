import type { Center } from './connection.ts';
import { Icon, Mark } from './icons.tsx';
import { leave } from './leave.ts';
import type { Words } from './words.ts';

interface Props {
  w: Words;
  center: Center | null;
  large: boolean;
  onLarge(): void;
  onLanguage(): void;
}

/** Always there, one tap away: 109, 119, larger text, and the way out. */
export function Lines({ w, center, large, onLarge, onLanguage }: Props) {
  return (
    <header class="lines">
      <div class="lines-row">
        <div class="lines-brand" aria-hidden="true">
          <Mark />
          <span>{center ? `${center.name} ${w.bot}` : w.bot}</span>
        </div>
        <a class="line line-109" href="tel:109">
          <Icon name="phone" />
          {w.call109}
        </a>
        <a class="line line-119" href="tel:119">
          119<span class="lines-wide"> {w.emergency}</span>
        </a>
        <button type="button" class="quiet lines-large" aria-label={w.largeText} aria-pressed={large} onClick={onLarge}>
          {w.largeTextShort}
        </button>
        <button
          type="button"
          class="quiet lines-language"
          lang={w.otherLanguage === 'English' ? 'en' : 'ko'}
          onClick={onLanguage}
        >
          {w.otherLanguage}
        </button>
        <button type="button" class="quiet lines-leave" onClick={leave}>
          {w.leave}
        </button>
      </div>
    </header>
  );
}
