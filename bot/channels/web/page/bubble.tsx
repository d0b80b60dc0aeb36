import type { Choice, Lang } from '../../../../flows/protocol.ts';
import { Card } from './card.tsx';
import { Icon } from './icons.tsx';
import { Inline } from './inline.tsx';
import { languageOf } from './language.ts';
import { Question } from './question.tsx';
import { ReadAloud } from './readAloud.tsx';
import type { Entry, Mine } from './talk.ts';
import type { Words } from './words.ts';

interface Props {
  entry: Entry;
  w: Words;
  lang: Lang;
  /** This is the question whose answers can be tapped. */
  open: boolean;
  /** What is read aloud before it; null: it has no voice of its own. */
  before: string[] | null;
  answering: Mine | null;
  onAnswer(ask: string, choice: Choice): void;
  onResend(mine: Mine): void;
}

/** One thing on the screen, in the form of who says it. */
export function Bubble({ entry, w, lang, open, before, answering, onAnswer, onResend }: Props) {
  if (entry.type === 'note') return <p class="note">{w[entry.word] as string}</p>;
  if (entry.type === 'mine') return <MyWords mine={entry} w={w} lang={lang} onResend={onResend} />;
  const { reply, batch } = entry;
  switch (reply.type) {
    case 'text':
      return (
        <Theirs batch={batch} who={w.bot}>
          <Said text={reply.text} w={w} page={lang} before={before} />
        </Theirs>
      );
    case 'ask':
      return (
        <Theirs batch={batch} who={w.bot}>
          <Question
            ask={reply}
            w={w}
            lang={lang}
            open={open}
            before={before ?? []}
            answering={answering}
            onAnswer={(choice) => onAnswer(entry.id, choice)}
            onResend={onResend}
          />
        </Theirs>
      );
    case 'card':
      return (
        <Theirs batch={batch} who={w.bot}>
          <Card card={reply} w={w} lang={lang} />
        </Theirs>
      );
    case 'human':
      return (
        <Theirs batch={batch} who="">
          <Person name={reply.name} text={reply.text} w={w} lang={lang} />
        </Theirs>
      );
  }
}

function Theirs({ batch, who, children }: { batch: number; who: string; children: preact.ComponentChildren }) {
  return (
    <div class="entry" data-batch={batch}>
      {who && <span class="unseen">{who}: </span>}
      {children}
    </div>
  );
}

function Said({ text, w, page, before }: { text: string; w: Words; page: Lang; before: string[] | null }) {
  const lang = languageOf(text) ?? page;
  return (
    <div class="said" lang={lang}>
      {before && <ReadAloud texts={[...before, text]} lang={lang} w={w} />}
      <p>
        <Inline text={text} lang={lang} />
      </p>
    </div>
  );
}

/** A counsellor: a face, a name, and the word that this is a person and not the program. */
function Person({ name, text, w, lang }: { name: string; text: string; w: Words; lang: Lang }) {
  const spoken = languageOf(text) ?? lang;
  return (
    <div class="person">
      <span class="person-face" aria-hidden="true" lang={languageOf(name) ?? lang}>
        {name.slice(0, 1)}
      </span>
      <p class="person-name">
        <b lang={languageOf(name) ?? lang}>{name}</b> <span class="person-kind">{w.person}</span>
      </p>
      <div class="person-words" lang={spoken}>
        <ReadAloud texts={[text]} lang={spoken} w={w} />
        <p>
          <Inline text={text} lang={spoken} />
        </p>
      </div>
    </div>
  );
}

function MyWords({ mine, w, lang, onResend }: { mine: Mine; w: Words; lang: Lang; onResend(mine: Mine): void }) {
  const text = mine.text ?? (mine.sending === 'sent' ? w.phoneSent : w.phone);
  return (
    <div class="entry entry-mine" data-mine>
      <span class="unseen">{mine.ask === null ? w.me : w.chosen}: </span>
      <p class="mine" lang={languageOf(text) ?? lang}>
        {mine.ask !== null && <Icon name="check" />}
        {text}
      </p>
      <OnItsWay mine={mine} w={w} onResend={onResend} />
    </div>
  );
}

/** Where words stand that have not arrived: kept, sent again, or waiting for a tap. */
export function OnItsWay({ mine, w, onResend }: { mine: Mine; w: Words; onResend(mine: Mine): void }) {
  if (mine.sending === 'again' && mine.ask === null) return <p class="on-its-way">{w.again}</p>;
  if (mine.sending !== 'unsent') return null;
  return (
    <div class="on-its-way">
      <p>{w.unsent}</p>
      <button type="button" class="resend" onClick={() => onResend(mine)}>
        {w.resend}
      </button>
    </div>
  );
}
