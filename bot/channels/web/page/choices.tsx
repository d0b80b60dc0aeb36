import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Choice, Lang } from '../../../../flows/protocol.ts';
import { languageOf } from './language.ts';
import { goDeaf, isSlip } from './slip.ts';
import type { Mine } from './talk.ts';
import type { Words } from './words.ts';

/** An answer was just given: the button that had the focus is about to go. */
let gaveAnswer = false;

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
    if (underWay || isSlip(event)) return;
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
