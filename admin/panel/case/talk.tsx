import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Fault } from '../faults.tsx';
import { serverNow, toDay, toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { type Line, type TalkView, useEarlier } from './data.ts';
import { pieces } from './talkPages.ts';
import { useCaseWords } from './words.ts';

type Props = { id: string; talk: TalkView | undefined; fault: unknown };

/** Both sides of the talk, the newest in view. Whoever has scrolled up to read is not pulled down, only told; at the top what was
 *  said earlier comes, and the line that was read stays where it is. */
export const TalkLines = ({ id, talk, fault }: Props) => {
  const words = useWords();
  const [lang] = useLang();
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [unread, setUnread] = useState(false);
  const newest = talk?.lines.at(-1);
  const mark = newest ? `${newest.rev} ${newest.at} ${talk?.to}` : '';
  const earlier = useEarlierInPlace(id, talk, box);

  const toEnd = useCallback(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    setUnread(false);
  }, []);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else if (mark) setUnread(true);
  }, [mark, toEnd]);
  useEffect(() => {
    if (!box.current || !inner.current) return;
    // The composer growing by a line, or a line drawn taller than it was thought to be, must not push the newest out of sight.
    const watch = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    watch.observe(box.current);
    watch.observe(inner.current);
    return () => watch.disconnect();
  }, [toEnd]);
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
    if (atEnd.current) setUnread(false);
    else if (scrollTop < 40) earlier.load();
  };
  // At midnight times become times of yesterday.
  const today = toDay(lang, new Date(serverNow()).toISOString());
  const drawn = pieces(talk?.lines ?? []);

  return (
    <div className="talk-frame">
      <div
        className="talk"
        role="log"
        aria-label={words.talk.label}
        aria-busy={earlier.isPending}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        ref={box}
        onScroll={onScroll}
      >
        <div className="talk-lines" ref={inner}>
          {talk?.more && <Earlier pending={earlier.isPending} fault={earlier.fault} onAsk={earlier.load} />}
          {talk && talk.lines.length === 0 && <p className="quiet talk-note">{words.talk.empty}</p>}
          {!talk && !fault && <p className="quiet talk-note">{words.loading}</p>}
          {drawn.map(({ from, lines }, place) => (
            <Piece key={from} lines={lines} isFar={place < drawn.length - 2} today={today} />
          ))}
        </div>
      </div>
      {!talk && <Fault of={fault} />}
      {unread && (
        <button type="button" className="newest" onClick={toEnd}>
          {words.talk.newest} ↓
        </button>
      )}
    </div>
  );
};

/** Loads the page before, and keeps the first line that is there now where it stands on the screen. */
const useEarlierInPlace = (id: string, talk: TalkView | undefined, box: { current: HTMLDivElement | null }) => {
  const kept = useRef<{ line: Element; top: number } | null>(null);
  const keep = () => {
    const line = box.current?.querySelector('.said');
    kept.current = line ? { line, top: line.getBoundingClientRect().top } : null;
  };
  const { mutate, isPending, error } = useEarlier(id, keep);
  const from = talk?.from ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the talk begins elsewhere
  useLayoutEffect(() => {
    if (!kept.current || !box.current) return;
    box.current.scrollTop += kept.current.line.getBoundingClientRect().top - kept.current.top;
    kept.current = null;
  }, [from]);
  const may = talk?.more === true && !isPending;
  return { load: () => may && mutate(from), isPending, fault: error };
};

const Earlier = ({ pending, fault, onAsk }: { pending: boolean; fault: unknown; onAsk: () => void }) => {
  const w = useCaseWords().talk;
  return (
    <div className="talk-earlier">
      <button type="button" className="plain-button" aria-disabled={pending} onClick={onAsk}>
        {pending ? w.loading : w.earlier}
      </button>
      <Fault of={fault} />
    </div>
  );
};

type Named = [name: string, line: Line][];
type PieceProps = { lines: Named; isFar: boolean; today: string };

/** Drawn again only when a line of it changed: a talk may be thousands of lines long. */
const Piece = memo(
  ({ lines, isFar }: PieceProps) => (
    <div className="talk-piece" data-far={isFar || undefined}>
      {lines.map(([name, line]) => (
        <Said key={name} line={line} />
      ))}
    </div>
  ),
  (before, now) =>
    before.isFar === now.isFar &&
    before.today === now.today &&
    before.lines.length === now.lines.length &&
    before.lines.every(([, line], place) => line === now.lines[place]?.[1]),
);

const Said = ({ line }: { line: Line }) => {
  const words = useWords();
  const [lang] = useLang();
  const who = line.from === 'counsellor' ? (line.name ?? '') : words.talk[line.from];
  return (
    <div className="said" data-from={line.from}>
      <p className="said-who">
        {who}
        <time dateTime={line.at}>{toMinute(lang, line.at)}</time>
      </p>
      <p className="said-text">{line.text}</p>
      {line.from === 'counsellor' && <Arrived line={line} />}
    </div>
  );
};

/** Whether a word is known to have been on their screen, and no more than is known. */
const Arrived = ({ line: { shownAt, taken } }: { line: Line }) => {
  const w = useWords().talk;
  const [lang] = useLang();
  const seen = shownAt ? w.shown(toMinute(lang, shownAt)) : w.notShown;
  const sent = taken && (taken.at ? w.taken(taken.by, toMinute(lang, taken.at)) : w.notTaken);
  return (
    <p className="said-shown" data-shown={Boolean(shownAt) || undefined}>
      {sent ?? seen}
    </p>
  );
};
