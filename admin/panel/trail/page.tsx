import { NativeSelect } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import '../roster/roster.css';
import './trail.css';
import { presentMonth } from '../days.ts';
import { useMay } from '../session.ts';
import { useWords } from '../words.ts';
import { addressOf, useLooking } from './data.ts';
import { List } from './list.tsx';
import { Report } from './report.tsx';
import type { TrailWords } from './words.ko.ts';
import { useTrailWords } from './words.ts';

/** As long as the trail is kept at least. */
const monthsKept = 24;

/** 열람 기록: who saw or changed whose record; and the month in numbers. */
export const TrailPage = () => {
  const words = useWords();
  const w = useTrailWords();
  const [, go] = useLocation();
  const { looking, isReport } = useLooking();
  const { month } = looking;
  if (!useMay('audit')) return <p className="page-note">{words.missing.title}</p>;
  return (
    <div className="trail">
      <nav className="views" aria-label={w.rooms}>
        <Link href={addressOf({ month })} aria-current={isReport ? undefined : 'page'}>
          {w.tab.list}
        </Link>
        <Link href={addressOf({ month, view: 'report' })} aria-current={isReport ? 'page' : undefined}>
          {w.tab.report}
        </Link>
      </nav>
      <div className="trail-head">
        <h1>{isReport ? w.report(monthWord(month, w)) : w.title}</h1>
        <NativeSelect
          aria-label={w.month}
          size="md"
          value={month}
          onChange={(event) => {
            const next = event.currentTarget.value;
            go(addressOf(isReport ? { month: next, view: 'report' } : { ...looking, month: next }));
          }}
          data={monthsBefore(presentMonth(), month).map((one) => ({ value: one, label: monthWord(one, w) }))}
        />
      </div>
      {isReport ? <Report month={month} /> : <List key={JSON.stringify(looking)} looking={looking} />}
    </div>
  );
};

export const monthWord = (month: string, w: TrailWords): string => {
  const [year, number] = month.split('-').map(Number);
  return year && number && number <= 12 ? w.monthName(year, number) : month;
};

/** The months that can be chosen, with the one in the address, whatever it is. */
const monthsBefore = (present: string, chosen: string): string[] => {
  const [year = 0, month = 0] = present.split('-').map(Number);
  const months = Array.from({ length: monthsKept }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
  return months.includes(chosen) ? months : [chosen, ...months];
};
