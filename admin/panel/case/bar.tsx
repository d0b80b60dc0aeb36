import { Button } from '@mantine/core';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Clock, OwnerLine } from '../clock.tsx';
import { BackIcon, PhoneIcon } from '../icons.tsx';
import { useShortcuts } from '../keys.tsx';
import { useWords } from '../words.ts';
import type { CaseView } from './data.ts';
import type { NumberView } from './number.ts';
import type { Standing } from './standing.ts';
import { Together } from './together.tsx';
import { ReachButton } from './ways.tsx';

/** Cases that must not wait behind this one, and where to: one's own that lapses next, else 대기. */
export type Others = { count: number; path: string };

type Props = {
  shown: CaseView;
  standing: Standing;
  number: NumberView;
  taking: boolean;
  onTake: () => void;
  others: Others;
  onFault: (fault: unknown) => void;
};

/** The clock and the two things that must always be within reach: calling for help, and the one next step. */
export const Bar = ({ shown, standing, number, taking, onTake, others, onFault }: Props) => {
  const words = useWords();
  const [calling, setCalling] = useState(false);
  const panel = useId();
  const bar = useRef<HTMLElement>(null);
  useShortcuts({ KeyP: () => setCalling(!calling) });
  // The talk fills what the bar leaves, also while the 119·112 panel is open: one calls and goes on talking.
  useLayoutEffect(() => {
    if (!bar.current) return;
    const watch = new ResizeObserver(([seen]) => {
      const height = seen?.borderBoxSize[0]?.blockSize;
      if (height) bar.current?.parentElement?.style.setProperty('--bar', `${Math.round(height)}px`);
    });
    watch.observe(bar.current);
    return () => watch.disconnect();
  }, []);
  return (
    <header className="bar" ref={bar}>
      <div className="bar-clock">
        <Link href="/" className="back" aria-label={words.case.toQueue}>
          <BackIcon />
        </Link>
        <h1 className="only-heard">
          {words.case.title}: {words.reason[shown.row.reason]}
        </h1>
        <div className="bar-words">
          <Clock row={shown.row} closed={standing === 'closed'} />
          {standing !== 'closed' && shown.row.owner && <OwnerLine row={shown.row} />}
          {others.count > 0 && (
            <Link href={others.path} className="others">
              {words.case.others(others.count)}
            </Link>
          )}
        </div>
      </div>
      <div className="actions">
        <button
          type="button"
          className="together-button"
          aria-expanded={calling}
          aria-controls={panel}
          onClick={() => setCalling(!calling)}
        >
          <PhoneIcon />
          {words.together.button}
        </button>
        {standing === 'claimable' && (
          <Button size="md" className="next-step" loading={taking} onClick={onTake}>
            {words.queue.claim}
          </Button>
        )}
        {standing === 'mine' && <ReachButton shown={shown} number={number} size="md" />}
      </div>
      <div id={panel} hidden={!calling} className="together">
        {calling && <Together shown={shown} standing={standing} onFault={onFault} onHide={() => setCalling(false)} />}
      </div>
    </header>
  );
};
