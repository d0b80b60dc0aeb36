import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { DryRunResult } from '../../contract.ts';
import { koreanMinute } from '../days.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { serverNow, toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { type Called, type Ladder, priorities, useDryRun } from './data.ts';
import { useLadderWords } from './words.ts';

type Row = DryRunResult['rows'][number];

/** Who would be called when. `draft`: the ladder that is being edited; null: the one that holds. */
export const DryRun = ({ draft }: { draft: Ladder | null }) => {
  const words = useWords();
  const w = useLadderWords().dry;
  const [lang] = useLang();
  const [priority, setPriority] = useState<Called>(0);
  const [moment, setMoment] = useState<string | null>(null);
  const run = useDryRun();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = moment === null ? null : new Date(`${moment}:00+09:00`);
    if (at && Number.isNaN(at.getTime())) return;
    run.mutate({ priority, at: at?.toISOString() ?? null, ladder: draft });
  };
  return (
    <section className="dry-run">
      <h2>{w.title}</h2>
      <p>{w.lead}</p>
      {draft && <p className="notice">{w.draft}</p>}
      <form onSubmit={submit} noValidate className="dry-form">
        <NativeSelect
          label={w.priority}
          size="md"
          value={String(priority)}
          onChange={(event) => setPriority(Number(event.currentTarget.value) as Called)}
          data={priorities.map((one) => ({ value: String(one), label: words.priority[one] }))}
        />
        <NativeSelect
          label={w.when}
          size="md"
          value={moment === null ? 'now' : 'later'}
          onChange={(event) => setMoment(event.currentTarget.value === 'now' ? null : koreanMinute(serverNow()))}
          data={[
            { value: 'now', label: w.now },
            { value: 'later', label: w.later },
          ]}
        />
        {moment !== null && (
          <TextInput
            type="datetime-local"
            label={w.moment}
            size="md"
            value={moment}
            onChange={(event) => setMoment(event.currentTarget.value)}
          />
        )}
        <Button type="submit" size="md" loading={run.isPending}>
          {w.run}
        </Button>
      </form>
      <Fault of={run.error} />
      {run.data && (
        <div aria-live="polite">
          <p>
            <b>{w.openedAt(toMinute(lang, run.data.from))}</b>
          </p>
          <ol className="dry-rows">
            {run.data.rows.map((row) => (
              <DryRow key={row.at + row.round} row={row} from={run.data.from} />
            ))}
          </ol>
          <p className="quiet">{run.variables?.at === null ? w.desks : w.noDesks}</p>
        </div>
      )}
    </section>
  );
};

const DryRow = ({ row, from }: { row: Row; from: string }) => {
  const ladder = useLadderWords();
  const w = ladder.dry;
  const [lang] = useLang();
  const minutes = Math.round((Date.parse(row.at) - Date.parse(from)) / 60_000);
  const names = row.alarm?.to.join(', ') || w.nobodyToTell;
  return (
    <li data-nobody={row.step === null || undefined}>
      <span className="step-time">
        <b>{toMinute(lang, row.at)}</b> {minutes === 0 ? w.opened : w.plus(minutes)}
      </span>
      <div>
        {row.step === null && row.alarm && (
          <p className="warning">
            <AlertIcon />
            <span>
              <b>{w.nobody}</b> {w.looks}
            </span>
          </p>
        )}
        {row.step !== null && (
          <p>
            {ladder.step(row.step + 1)}
            {row.round > 0 && ` (${w.again})`}
          </p>
        )}
        <ul className="dry-who">
          {row.who.map(({ id, name, ways, deskOpen }) => (
            <li key={id}>
              <b>{name}</b> <span className="quiet">{waysOf(ways, deskOpen, ladder)}</span>
            </li>
          ))}
          {row.team && (
            <li>
              <b>{ladder.target.team}</b>
            </li>
          )}
        </ul>
        {row.skipped.map(({ step, why, names, team }) => (
          <p key={step} className="quiet">
            {w.skipped[why](step + 1, [...names, ...(team ? [ladder.target.team] : [])].join(', '))}
          </p>
        ))}
        {row.alarm && <p className="dry-alarm">{w.alarm[row.alarm.why](names)}</p>}
      </div>
    </li>
  );
};

const waysOf = (ways: Row['who'][number]['ways'], deskOpen: boolean, w: ReturnType<typeof useLadderWords>): string =>
  [...ways.map((way) => w.way[way]), ...(deskOpen ? [w.deskOpen] : [])].join(', ') || w.noWay;
