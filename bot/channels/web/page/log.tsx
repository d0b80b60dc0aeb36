import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Choice } from '../../../../flows/protocol.ts';
import { Bubble } from './bubble.tsx';
import { Icon } from './icons.tsx';
import { Place } from './place.ts';
import { type Entry, type Mine, onItsWay, openAsk, readBefore, type Talk } from './talk.ts';
import type { Words } from './words.ts';

interface Props {
  talk: Talk;
  w: Words;
  children: ComponentChildren;
  onAnswer(ask: string, choice: Choice): void;
  onResend(mine: Mine): void;
}

export function Log({ talk, w, children, onAnswer, onResend }: Props) {
  const ask = openAsk(talk)?.id ?? null;
  const answering = onItsWay(talk, ask);
  const { box, content, place, more } = usePlace(talk);
  const waiting = useSlow(talk.batch === 0 || talk.entries.some(isAwaited));
  const last = talk.entries[talk.entries.length - 1];
  const personBelow = last?.type === 'reply' && last.reply.type === 'human';

  return (
    <div class="log-frame">
      <main class="log-box" ref={box} tabIndex={-1}>
        <div class="log" ref={content}>
          {children}
          <div class="entries" role="log" aria-live="polite" aria-relevant="additions" aria-label={w.talk}>
            {talk.entries.map(
              (entry) =>
                // An answer on its way is shown in its question, and as words of one's own once it has arrived.
                entry !== answering && (
                  <Bubble
                    key={entry.id}
                    entry={entry}
                    w={w}
                    lang={talk.lang}
                    open={entry.id === ask}
                    before={readBefore(talk, entry)}
                    answering={entry.id === ask ? answering : null}
                    onAnswer={onAnswer}
                    onResend={onResend}
                  />
                ),
            )}
          </div>
          {waiting && (
            <p class="thinking">
              <span class="dot" />
              <span class="dot" />
              <span class="dot" />
              <span class="thinking-words">{talk.batch ? w.thinking : w.opening}</span>
            </p>
          )}
        </div>
      </main>
      {more && (
        <button
          type="button"
          class="more"
          aria-label={personBelow ? w.personSpoke : w.more}
          onClick={() => place.current?.goDown()}
        >
          {personBelow && w.personSpoke}
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

/** What is sent again says so itself; an answer is not on its way then. */
const isAwaited = (entry: Entry) => entry.type === 'mine' && entry.sending === 'sending';

/** True once something has lasted long enough to need a sign; most answers come sooner. */
function useSlow(going: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!going) return setSlow(false);
    const alarm = setTimeout(() => setSlow(true), 700);
    return () => clearTimeout(alarm);
  }, [going]);
  return slow;
}

function usePlace(talk: Talk) {
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const place = useRef<Place | null>(null);
  const [more, setMore] = useState(false);
  useLayoutEffect(() => {
    if (!box.current || !content.current) return;
    const made = new Place(box.current, content.current, setMore);
    place.current = made;
    return () => made.close();
  }, []);
  useLayoutEffect(() => place.current?.follow(talk), [talk]);
  return { box, content, place, more };
}
