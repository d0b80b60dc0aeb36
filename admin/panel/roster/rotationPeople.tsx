import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import type { Rotation, Rotations } from '../../contract.ts';
import { useRotationWords } from './rotationWords.ts';

type Props = {
  /** Ids, in the order in which they come. */
  people: readonly string[];
  staff: Rotations['staff'];
  /** Who stood in it before: somebody whose account is off has a name only here. */
  known: Rotation['people'];
  onChange: (people: string[]) => void;
  error: string | undefined;
};

/** People in their order: moved up and down by buttons, which fingers and keyboards reach alike. */
export const PeopleField = ({ people, staff, known, onChange, error }: Props) => {
  const r = useRotationWords();
  const fault = useId();
  const nameOf = (id: string) => [...staff, ...known].find((one) => one.id === id)?.name ?? '';
  const isOff = (id: string) => !staff.some((one) => one.id === id);
  const swap = (at: number, by: number) => {
    const next = [...people];
    const [one, other] = [next[at], next[at + by]];
    if (one === undefined || other === undefined) return;
    next[at] = other;
    next[at + by] = one;
    onChange(next);
  };
  const others = staff.filter(({ id }) => !people.includes(id));
  return (
    <fieldset className="people-field" aria-describedby={error ? fault : undefined}>
      <legend>{r.people}</legend>
      <ol>
        {people.map((id, at) => (
          <li key={id}>
            <span>
              {nameOf(id)}
              {isOff(id) && <span className="tag">{r.off}</span>}
            </span>
            <span className="people-does">
              <Move label={r.up(nameOf(id))} sign="▲" isIdle={at === 0} onClick={() => swap(at, -1)} />
              <Move label={r.down(nameOf(id))} sign="▼" isIdle={at === people.length - 1} onClick={() => swap(at, 1)} />
              <Move
                label={r.out(nameOf(id))}
                sign="✕"
                isIdle={false}
                onClick={() => onChange(people.filter((one) => one !== id))}
              />
            </span>
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <NativeSelect
          aria-label={r.addPerson}
          size="md"
          value=""
          onChange={(event) => event.currentTarget.value && onChange([...people, event.currentTarget.value])}
          data={[
            { value: '', label: `${r.addPerson}: ${r.choose}` },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {error && (
        <p id={fault} className="field-fault">
          {error}
        </p>
      )}
    </fieldset>
  );
};

type MoveProps = { label: string; sign: string; isIdle: boolean; onClick: () => void };

const Move = ({ label, sign, isIdle, onClick }: MoveProps) => (
  // Not disabled where there is nowhere to go: a disabled button loses the keyboard.
  <button
    type="button"
    className="plain-button"
    aria-label={label}
    aria-disabled={isIdle || undefined}
    onClick={onClick}
  >
    <span aria-hidden="true">{sign}</span>
  </button>
);
