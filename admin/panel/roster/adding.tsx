import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { Roster } from '../../contract.ts';
import { Failure } from '../api.ts';
import { addDays } from '../days.ts';
import { Fault, wrongFields } from '../faults.tsx';
import { useLang } from '../words.ts';
import { useAdd } from './data.ts';
import { dayWord } from './days.ts';
import { useRosterWords } from './words.ts';

/** Seven days for eight weeks are 56: within the 62 the desk takes at once. */
const mostWeeks = 8;

/** 근무 더하기: a person, days of the shown week, for some weeks, from when until when. */
export const Adding = ({ roster }: { roster: Roster }) => {
  const w = useRosterWords();
  const [lang] = useLang();
  const add = useAdd();
  const [staffId, setStaffId] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [weeks, setWeeks] = useState(1);
  const [from, setFrom] = useState('09:00');
  const [until, setUntil] = useState('18:00');
  const [missing, setMissing] = useState(false);
  const person = roster.staff.find((one) => one.id === staffId);
  const days = Array.from({ length: weeks }, (_, week) => chosen.map((day) => addDays(day, 7 * week))).flat();
  const wrong = wrongFields(add.error, lang);
  const span = until <= from ? w.span(from, w.nextDay(until)) : w.span(from, until);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!person);
    if (!person || add.isPending) return;
    add.mutate({ staffId, days, from, until }, { onSuccess: () => setChosen([]) });
  };
  if (roster.staff.length === 0) return <p className="notice">{w.nobody}</p>;
  return (
    <details className="plus-fold adding">
      <summary>{w.add}</summary>
      <form onSubmit={submit} noValidate>
        <NativeSelect
          label={w.person}
          size="md"
          value={staffId}
          onChange={(event) => setStaffId(event.currentTarget.value)}
          data={[{ value: '', label: w.choose }, ...roster.staff.map(({ id, name }) => ({ value: id, label: name }))]}
          error={missing && !person ? w.choosePerson : null}
        />
        <Days roster={roster} chosen={chosen} onChange={setChosen} error={wrong.days} />
        <NativeSelect
          label={w.repeat}
          size="md"
          value={String(weeks)}
          onChange={(event) => setWeeks(Number(event.currentTarget.value))}
          data={Array.from({ length: mostWeeks }, (_, n) => ({ value: String(n + 1), label: w.weeks(n + 1) }))}
        />
        <div className="adding-times">
          <TextInput
            type="time"
            label={w.from}
            size="md"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            error={wrong.from}
          />
          <TextInput
            type="time"
            label={w.to}
            size="md"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
            error={wrong.until}
          />
        </div>
        <p className="quiet">{w.over}</p>
        <AddFault of={add.error} />
        {person && days.length > 0 && <p className="adding-sum">{w.summary(person.name, days.length, span)}</p>}
        <Button type="submit" size="md" loading={add.isPending}>
          {w.submit}
        </Button>
        <p role="status" className="adding-done">
          {add.data && chosen.length === 0 ? w.added(add.data.added) : ''}
        </p>
      </form>
    </details>
  );
};

const AddFault = ({ of }: { of: unknown }) => {
  const w = useRosterWords();
  const day = of instanceof Failure && of.code === 'shift_overlaps' ? of.details.day : null;
  if (typeof day !== 'string') return <Fault of={of} />;
  return (
    <p className="fault" role="alert">
      {w.overlaps(dayWord(day, w, true))}
    </p>
  );
};

type DaysProps = {
  roster: Roster;
  chosen: readonly string[];
  onChange: (days: readonly string[]) => void;
  error: string | undefined;
};

const Days = ({ roster, chosen, onChange, error }: DaysProps) => {
  const w = useRosterWords();
  const fault = useId();
  const { week, today } = roster;
  return (
    <fieldset className="adding-days" aria-describedby={error ? fault : undefined}>
      <legend>{w.days(dayWord(week, w, true), dayWord(addDays(week, 6), w, true))}</legend>
      {roster.days.map(({ day }) => (
        <label key={day} data-past={day < today || undefined}>
          <input
            type="checkbox"
            checked={chosen.includes(day)}
            disabled={day < today}
            onChange={() =>
              onChange(chosen.includes(day) ? chosen.filter((one) => one !== day) : [...chosen, day].sort())
            }
          />
          {dayWord(day, w)}
          {day < today && <span className="only-heard">{w.pastDay}</span>}
        </label>
      ))}
      {error && (
        <p id={fault} className="field-fault">
          {error}
        </p>
      )}
    </fieldset>
  );
};
