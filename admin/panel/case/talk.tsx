import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Fault } from '../faults.tsx';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import type { Line } from './data.ts';

type Props = { talk: { lines: Line[]; more: boolean } | undefined; fault: unknown };

/** Both sides of the talk, the newest in view. Whoever has scrolled up to read is not pulled down, only told. */
export const TalkLines = ({ talk, fault }: Props) => {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [unread, setUnread] = useState(false);
  const newest = talk?.lines.at(-1);
  const mark = newest ? `${newest.rev} ${newest.at} ${talk?.lines.length}` : '';

  const toEnd = useCallback(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    setUnread(false);
  }, []);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else if (mark) setUnread(true);
  }, [mark, toEnd]);
  useEffect(() => {
    if (!box.current) return;
    // The composer growing by a line must not push the newest words out of sight.
    const watch = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [toEnd]);
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
    if (atEnd.current) setUnread(false);
  };

  return (
    <div className="talk-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="talk" role="log" aria-label={words.talk.label} tabIndex={0} ref={box} onScroll={onScroll}>
        {talk?.more && <p className="quiet talk-note">{words.talk.more}</p>}
        {talk && talk.lines.length === 0 && <p className="quiet talk-note">{words.talk.empty}</p>}
        {!talk && !fault && <p className="quiet talk-note">{words.loading}</p>}
        {talk?.lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines only ever join at the end, and one turn may say a thing twice
          <Said key={`${line.rev} ${place}`} line={line} />
        ))}
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
      {line.from === 'counsellor' && (
        <p className="said-shown" data-shown={Boolean(line.shownAt) || undefined}>
          {line.shownAt ? words.talk.shown(toMinute(lang, line.shownAt)) : words.talk.notShown}
        </p>
      )}
    </div>
  );
};
