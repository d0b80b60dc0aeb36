import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
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
          {unreached.slice(0, 10).map(({ who, startsAt, why }) => (
            <li key={`${who.id} ${startsAt}`}>
              {w.unreachedLine(who.name, toMinute(lang, startsAt), w.unreachedWhy[why])}
            </li>
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
