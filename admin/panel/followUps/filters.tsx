import { NativeSelect } from '@mantine/core';
import type { FollowUpKind } from '../../contract.ts';
import type { Filter } from './data.ts';
import { useFollowUpWords } from './words.ts';

type Props = { filter: Filter; onChange: (filter: Filter) => void };

/** Until when, whose, which kind. */
export const Filters = ({ filter, onChange }: Props) => {
  const w = useFollowUpWords();
  const f = w.filter;
  return (
    <div className="filters">
      <Segments
        label={f.until}
        value={filter.until}
        choices={[
          ['today', f.today],
          ['week', f.week],
          ['all', f.all],
        ]}
        onChange={(until) => onChange({ ...filter, until })}
      />
      <Segments
        label={f.whose}
        value={filter.whose}
        choices={[
          ['all', f.everyone],
          ['mine', f.mine],
        ]}
        onChange={(whose) => onChange({ ...filter, whose })}
      />
      <NativeSelect
        aria-label={f.kind}
        size="md"
        value={filter.kind ?? ''}
        onChange={(event) => onChange({ ...filter, kind: (event.currentTarget.value || null) as FollowUpKind | null })}
        data={[
          { value: '', label: f.everyKind },
          ...(Object.keys(w.kind) as FollowUpKind[]).map((kind) => ({ value: kind, label: w.kind[kind] })),
        ]}
      />
    </div>
  );
};

const Segments = <T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: T;
  choices: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}) => (
  <fieldset className="segments">
    <legend className="only-heard">{label}</legend>
    {choices.map(([one, word]) => (
      <button key={one} type="button" aria-pressed={value === one} onClick={() => onChange(one)}>
        {word}
      </button>
    ))}
  </fieldset>
);
