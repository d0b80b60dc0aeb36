import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { Placement } from '../../contract.ts';
import { call, Failure } from '../api.ts';
import { Fault } from '../faults.tsx';
import { useWords } from '../words.ts';
import { useCampaignWrite } from './data.ts';
import { lineFault, orNothing } from './line.ts';
import { useCampaignWords } from './words.ts';

/** Name and spot, and what is wrong with them. */
const useFields = (first: { name: string; spot: string }) => {
  const w = useCampaignWords();
  const [fields, setFields] = useState(first);
  const [tried, setTried] = useState(false);
  const faults = { name: lineFault(fields.name, w.line), spot: lineFault(fields.spot, w.line, true) };
  const field = (name: 'name' | 'spot') => ({
    label: w.placement[name],
    placeholder: w.placement[`${name}Hint`],
    size: 'md',
    value: fields[name],
    error: tried ? faults[name] : null,
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setFields((now) => ({ ...now, [name]: value }));
    },
  });
  return {
    field,
    sent: { name: fields.name, spot: orNothing(fields.spot) },
    /** Shows what is wrong; true: nothing is. */
    fits: () => {
      setTried(true);
      return !faults.name && !faults.spot;
    },
    set: (next: { name: string; spot: string }) => {
      setFields(next);
      setTried(false);
    },
  };
};

type AddProps = { campaignId: string; onClose: () => void; onDone: (made: Placement) => void };

/** One more placement; stays open for the next one. */
export const AddPlacement = ({ campaignId, onClose, onDone }: AddProps) => {
  const words = useWords();
  const w = useCampaignWords();
  const { field, sent, fits, set } = useFields({ name: '', spot: '' });
  const nameInput = useRef<HTMLInputElement>(null);
  const add = useCampaignWrite((body: typeof sent, key) => call('addPlacement', { id: campaignId, key, body }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!fits() || add.isPending) return;
    add.mutate(sent, {
      onSuccess: (made) => {
        set({ name: '', spot: '' });
        nameInput.current?.focus();
        onDone(made);
      },
    });
  };
  return (
    <form className="panel-box placement-form" onSubmit={submit} noValidate>
      <div className="placement-fields">
        <TextInput ref={nameInput} autoFocus {...field('name')} />
        <TextInput {...field('spot')} />
      </div>
      <Fault of={add.error} />
      <p className="form-does">
        <Button type="button" variant="default" size="md" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button type="submit" size="md" loading={add.isPending}>
          {w.form.make}
        </Button>
      </p>
    </form>
  );
};

/** Another name or spot for one that is there. */
export const ChangePlacement = ({ placement }: { placement: Placement }) => {
  const w = useCampaignWords();
  const first = { name: placement.name, spot: placement.spot ?? '' };
  const { field, sent, fits, set } = useFields(first);
  const [rev, setRev] = useState(placement.rev);
  const save = useCampaignWrite((body: typeof sent & { rev: number; retired: boolean }, key) =>
    call('changePlacement', { id: placement.id, key, body }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!fits() || save.isPending) return;
    save.mutate({ ...sent, rev, retired: placement.retiredAt !== null }, { onSuccess: (now) => setRev(now.rev) });
  };
  const meanwhile = save.error instanceof Failure && save.error.code === 'changed_meanwhile' ? save.error : null;
  const takeNow = () => {
    const now = meanwhile?.details.now as Placement;
    set({ name: now.name, spot: now.spot ?? '' });
    setRev(now.rev);
    save.reset();
  };
  return (
    <form className="placement-form" onSubmit={submit} noValidate>
      <TextInput {...field('name')} />
      <TextInput {...field('spot')} />
      <Fault of={save.error}>
        {meanwhile && (
          <button type="button" className="plain-button" onClick={takeNow}>
            {w.form.takeNow}
          </button>
        )}
      </Fault>
      <p className="form-does">
        <span className="quiet" role="status">
          {save.isSuccess ? w.detail.saved : ''}
        </span>
        <Button type="submit" variant="default" size="md" loading={save.isPending}>
          {w.detail.save}
        </Button>
      </p>
    </form>
  );
};
