import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Failure } from '../api.ts';
import { useAnswer } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { useMe } from '../session.ts';
import { useWords } from '../words.ts';
import { type CaseView, isStale, readOf, type TalkView, useSay } from './data.ts';

const longest = 2000; // as Say in the contract
const field = 'say';

/** Puts the cursor into the writing field, at the end of what stands there. */
export const focusComposer = (): void => {
  const area = document.getElementById(field);
  if (!(area instanceof HTMLTextAreaElement)) return;
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  area.scrollIntoView({ block: 'center' });
};

type Props = { shown: CaseView; talk: TalkView | undefined; onFault: (fault: unknown) => void };

/** The counsellor's words. A text leaves the field only when the desk has said that it is stored. */
export const Composer = ({ shown, talk, onFault }: Props) => {
  const words = useWords();
  const w = words.composer;
  const me = useMe();
  const { id } = shown.row;
  const first = !shown.row.firstWordAt;
  // Where a call is the way that works, the big button stands there.
  const isWay = shown.ways[0]?.way === 'chat';
  // What rings while they write, or while the draft lies there, is not seen to by it.
  const offered = first ? shown.firstWord : '';
  const { text, read, write, clear } = useAnswer(`${me.id}:${id}:say`, offered, readOf(shown, talk));
  const say = useSay(id, shown.fence);
  const [unsure, setUnsure] = useState<{ text: string; lines: number } | null>(null);
  const sendAfterComposing = useRef(false);
  const hint = useId();

  // When the line broke under way the words may have arrived all the same: if they stand in the talk, they were sent.
  const said = talk?.lines.filter((line) => line.from === 'counsellor') ?? [];
  const arrived = unsure !== null && said.length > unsure.lines && said.at(-1)?.text === unsure.text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the words are seen in the talk
  useEffect(() => {
    if (!arrived) return;
    setUnsure(null);
    say.forget();
    say.reset();
    if (text.trim() === unsure.text) clear();
  }, [arrived]);

  const send = (value: string) => {
    const trimmed = value.trim();
    if (trimmed === '' || say.isPending) return;
    setUnsure(null);
    say.mutate(
      { text: trimmed, rev: read },
      {
        onSuccess: clear,
        onError: (fault) => {
          // Only a refusal says that nothing was stored: silence, a proxy's own page and a fault of the desk's do not.
          if (!(fault instanceof Failure && fault.isRefusal)) setUnsure({ text: trimmed, lines: said.length });
          onFault(fault);
        },
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    // A Hangul syllable may still be open: sending now would leave its last piece behind in the empty field.
    if (event.nativeEvent.isComposing) sendAfterComposing.current = true;
    else send(event.currentTarget.value);
  };

  const mac = navigator.platform.startsWith('Mac');
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
      }}
    >
      <Textarea
        id={field}
        label={first ? w.first : w.next}
        description={first ? w.firstHint : undefined}
        autosize={false}
        rows={3}
        size="md"
        maxLength={longest}
        value={text}
        readOnly={say.isPending}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        onChange={(event) => write(event.currentTarget.value)}
        onCompositionEnd={(event) => {
          const { currentTarget } = event;
          if (!sendAfterComposing.current) return;
          sendAfterComposing.current = false;
          setTimeout(() => send(currentTarget.value));
        }}
      />
      {say.error && !isStale(say.error) && !unsure && <Fault of={say.error} lead={w.notSent} />}
      {unsure && (
        <p className="fault" role="alert">
          {w.unsure}
        </p>
      )}
      <p className="composer-does">
        <span className="quiet" id={hint}>
          {text.length > longest - 200 ? (
            w.left(longest - text.length)
          ) : (
            <span className="key-hint">{mac ? w.keysMac : w.keys}</span>
          )}
        </span>
        <Button
          type="submit"
          size={isWay && first ? 'lg' : 'md'}
          variant={isWay ? 'filled' : 'default'}
          loading={say.isPending}
          disabled={text.trim() === ''}
        >
          {first ? w.sendFirst : w.send}
        </Button>
      </p>
    </form>
  );
};
