import type { Choice, Lang } from '../../../../flows/protocol.ts';
import { OnItsWay } from './bubble.tsx';
import { Choices } from './choices.tsx';
import { Inline } from './inline.tsx';
import { languageOf } from './language.ts';
import { ReadAloud } from './readAloud.tsx';
import type { Ask, Mine } from './talk.ts';
import type { Words } from './words.ts';

interface Props {
  ask: Ask;
  w: Words;
  lang: Lang;
  open: boolean;
  before: string[];
  answering: Mine | null;
  onAnswer(choice: Choice): void;
  onResend(mine: Mine): void;
}

export function Question({ ask, w, lang, open, before, answering, onAnswer, onResend }: Props) {
  const spoken = languageOf(ask.text) ?? lang;
  const { lead, rest } = split(ask);
  const labels = ask.choices.map((choice) => choice.label);
  return (
    <>
      <div class={ask.key ? 'question question-item' : 'question'} lang={spoken}>
        {open && <ReadAloud texts={[...before, ...heard(ask, lead, rest, w)]} answers={labels} lang={spoken} w={w} />}
        {ask.progress && (
          <progress
            class="progress"
            value={ask.progress.at}
            max={ask.progress.of}
            aria-label={w.progress(ask.progress.at, ask.progress.of)}
          />
        )}
        {lead && <p class="question-lead">{lead}</p>}
        <p class="question-text">
          <Inline text={rest} lang={spoken} />
        </p>
      </div>
      {open && ask.choices.length > 0 && (
        <Choices choices={ask.choices} w={w} lang={lang} chosen={answering} onChoose={onAnswer} />
      )}
      {answering && <OnItsWay mine={answering} w={w} onResend={onResend} />}
    </>
  );
}

/** How it sounds: the place among the questions in words, not as a fraction. */
function heard({ progress }: Ask, lead: string | null, rest: string, w: Words): string[] {
  if (!progress) return [rest];
  return [w.progress(progress.at, progress.of), lead?.replace(/^\d+\/\d+[\s·]*/, '') ?? '', rest];
}

/** "8/9 · 지난 2주일 동안" stands small over the item itself; where the text does not count, the page does. */
function split(ask: Ask): { lead: string | null; rest: string } {
  if (!ask.progress) return { lead: null, rest: ask.text };
  const { at, of } = ask.progress;
  const end = ask.text.indexOf('\n');
  if (end > 0 && ask.text.startsWith(`${at}/${of}`)) {
    return { lead: ask.text.slice(0, end).trim(), rest: ask.text.slice(end + 1).trim() };
  }
  return { lead: `${at}/${of}`, rest: ask.text };
}
