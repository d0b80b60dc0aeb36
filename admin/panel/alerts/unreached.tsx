import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { DutyReach } from '../../contract.ts';
import { call } from '../api.ts';
import { AlertIcon } from '../icons.tsx';
import { useMe } from '../session.ts';
import { toMinute } from '../time.ts';
import { useLang } from '../words.ts';
import { useAlertWords } from './words.ts';

const useReach = () =>
  useQuery({
    queryKey: ['duty-reach'],
    queryFn: ({ signal }) => call('dutyReach', { signal }),
    refetchInterval: 60_000,
  });

type OneUnreached = DutyReach['unreached'][number];

/** One line for each: their first shift, and how many there are. */
const perPerson = (unreached: OneUnreached[]): (OneUnreached & { times: number })[] =>
  [...new Set(unreached.map(({ who }) => who.id))].flatMap((id) => {
    const theirs = unreached.filter(({ who }) => who.id === id);
    return theirs.slice(0, 1).map((first) => ({ ...first, times: theirs.length }));
  });

/** The red line on 당직: who is on duty this week and could not be called. Draws nothing while everybody can. */
export const Unreached = () => {
  const w = useAlertWords();
  const me = useMe();
  const [lang] = useLang();
  const unreached = useReach().data?.unreached ?? [];
  if (unreached.length === 0) return null;
  return (
    <div className="fault" role="alert">
      <AlertIcon />
      <div className="unreached">
        <b>{w.unreached}</b>
        <ul>
          {perPerson(unreached).map(({ who, startsAt, why, times }) => (
            <li key={who.id}>{w.unreachedLine(who.name, toMinute(lang, startsAt), times, w.unreachedWhy[why])}</li>
          ))}
        </ul>
      </div>
      {unreached.some(({ who }) => who.id === me.id) && (
        <Link href="/alerts" className="plain-button">
          {w.unreachedMine}
        </Link>
      )}
    </div>
  );
};
