import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { LadderView } from '../../contract.ts';
import { Failure } from '../api.ts';
import { Fault, wrongFields } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { useLang, useWords } from '../words.ts';
import { ClimbHead } from './climbs.tsx';
import { type Called, type Climb, type Ladder, priorities, type Target, useChangeLadder } from './data.ts';
import { keyOf, offeredTo, useTargetName } from './targets.tsx';
import { useLadderWords } from './words.ts';

type Wrong = ReturnType<typeof wrongFields>;
type Props = { view: LadderView; onDraft: (draft: Ladder) => void; onDone: (isSaved: boolean) => void };

/** The ladder as a form. Saved is the version after the one that was read; where somebody was faster nothing is written over. */
export const LadderForm = ({ view, onDraft, onDone }: Props) => {
  const words = useWords();
  const w = useLadderWords();
  const [lang] = useLang();
  // What was read when it was opened: a newer one that arrives beside it is what the save is refused for.
  const [base, setBase] = useState({ rev: view.rev, ladder: view.ladder });
  const [draft, setDraft] = useState(view.ladder);
  const change = useChangeLadder();
  const wrong = wrongFields(change.error, lang);
  const newer = change.error instanceof Failure && change.error.code === 'ladder_changed' ? change.error.details : null;
  const isSame = JSON.stringify(draft) === JSON.stringify(base.ladder);
  const write = (next: Ladder) => {
    setDraft(next);
    onDraft(next);
  };
  const reload = () => {
    if (!newer) return;
    const ladder = newer.ladder as Ladder;
    setBase({ rev: newer.rev as number, ladder });
    write(ladder);
    change.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending || isSame) return;
    change.mutate({ rev: base.rev, ladder: draft }, { onSuccess: () => onDone(true) });
  };
  const isWrong = Object.keys(wrong).length > 0;
  return (
    <form className="ladder-form" onSubmit={submit} noValidate>
      <div className="climbs">
        {priorities.map((priority) => (
          <ClimbForm
            key={priority}
            view={view}
            priority={priority}
            climb={draft.climbs[priority]}
            wrong={wrong}
            onChange={(climb) => write({ ...draft, climbs: { ...draft.climbs, [priority]: climb } })}
          />
        ))}
      </div>
      <NativeSelect
        label={w.form.lead}
        size="md"
        value={draft.leadId ?? ''}
        onChange={(event) => write({ ...draft, leadId: event.currentTarget.value || null })}
        data={[
          { value: '', label: w.allLeads },
          ...view.people.filter(({ role }) => role === 'lead').map(({ id, name }) => ({ value: id, label: name })),
        ]}
        error={wrong.leadId}
      />
      {newer ? (
        <div className="warning" role="alert">
          <AlertIcon />
          <div>
            <p>{w.form.changed((newer.made as { by: string | null } | null)?.by ?? null)}</p>
            <button type="button" className="plain-button" onClick={reload}>
              {w.form.reload}
            </button>
          </div>
        </div>
      ) : isWrong ? (
        <p className="fault" role="alert">
          {w.form.wrong}
        </p>
      ) : (
        <Fault of={change.error} />
      )}
      <p className="form-does">
        <span role="status" className="quiet">
          {isSame ? w.form.same : ''}
        </span>
        <Button variant="default" size="md" onClick={() => onDone(false)}>
          {words.cancel}
        </Button>
        <Button type="submit" size="md" loading={change.isPending} disabled={isSame}>
          {w.form.save}
        </Button>
      </p>
    </form>
  );
};

type ClimbProps = {
  view: LadderView;
  priority: Called;
  climb: Climb;
  wrong: Wrong;
  onChange: (climb: Climb) => void;
};

const ClimbForm = ({ view, priority, climb, wrong, onChange }: ClimbProps) => {
  const w = useLadderWords();
  const { bounds, most } = view;
  const { first, wait, repeat, lapse, mayKeep } = bounds[priority];
  const at = `climbs.${priority}`;
  const range = ([from, to]: readonly [number, number]) => w.form.from(from, to);
  const setStep = (nth: number, step: Climb['steps'][number]) =>
    onChange({ ...climb, steps: climb.steps.map((one, place) => (place === nth ? step : one)) });
  return (
    <fieldset className="climb" data-priority={priority}>
      <legend className="climb-legend">
        <ClimbHead priority={priority} />
      </legend>
      <div className="climb-first" />
      {climb.steps.map((step, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <section key={nth} className="step-form" aria-label={w.step(nth + 1)}>
          <div className="step-top">
            <b>{w.step(nth + 1)}</b>
            {nth === 0 && first[1] === 0 ? (
              <span className="quiet">{w.atOnce}</span>
            ) : (
              <Minutes
                label={nth === 0 ? w.form.minutesFirst : w.form.minutesAfter}
                hint={range(nth === 0 ? first : wait)}
                value={step.afterMinutes}
                error={wrong[`${at}.steps.${nth}.afterMinutes`]}
                onChange={(afterMinutes) => setStep(nth, { ...step, afterMinutes: afterMinutes ?? -1 })}
              />
            )}
          </div>
          <Who
            view={view}
            who={step.who}
            error={wrong[`${at}.steps.${nth}.who`]}
            onChange={(who) => setStep(nth, { ...step, who })}
          />
          <button
            type="button"
            className="plain-button"
            onClick={() => onChange({ ...climb, steps: dropped(climb.steps, nth, first[1]) })}
          >
            {w.form.removeStep(nth + 1)}
          </button>
        </section>
      ))}
      {wrong[`${at}.steps`] && <p className="field-fault">{wrong[`${at}.steps`]}</p>}
      {climb.steps.length < most.steps && (
        <button
          type="button"
          className="plain-button"
          onClick={() =>
            onChange({
              ...climb,
              steps: [...climb.steps, { afterMinutes: climb.steps.length === 0 ? first[0] : wait[0], who: [] }],
            })
          }
        >
          {w.form.addStep}
        </button>
      )}
      <Minutes
        label={w.form.repeat}
        hint={range(repeat)}
        value={climb.repeatMinutes}
        error={wrong[`${at}.repeatMinutes`]}
        onChange={(minutes) => onChange({ ...climb, repeatMinutes: minutes ?? -1 })}
      />
      <Minutes
        label={w.form.lapse}
        hint={mayKeep ? `${range(lapse)}. ${w.form.lapseHint}` : range(lapse)}
        value={climb.lapseMinutes}
        error={wrong[`${at}.lapseMinutes`]}
        onChange={(lapseMinutes) => onChange({ ...climb, lapseMinutes })}
      />
    </fieldset>
  );
};

/** The step that is first now calls at once where it must. */
const dropped = (steps: Climb['steps'], nth: number, latestFirst: number): Climb['steps'] =>
  steps
    .filter((_, place) => place !== nth)
    .map((step, place) => (place === 0 ? { ...step, afterMinutes: Math.min(step.afterMinutes, latestFirst) } : step));

type MinutesProps = {
  label: string;
  hint: string;
  value: number | null;
  error: string | undefined;
  /** null: left empty. What is no number is -1, which the desk refuses in words. */
  onChange: (minutes: number | null) => void;
};

const Minutes = ({ label, hint, value, error, onChange }: MinutesProps) => (
  <TextInput
    label={label}
    description={hint}
    size="md"
    inputMode="numeric"
    className="minutes"
    value={value === null || value < 0 ? '' : String(value)}
    onChange={(event) => {
      const typed = event.currentTarget.value.trim();
      onChange(typed === '' ? null : /^\d{1,5}$/.test(typed) ? Number(typed) : -1);
    }}
    error={error}
  />
);

type WhoProps = {
  view: LadderView;
  who: readonly Target[];
  error: string | undefined;
  onChange: (who: Target[]) => void;
};

const Who = ({ view, who, error, onChange }: WhoProps) => {
  const w = useLadderWords();
  const nameOf = useTargetName(view);
  const more = offeredTo(who, view);
  return (
    <div className="who-form">
      <div className="step-who">
        {who.map((target) => (
          <span key={keyOf(target)} className="chip">
            {nameOf(target)}
            <button
              type="button"
              aria-label={w.form.remove(nameOf(target))}
              onClick={() => onChange(who.filter((one) => one !== target))}
            >
              ×
            </button>
          </span>
        ))}
      </div>
      <NativeSelect
        label={w.form.who}
        size="md"
        value=""
        onChange={(event) => {
          const chosen = more.find((target) => keyOf(target) === event.currentTarget.value);
          if (chosen) onChange([...who, chosen]);
        }}
        data={[
          { value: '', label: w.form.add },
          ...more.map((target) => ({ value: keyOf(target), label: nameOf(target) })),
        ]}
        error={error}
      />
    </div>
  );
};
