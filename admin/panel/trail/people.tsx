import { Link } from 'wouter';
import type { TrailKind, TrailReport } from '../../contract.ts';
import { useLang } from '../words.ts';
import { addressOf } from './data.ts';
import { Who } from './list.tsx';
import { useTrailWords } from './words.ts';

type Person = TrailReport['people'][number];
type Counted = 'reads' | 'changes' | 'reveals' | 'exports' | 'denied' | 'signIns' | 'failedSignIns' | 'night';

const kindOf: Record<Counted, TrailKind> = {
  reads: 'read',
  changes: 'change',
  reveals: 'reveal',
  exports: 'export',
  denied: 'denied',
  signIns: 'sign-in',
  failedSignIns: 'failed-sign-in',
  night: 'night',
};
const columns = Object.keys(kindOf) as Counted[];

/** Person by person; each number opens the lines it counts. */
export const People = ({ people, month }: { people: Person[]; month: string }) => {
  const w = useTrailWords();
  return (
    <section aria-labelledby="by-person" className="by-person">
      <h2 id="by-person">{w.people}</h2>
      {people.length === 0 && <p>{w.noPeople}</p>}
      {people.length > 0 && (
        <table className="trail-people">
          <thead>
            <tr>
              <th scope="col">{w.columns.who}</th>
              {columns.map((one) => (
                <th key={one} scope="col">
                  {w.person[one]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.who?.id ?? 'program'}>
                <th scope="row">
                  <Who who={person.who} />
                </th>
                {columns.map((one) => (
                  <td key={one} data-label={w.person[one]} data-zero={person[one] === 0 || undefined}>
                    <Count person={person} of={one} month={month} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

const Count = ({ person, of, month }: { person: Person; of: Counted; month: string }) => {
  const w = useTrailWords();
  const [lang] = useLang();
  const n = person[of];
  if (n === 0) return <>0</>;
  const records = { reads: person.readPeople, changes: person.changedPeople }[of as 'reads' | 'changes'];
  return (
    <>
      <Link href={addressOf({ month, staff: person.who?.id ?? 'program', kind: kindOf[of] })}>
        {records === undefined ? n : w.peopleTimes(records, n)}
      </Link>
      {of === 'reveals' && (
        <span className="quiet trail-why">
          {person.revealReasons.map(({ why, count }) => `${why[lang]} ${count}`).join(', ')}
        </span>
      )}
    </>
  );
};
