import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { Fault } from '../faults.tsx';
import { useMe } from '../session.ts';
import { useWords } from '../words.ts';
import { type Task, useColleagues, useResources } from './data.ts';
import { useFollowUpWords } from './words.ts';

/** A small form in its row: the first field has the keyboard, Esc closes it. */
export const Frame = ({
  label,
  yes,
  pending,
  fault,
  onSubmit,
  onClose,
  children,
}: {
  label: string;
  yes: string;
  pending: boolean;
  fault: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) => {
  const words = useWords();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!pending) onSubmit();
  };
  return (
    <form
      ref={form}
      className="task-form"
      aria-label={label}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      {children}
      <Fault of={fault} />
      <p className="task-form-does">
        <Button type="button" variant="default" size="md" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button type="submit" size="md" loading={pending}>
          {yes}
        </Button>
      </p>
    </form>
  );
};

export const Note = ({
  value,
  onChange,
  label,
  ...more
}: {
  value: string;
  onChange: (text: string) => void;
  label: string;
  description?: string;
  error?: string | null;
}) => (
  <Textarea
    label={label}
    rows={2}
    autosize={false}
    size="md"
    maxLength={2000}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    {...more}
  />
);

export const DayField = ({
  label,
  value,
  first,
  last,
  onChange,
  wrong,
}: {
  label: string;
  value: string;
  first: string;
  last: string;
  onChange: (day: string) => void;
  wrong: string | null;
}) => (
  <TextInput
    type="date"
    className="task-day"
    label={label}
    size="md"
    min={first}
    max={last}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    error={wrong}
  />
);

export const StaffField = ({
  label,
  value,
  onChange,
  leadsOnly = false,
}: {
  label: string;
  value: string;
  onChange: (id: string) => void;
  leadsOnly?: boolean;
}) => {
  const w = useFollowUpWords();
  const me = useMe();
  const staff = (useColleagues().data ?? []).filter(({ leads }) => leads || !leadsOnly);
  return (
    <NativeSelect
      label={label}
      size="md"
      className="task-select"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: w.assign.nobody },
        ...staff.map(({ id, name }) => ({ value: id, label: id === me.id ? w.assign.me(name) : name })),
      ]}
    />
  );
};

/** now: who is named already, who may be retired by now. */
export const GatekeeperField = ({
  value,
  onChange,
  now = null,
}: {
  value: string;
  onChange: (id: string) => void;
  now?: Task['gatekeeper'];
}) => {
  const w = useFollowUpWords();
  const offered = (useResources().data ?? []).filter(({ kind, retiredAt }) => kind === 'gatekeeper' && !retiredAt);
  const known = offered.map(({ id, name, phone }) => ({ value: id, label: phone ? `${name} (${phone})` : name }));
  const gone = now && !offered.some(({ id }) => id === now.id) ? [{ value: now.id, label: now.name }] : [];
  return (
    <NativeSelect
      label={w.assign.gatekeeper}
      size="md"
      className="task-select"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: w.assign.noGatekeeper }, ...gone, ...known]}
    />
  );
};
