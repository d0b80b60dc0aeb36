import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import '../roster/roster.css';
import './drill.css';
import type { Drills } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { BackIcon } from '../icons.tsx';
import { useMay } from '../session.ts';
import { useTitle } from '../waiting.ts';
import { useWords } from '../words.ts';
import { useDrills, useStartDrill } from './data.ts';
import { DrillCard } from './drill.tsx';
import { useDrillWords } from './words.ts';

/** 훈련: calls one person as in earnest, and shows what came of it. */
export const DrillPage = () => {
  const words = useWords();
  const w = useDrillWords();
  const mayDrill = useMay('check');
  const drills = useDrills();
  useTitle(w.title, words, undefined);
  if (!mayDrill) return <p className="page-note">{words.missing.title}</p>;
  return (
    <div className="roster drills">
      <Link href="/roster" className="back">
        <BackIcon />
        {words.nav.roster}
      </Link>
      <h1>{w.title}</h1>
      <p>
        {w.lead} <b>{w.safe}</b>
      </p>
      {drills.isPending && <p role="status">{words.loading}</p>}
      <Fault of={drills.error} />
      {drills.data && (
        <>
          <Starting people={drills.data.people} />
          <Past drills={drills.data} />
        </>
      )}
    </div>
  );
};

const Starting = ({ people }: Pick<Drills, 'people'>) => {
  const w = useDrillWords();
  const start = useStartDrill();
  const [staffId, setStaffId] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(staffId === '');
    if (staffId !== '' && !start.isPending) start.mutate(staffId, { onSuccess: () => setStaffId('') });
  };
  if (people.length === 0) return <p className="notice">{w.nobody}</p>;
  return (
    <form className="drill-start" onSubmit={submit} noValidate>
      <NativeSelect
        label={w.who}
        description={w.before}
        size="md"
        value={staffId}
        onChange={(event) => setStaffId(event.currentTarget.value)}
        data={[{ value: '', label: w.choose }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        error={missing && staffId === '' ? w.missing : null}
      />
      <Button type="submit" size="md" loading={start.isPending}>
        {w.start}
      </Button>
      {start.isPending && (
        <p className="only-heard" role="status">
          {w.starting}
        </p>
      )}
      <Fault of={start.error} />
    </form>
  );
};

const Past = ({ drills: { drills, lastsMinutes } }: { drills: Drills }) => {
  const w = useDrillWords();
  return (
    <section aria-label={w.past}>
      <h2>{w.past}</h2>
      {drills.length === 0 && <p className="quiet">{w.none}</p>}
      <ul className="drill-list">
        {drills.map((drill) => (
          <DrillCard key={drill.id} drill={drill} lastsMinutes={lastsMinutes} />
        ))}
      </ul>
    </section>
  );
};
