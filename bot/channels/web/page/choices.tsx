import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Choice, Lang } from '../../../../flows/protocol.ts';
import { languageOf } from './language.ts';
import type { Mine } from './talk.ts';
import type { Words } from './words.ts';

/** The second tap of a trembling or impatient finger must not answer the next question. The browser itself counts taps that
 *  follow each other in one place; a finger gets a moment more, because what lies under it has just changed. */
const deafMs = 300;
let deafUntil = 0;
/** An answer was just given: the button that had the focus is about to go. */
let gaveAnswer = false;

/** Takes no tap for a moment: what is under the finger is changing. */
export function goDeaf(): void {
  deafUntil = performance.now() + deafMs;
}

/** Older browsers send a plain MouseEvent, which does not say; then only the browser's own count speaks. */
const isFinger = (event: MouseEvent) => 'pointerType' in event && event.pointerType === 'touch';

interface Props {
  choices: Choice[];
  w: Words;
  lang: Lang;
  chosen: Mine | null;
  onChoose(choice: Choice): void;
}

export function Choices({ choices, w, lang, chosen, onChoose }: Props) {
  const group = useRef<HTMLFieldSetElement>(null);
  useLayoutEffect(() => {
    goDeaf();
    // The focus goes on to the next answers; the question itself is read out by the log.
    if (gaveAnswer && document.activeElement === document.body) group.current?.focus({ preventScroll: true });
    gaveAnswer = false;
  }, []);
  const underWay = chosen !== null && chosen.sending !== 'unsent';
  const choose = (event: MouseEvent, choice: Choice) => {
    // detail 0: a keyboard or a screen reader pressed it, which never happens by accident.
    const again = event.detail > 1;
    const early = event.detail > 0 && isFinger(event) && performance.now() < deafUntil;
    if (underWay || again || early) return;
    gaveAnswer = true;
    onChoose(choice);
  };
  return (
    <fieldset
      ref={group}
      tabIndex={-1}
      class={choices.length > 5 ? 'choices choices-many' : 'choices'}
      aria-label={w.answers}
    >
      {choices.map((choice) => {
        const isChosen = chosen !== null && 'choice' in chosen.said && chosen.said.choice === choice.id;
        return (
          <button
            type="button"
            key={choice.id}
            class={isChosen ? 'choice choice-chosen' : 'choice'}
            lang={languageOf(choice.label) ?? lang}
            // Not `disabled`: a disabled button loses the focus, and with it the place of a screen reader.
            aria-disabled={underWay}
            aria-pressed={isChosen || undefined}
            onClick={(event) => choose(event, choice)}
          >
            <span class="choice-ring" aria-hidden="true" />
            <span>
              {choice.label}
              {isChosen && chosen.sending === 'again' && <span class="choice-again">{w.again}</span>}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
