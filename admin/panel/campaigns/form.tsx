import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Campaign } from '../../contract.ts';
import { call, Failure } from '../api.ts';
import { Fault } from '../faults.tsx';
import { useWords } from '../words.ts';
import { useCampaignWrite } from './data.ts';
import { lineFault, orNothing } from './line.ts';
import { useCampaignWords } from './words.ts';

const fieldsOf = (campaign?: Campaign) => ({
  name: campaign?.name ?? '',
  place: campaign?.place ?? '',
  startsOn: campaign?.startsOn ?? '',
  endsOn: campaign?.endsOn ?? '',
});

type Props = { campaign?: Campaign; onClose: () => void; onDone: (made: Campaign) => void };

/** A new campaign, or another name, place or days for one. */
export const CampaignForm = ({ campaign, onClose, onDone }: Props) => {
  const words = useWords();
  const w = useCampaignWords();
  const [fields, setFields] = useState(fieldsOf(campaign));
  const [rev, setRev] = useState(campaign?.rev ?? 0);
  const [tried, setTried] = useState(false);
  const save = useCampaignWrite((body: { rev: number } & ReturnType<typeof sent>, key) => {
    const { rev: seen, ...facts } = body;
    return campaign
      ? call('changeCampaign', { id: campaign.id, key, body: { ...facts, rev: seen } })
      : call('addCampaign', { key, body: facts });
  });

  const sent = () => ({ ...fields, place: orNothing(fields.place) });
  const faults = {
    name: lineFault(fields.name, w.line),
    place: lineFault(fields.place, w.line, true),
    startsOn: fields.startsOn ? null : w.form.noDay,
    endsOn: !fields.endsOn ? w.form.noDay : fields.endsOn < fields.startsOn ? w.form.reversed : null,
  };
  const shown = tried ? faults : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).some(Boolean) || save.isPending) return;
    save.mutate({ ...sent(), rev }, { onSuccess: onDone });
  };
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    error: shown?.[name] ?? null,
    size: 'md',
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setFields((now) => ({ ...now, [name]: value }));
    },
  });
  const meanwhile = save.error instanceof Failure && save.error.code === 'changed_meanwhile' ? save.error : null;
  const takeNow = () => {
    const now = meanwhile?.details.now as Campaign;
    setFields(fieldsOf(now));
    setRev(now.rev);
    save.reset();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={campaign ? w.form.change : w.form.add}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <form className="campaign-form" onSubmit={submit} noValidate>
        <TextInput label={w.form.name} placeholder={w.form.nameHint} data-autofocus {...field('name')} />
        <TextInput label={w.form.place} placeholder={w.form.placeHint} {...field('place')} />
        <div className="campaign-days">
          <TextInput type="date" label={w.form.from} {...field('startsOn')} />
          <TextInput type="date" label={w.form.to} min={fields.startsOn} {...field('endsOn')} />
        </div>
        <Fault of={save.error}>
          {meanwhile && (
            <button type="button" className="plain-button" onClick={takeNow}>
              {w.form.takeNow}
            </button>
          )}
        </Fault>
        <p className="form-does">
          <Button type="button" variant="default" size="md" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" size="md" loading={save.isPending}>
            {campaign ? w.form.save : w.form.make}
          </Button>
        </p>
      </form>
    </Modal>
  );
};
