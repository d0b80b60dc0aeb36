import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Missed } from '../../contract.ts';
import { call } from '../api.ts';
import { Fault } from '../faults.tsx';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { useBoardWords } from './words.ts';

/** Which cases waited too long, and how it went on. Asked for only when somebody looks: that is audited. */
export const MissedCases = () => {
  const words = useWords();
  const w = useBoardWords();
  const [opened, open] = useState(false);
  const missed = useQuery({
    queryKey: ['missed'],
    queryFn: ({ signal }) => call('missed', { signal }),
    enabled: opened,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  if (!opened)
    return (
      <p>
        <button type="button" className="plain-button" onClick={() => open(true)}>
          {w.showMissed}
        </button>{' '}
        <span className="quiet">{w.missedAudit}</span>
      </p>
    );
  return (
    <>
      {missed.isPending && <p role="status">{words.loading}</p>}
      <Fault of={missed.error} />
      {missed.data?.cases.length === 0 && <p>{w.noMissed}</p>}
      <ul className="missed">
        {missed.data?.cases.map((one, place) => (
          <OneMissed key={one.id ?? place} one={one} />
        ))}
      </ul>
    </>
  );
};

const OneMissed = ({ one }: { one: Missed['cases'][number] }) => {
  const words = useWords();
  const w = useBoardWords();
  const [lang] = useLang();
  const at = (time: string) => toMinute(lang, time);
  const story = [
    w.opened(at(one.openedAt)),
    one.firstMissedAt ? w.firstMissed(at(one.firstMissedAt), one.times) : null,
    one.firstMissedAt ? w.told(one.told) : null,
    ...one.lapses.map((lapse) => w.lapsed(at(lapse.at), lapse.by)),
    one.claimedAt ? w.claimed(at(one.claimedAt), one.owner) : null,
    one.firstWordAt ? w.spoke(at(one.firstWordAt)) : null,
    one.closedAt ? w.closed(at(one.closedAt)) : null,
    !one.claimedAt && !one.closedAt ? w.stillWaits : null,
  ].filter((part) => part !== null);
  return (
    <li>
      <b>{words.priority[one.priority]}</b> {story.join(words.separator)}{' '}
      {one.id && <Link href={`/cases/${one.id}`}>{w.toCase}</Link>}
    </li>
  );
};
