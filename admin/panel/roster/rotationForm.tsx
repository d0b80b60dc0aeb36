import { Button, NativeSelect, Radio, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Rotation, Rotations, TypedRotation } from '../../contract.ts';
import { Failure } from '../api.ts';
import { Fault, wrongFields } from '../faults.tsx';
import { useLang, useWords } from '../words.ts';
import { usePreview, useSaveRotation } from './data.ts';
import { PeopleField } from './rotationPeople.tsx';
import { PreviewPart } from './rotationPreview.tsx';
import { useRotationWords } from './rotationWords.ts';

type Props = { of: Rotation | null; all: Rotations; onDone: () => void; onClose: () => void };

const begin = (of: Rotation | null, today: string): TypedRotation =>
  of
    ? {
        name: of.name,
        backup: of.backup,
        people: of.people.map(({ id }) => id),
        turn: of.turn,
        handOver: of.handOver,
        days: of.days,
        from: of.from,
        until: of.until,
        startsOn: of.startsOn,
        endsOn: of.endsOn,
      }
    : {
        name: '',
        backup: false,
        people: [],
        turn: 'day',
        handOver: null,
        days: 'every',
        from: '18:00',
        until: '09:00',
        startsOn: today,
        endsOn: null,
      };
/** What is offered first for handing over by the week: Monday, when the day begins. */
const monday = { weekday: 0, time: '09:00' };

/** A rotation as a form. It is saved only after the four weeks of what is typed have been looked at. */
export const RotationForm = ({ of, all, onDone, onClose }: Props) => {
  const words = useWords();
  const r = useRotationWords();
  const [lang] = useLang();
  const [typed, setTyped] = useState(() => begin(of, all.today));
  const [looked, setLooked] = useState(false);
  const preview = usePreview();
  // What was read when the form was opened: what somebody saves meanwhile is not overwritten unseen.
  const [edited] = useState(of && { id: of.id, rev: of.rev });
  const save = useSaveRotation(edited);
  const fault = save.error ?? preview.error;
  const wrong = wrongFields(fault, lang);
  const isChanged = save.error instanceof Failure && save.error.code === 'rotation_changed';

  const change = (part: Partial<TypedRotation>) => {
    setTyped((before) => ({ ...before, ...part }));
    setLooked(false);
    save.reset();
  };
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (preview.isPending) return;
    save.reset();
    preview.mutate({ id: of?.id ?? null, plan: typed }, { onSuccess: () => setLooked(true) });
  };
  const shown = preview.data;
  return (
    <form className="rotation-form" onSubmit={look} noValidate aria-label={of ? r.editFor(of.name) : r.add}>
      <TextInput
        label={r.name}
        description={r.nameHint}
        size="md"
        value={typed.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={wrong.name}
      />
      <PeopleField
        people={typed.people}
        staff={all.staff}
        known={of?.people ?? []}
        onChange={(people) => change({ people })}
        error={wrong.people}
      />
      <Radio.Group
        label={r.days}
        value={typed.days}
        onChange={(days) => change({ days: days as TypedRotation['days'] })}
        error={wrong.days}
      >
        {(['every', 'working', 'off'] as const).map((one) => (
          <Radio key={one} value={one} label={r.dayKinds[one]} />
        ))}
      </Radio.Group>
      <div className="adding-times">
        <TextInput
          type="time"
          label={r.from}
          size="md"
          value={typed.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
          error={wrong.from}
        />
        <TextInput
          type="time"
          label={r.until}
          size="md"
          value={typed.until}
          onChange={(event) => change({ until: event.currentTarget.value })}
          error={wrong.until}
        />
      </div>
      <p className="quiet">{r.over}</p>
      <Radio.Group
        label={r.turn}
        value={typed.turn}
        onChange={(turn) =>
          change(turn === 'week' ? { turn, handOver: typed.handOver ?? monday } : { turn: 'day', handOver: null })
        }
      >
        {(['day', 'week'] as const).map((one) => (
          <Radio key={one} value={one} label={r.turns[one]} />
        ))}
      </Radio.Group>
      {typed.turn === 'week' && <HandOver typed={typed} onChange={change} error={wrong.handOver} />}
      <div className="adding-times">
        <TextInput
          type="date"
          label={r.startsOn}
          size="md"
          value={typed.startsOn}
          onChange={(event) => change({ startsOn: event.currentTarget.value })}
          error={wrong.startsOn}
        />
        <TextInput
          type="date"
          label={r.endsOn}
          size="md"
          value={typed.endsOn ?? ''}
          onChange={(event) => change({ endsOn: event.currentTarget.value || null })}
          error={wrong.endsOn}
        />
      </div>
      {of && <p className="quiet">{r.startsOnEdited}</p>}
      <Switch
        size="md"
        label={r.backup}
        description={r.backupHint}
        checked={typed.backup}
        onChange={(event) => change({ backup: event.currentTarget.checked })}
      />
      {!isChanged && <Fault of={fault} />}
      {isChanged && (
        <p className="fault" role="alert">
          {r.changedMeanwhile}
        </p>
      )}
      {looked && shown && <PreviewPart of={shown} backup={typed.backup} />}
      <p className="form-does">
        <Button variant="default" size="md" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button type="submit" size="md" variant={looked ? 'default' : 'filled'} loading={preview.isPending}>
          {shown && !looked ? r.previewAgain : r.preview}
        </Button>
        {looked && shown && shown.clashes.length === 0 && (
          <Button size="md" loading={save.isPending} onClick={() => save.mutate(typed, { onSuccess: onDone })}>
            {r.save}
          </Button>
        )}
      </p>
    </form>
  );
};

type HandOverProps = {
  typed: TypedRotation;
  onChange: (part: Partial<TypedRotation>) => void;
  error: string | undefined;
};

const HandOver = ({ typed, onChange, error }: HandOverProps) => {
  const r = useRotationWords();
  const handOver = typed.handOver ?? monday;
  return (
    <div className="adding-times">
      <NativeSelect
        label={r.handOverDay}
        size="md"
        value={String(handOver.weekday)}
        onChange={(event) => onChange({ handOver: { ...handOver, weekday: Number(event.currentTarget.value) } })}
        data={r.weekdays.map((label, weekday) => ({ value: String(weekday), label }))}
      />
      <TextInput
        type="time"
        label={r.handOverTime}
        size="md"
        value={handOver.time}
        onChange={(event) => onChange({ handOver: { ...handOver, time: event.currentTarget.value } })}
        error={error}
      />
    </div>
  );
};
