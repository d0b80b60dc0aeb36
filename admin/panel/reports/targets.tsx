import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { IndicatorName, Target } from '../../contract.ts';
import { call } from '../api.ts';
import { Fault } from '../faults.tsx';
import { useWords } from '../words.ts';
import { useDigits } from './number.tsx';
import { useReportWords } from './words.ts';

type Props = { targets: readonly Target[]; years: readonly number[]; maySet: boolean };

/** What the centre wants to reach in a year, how far it is, and in which of the three bands of the evaluation. */
export const Targets = ({ targets, years, maySet }: Props) => {
  const w = useReportWords();
  return (
    <section className="targets" aria-label={w.targets}>
      <h2>{w.targets}</h2>
      {targets.length === 0 && <p className="quiet">{w.targetsEmpty}</p>}
      {targets.length > 0 && (
        <ul className="target-list">
          {targets.map((target) => (
            <One key={`${target.year} ${target.indicator}`} target={target} />
          ))}
        </ul>
      )}
      {maySet && <SetTarget years={years} />}
    </section>
  );
};

const One = ({ target: { year, indicator, target, reached, soFar, whole } }: { target: Target }) => {
  const words = useWords();
  const w = useReportWords();
  const digits = useDigits();
  return (
    <li className="target">
      <p>
        <b>
          {year} {w.indicator[indicator]}
        </b>
        <span className="quiet">
          {w.targetOf(digits(target))}
          {words.separator}
          {w.reachedNow(reached === null ? w.hidden : digits(reached))}
        </span>
      </p>
      <Share name={w.soFar} share={soFar} />
      <Share name={w.wholeYear} share={whole} />
    </li>
  );
};

const Share = ({ name, share }: { name: string; share: Target['soFar'] }) => {
  const w = useReportWords();
  return (
    <div className="target-share">
      <span className="target-share-name quiet">{name}</span>
      {share === null ? (
        <span className="people veiled">{w.hidden}</span>
      ) : (
        <>
          <span className="target-bar" aria-hidden="true">
            <span data-band={share.band} style={{ width: `${Math.min(100, share.percent)}%` }} />
          </span>
          <b>{w.percent(share.percent)}</b>
          <span className="band" data-band={share.band}>
            {w.band[share.band]}
          </span>
        </>
      )}
    </div>
  );
};

const SetTarget = ({ years }: { years: readonly number[] }) => {
  const w = useReportWords();
  const client = useQueryClient();
  const last = years.at(-1) ?? 2026;
  const [year, setYear] = useState(String(last));
  const [indicator, setIndicator] = useState<IndicatorName>('screened');
  const [value, setValue] = useState('');
  const set = useMutation({
    mutationFn: () =>
      call('setTarget', { body: { year: Number(year), indicator, value: value.trim() === '' ? -1 : Number(value) } }),
    onSuccess: () => {
      setValue('');
      return client.invalidateQueries({ queryKey: ['indicators'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!set.isPending) set.mutate();
  };
  return (
    <details className="report-fold">
      <summary>{w.setTarget}</summary>
      <form className="report-form" onSubmit={submit} noValidate>
        <NativeSelect
          label={w.year}
          size="md"
          value={year}
          data={[...new Set([...years, last + 1])].map(String)}
          onChange={(event) => setYear(event.currentTarget.value)}
        />
        <NativeSelect
          label={w.which}
          size="md"
          value={indicator}
          data={w.targetNames.map((one) => ({ value: one, label: w.indicator[one] }))}
          onChange={(event) => setIndicator(event.currentTarget.value as IndicatorName)}
        />
        <TextInput
          label={w.value}
          description={w.valueHint}
          inputMode="numeric"
          size="md"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Fault of={set.error} />
        <Button type="submit" size="md" loading={set.isPending}>
          {w.save}
        </Button>
        <p role="status" className="report-done">
          {set.isSuccess && value === '' ? w.saved : ''}
        </p>
      </form>
    </details>
  );
};
