import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Resource, ResourceKind } from '../../contract.ts';
import { Failure } from '../api.ts';
import { Fault } from '../faults.tsx';
import { useAddResource, useChangeResource } from './data.ts';
import { Frame } from './fields.tsx';
import { useFollowUpWords } from './words.ts';

interface Fields {
  kind: ResourceKind;
  name: string;
  phone: string;
  note: string;
}

/** One agency or neighbour, with the number to call and what to know. */
export const Entry = ({ entry, onDone }: { entry: Resource; onDone: (name: string) => void }) => {
  const w = useFollowUpWords();
  const d = w.directory;
  const [changing, change] = useState(false);
  const retire = useChangeResource(entry.id);
  const { name, phone, note, retiredAt } = entry;
  return (
    <li className="entry" data-retired={retiredAt ? true : undefined}>
      <div className="entry-what">
        <b>{name}</b>
        {retiredAt && <span className="flag">{d.retired}</span>}
        {phone && (
          <a href={`tel:${phone.replaceAll('-', '')}`} aria-label={d.dial(name)}>
            {phone}
          </a>
        )}
        {note && <p className="entry-note">{note}</p>}
      </div>
      <span className="task-does">
        <button
          type="button"
          className="plain-button"
          aria-expanded={changing}
          aria-label={d.changeOf(name)}
          onClick={() => change(!changing)}
        >
          {d.change}
        </button>
        <button
          type="button"
          className="plain-button"
          disabled={retire.isPending}
          aria-label={retiredAt ? d.restoreOf(name) : d.retireOf(name)}
          onClick={() => retire.mutate({ rev: entry.rev, retired: !retiredAt }, { onSuccess: () => onDone(name) })}
        >
          {retiredAt ? d.restore : d.retire}
        </button>
      </span>
      <Fault of={retire.error} />
      {changing && (
        <ChangeEntry
          // What somebody else wrote meanwhile is shown, not written over.
          key={entry.rev}
          entry={entry}
          onDone={(changed) => {
            change(false);
            onDone(changed);
          }}
          onClose={() => change(false)}
        />
      )}
    </li>
  );
};

export const AddEntry = ({ onDone, onClose }: { onDone: (name: string) => void; onClose: () => void }) => {
  const w = useFollowUpWords();
  const add = useAddResource();
  return (
    <EntryForm
      label={w.directory.addTitle}
      was={{ kind: 'welfare', name: '', phone: '', note: '' }}
      pending={add.isPending}
      fault={add.error}
      onClose={onClose}
      onSubmit={({ kind, name, phone, note }) =>
        add.mutate(
          { kind, name, ...(phone && { phone }), ...(note && { note }) },
          { onSuccess: (made) => onDone(made.name) },
        )
      }
    />
  );
};

const ChangeEntry = ({
  entry,
  onDone,
  onClose,
}: {
  entry: Resource;
  onDone: (name: string) => void;
  onClose: () => void;
}) => {
  const w = useFollowUpWords();
  const change = useChangeResource(entry.id);
  return (
    <EntryForm
      label={w.directory.changeOf(entry.name)}
      was={{ kind: entry.kind, name: entry.name, phone: entry.phone ?? '', note: entry.note ?? '' }}
      pending={change.isPending}
      fault={change.error}
      onClose={onClose}
      onSubmit={({ kind, name, phone, note }) =>
        change.mutate(
          { rev: entry.rev, kind, name, phone: phone || null, note: note || null },
          { onSuccess: (changed) => onDone(changed.name) },
        )
      }
    />
  );
};

const EntryForm = ({
  label,
  was,
  pending,
  fault,
  onSubmit,
  onClose,
}: {
  label: string;
  was: Fields;
  pending: boolean;
  fault: Error | null;
  onSubmit: (fields: Fields) => void;
  onClose: () => void;
}) => {
  const w = useFollowUpWords();
  const d = w.directory;
  const [fields, write] = useState(was);
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Fields>) => write({ ...fields, ...part });
  const nameMissing = tried && !fields.name.trim() ? d.mustName : null;
  // The server names the field: its sentence stands there, and not a second time below.
  const ofPhone = fault instanceof Failure && fault.code === 'phone_not_dialled' ? fault.message : null;
  return (
    <Frame
      label={label}
      yes={d.save}
      pending={pending}
      fault={ofPhone ? null : fault}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        const typed = { ...fields, name: fields.name.trim(), phone: fields.phone.trim(), note: fields.note.trim() };
        if (typed.name) onSubmit(typed);
      }}
    >
      <h3>{label}</h3>
      <div className="entry-fields">
        <NativeSelect
          label={d.kind}
          size="md"
          value={fields.kind}
          onChange={(event) => set({ kind: event.currentTarget.value as ResourceKind })}
          data={(Object.keys(w.resourceKind) as ResourceKind[]).map((kind) => ({
            value: kind,
            label: w.resourceKind[kind],
          }))}
        />
        <TextInput
          label={d.name}
          description={d.nameHint}
          size="md"
          maxLength={60}
          value={fields.name}
          error={nameMissing}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          type="tel"
          label={d.phone}
          description={d.phoneHint}
          size="md"
          maxLength={20}
          value={fields.phone}
          error={ofPhone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
      </div>
      <Textarea
        label={d.note}
        description={d.noteHint}
        rows={2}
        autosize={false}
        size="md"
        maxLength={500}
        value={fields.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </Frame>
  );
};
