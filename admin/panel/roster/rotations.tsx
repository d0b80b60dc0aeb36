import { Button } from '@mantine/core';
import { useState } from 'react';
import { useHistoryState } from 'wouter/use-browser-location';
import type { Rotation } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { useMay } from '../session.ts';
import { useWords } from '../words.ts';
import { useEndRotation, useRotations } from './data.ts';
import './rotations.css';
import { dayWord } from './days.ts';
import { makesOne } from './makesOne.ts';
import { RotationForm } from './rotationForm.tsx';
import type { RotationWords } from './rotationWords.ko.ts';
import { useRotationWords } from './rotationWords.ts';
import { Sure } from './sure.tsx';
import { useRosterWords } from './words.ts';

/** 순번: the rotations of the centre, and making and changing them. */
export const RotationsPart = () => {
  const words = useWords();
  const w = useRosterWords();
  const r = useRotationWords();
  const mayMake = useMay('center');
  const found = useRotations();
  // A rotation's id, 'new', or nothing open.
  const [open, setOpen] = useState<string | null>(useHistoryState() === makesOne ? 'new' : null);
  const [isSaved, setSaved] = useState(false);
  const shown = found.data;
  const edit = (id: string) => {
    setSaved(false);
    setOpen(id);
  };
  const done = () => {
    setSaved(true);
    setOpen(null);
  };
  return (
    <section className="rotations">
      <h1>{r.title}</h1>
      <p className="quiet">
        {r.lead}
        {!mayMake && ` ${r.onlyRead}`}
      </p>
      {found.isPending && <p role="status">{words.loading}</p>}
      <Fault of={found.error} />
      {shown && shown.rotations.length === 0 && open !== 'new' && <p className="notice">{r.none}</p>}
      {shown?.rotations.map((one) =>
        open === one.id ? (
          <RotationForm key={one.id} of={one} all={shown} onDone={done} onClose={() => setOpen(null)} />
        ) : (
          <RotationCard key={one.id} of={one} onEdit={mayMake ? () => edit(one.id) : null} />
        ),
      )}
      {shown && mayMake && shown.staff.length === 0 && <p className="notice">{r.nobody}</p>}
      {shown && mayMake && shown.staff.length > 0 && open === null && (
        <p>
          <Button size="md" onClick={() => edit('new')}>
            {r.add}
          </Button>
        </p>
      )}
      {shown && open === 'new' && <RotationForm of={null} all={shown} onDone={done} onClose={() => setOpen(null)} />}
      <p role="status" className="adding-done">
        {isSaved ? r.saved : ''}
      </p>
      {shown && <p className="quiet">{r.known(dayWord(shown.knownUntil, w, true, true))}</p>}
    </section>
  );
};

const turnWord = ({ turn, handOver }: Rotation, r: RotationWords): string =>
  turn === 'week' && handOver ? r.every.week(r.weekdays[handOver.weekday] ?? '', handOver.time) : r.every.day;

const RotationCard = ({ of, onEdit }: { of: Rotation; onEdit: (() => void) | null }) => {
  const words = useWords();
  const w = useRosterWords();
  const r = useRotationWords();
  const [ending, setEnding] = useState(false);
  const day = (at: string) => dayWord(at, w, true, true);
  const until = of.until <= of.from ? w.nextDay(of.until) : of.until;
  return (
    <article className="rotation" aria-label={of.name}>
      <h2>
        {of.name} {of.backup && <span className="flag">{w.backup}</span>}
      </h2>
      <p>{[r.dayKinds[of.days], w.span(of.from, until), turnWord(of, r)].join(words.separator)}</p>
      <ol className="rotation-people">
        {of.people.map(({ id, name, off }) => (
          <li key={id} data-off={off || undefined}>
            {name}
            {off && <span className="tag">{r.off}</span>}
          </li>
        ))}
      </ol>
      <p className="quiet">
        {r.since(day(of.startsOn))}
        {of.endsOn && ` ${r.to(day(of.endsOn))}`}
      </p>
      {onEdit && (
        <p className="form-does">
          <button type="button" className="plain-button" onClick={onEdit} aria-label={r.editFor(of.name)}>
            {r.edit}
          </button>
          <button type="button" className="plain-button" onClick={() => setEnding(true)} aria-label={r.endFor(of.name)}>
            {r.end}
          </button>
        </p>
      )}
      {ending && <Ending of={of} onDone={() => setEnding(false)} />}
    </article>
  );
};

const Ending = ({ of, onDone }: { of: Rotation; onDone: () => void }) => {
  const r = useRotationWords();
  const end = useEndRotation();
  return (
    <Sure
      title={r.endTitle}
      what={of.name}
      means={r.endMeans}
      yes={r.endYes}
      of={end}
      onYes={() => end.mutate(of, { onSuccess: onDone })}
      onClose={onDone}
    />
  );
};
