import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api.ts';
import { type CaseView, useWrite } from '../case/data.ts';
import { LeavingForm } from '../case/leaving.tsx';
import { useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { useMe } from '../session.ts';
import { useWords } from '../words.ts';
import { useOfferWords } from './words.ts';

type Props = { shown: CaseView; onFault: (fault: unknown) => void };

const longest = 500; // as OfferCase in the contract

/** Asks a colleague to take the case over; not while somebody is asked. */
export const OfferButton = ({ shown, onFault }: Props) => {
  const w = useOfferWords();
  const me = useMe();
  const { id, offeredTo } = shown.row;
  const [staffId, choose] = useState('');
  const [note, write, clear] = useDraft(`${me.id}:${id}:offer`);
  const offer = useWrite(id, shown.fence, (body: { staffId: string; note?: string }, key) =>
    call('offer', { id, key, body: { fence: shown.fence, ...body } }),
  );
  if (offeredTo) return null;
  return (
    <LeavingForm
      w={w}
      of={offer}
      onFault={onFault}
      onSent={() => {
        choose('');
        clear();
      }}
      input={() => (staffId === '' ? null : { staffId, ...(note.trim() ? { note: note.trim() } : {}) })}
    >
      {(missing) => (
        <>
          <p>{w.lead}</p>
          <Taker staffId={staffId} onChange={choose} missing={missing} />
          <Textarea
            label={w.note}
            size="md"
            rows={3}
            maxLength={longest}
            value={note}
            onChange={(event) => write(event.currentTarget.value)}
          />
        </>
      )}
    </LeavingForm>
  );
};

type TakerProps = { staffId: string; onChange: (staffId: string) => void; missing: boolean };

/** Whom to ask: those on duty first. */
const Taker = ({ staffId, onChange, missing }: TakerProps) => {
  const words = useWords();
  const w = useOfferWords();
  const takers = useQuery({ queryKey: ['takers'], queryFn: ({ signal }) => call('takers', { signal }) });
  const all = takers.data?.takers ?? [];
  return (
    <>
      {takers.data && all.length === 0 && <p className="notice">{w.nobody}</p>}
      <NativeSelect
        label={w.who}
        size="md"
        value={staffId}
        data-autofocus
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[
          { value: '', label: takers.isPending ? words.loading : w.choose },
          ...all
            .toSorted((one, other) => Number(other.onDuty) - Number(one.onDuty))
            .map(({ id, name, onDuty }) => ({ value: id, label: onDuty ? `${name} (${w.onDuty})` : name })),
        ]}
        error={missing && staffId === '' ? w.must : null}
      />
      <Fault of={takers.error} />
    </>
  );
};

/** What the offer that stands means for whoever looks: to wait, or to decide. */
export const OfferNotice = ({ shown, onFault }: Props) => {
  const w = useOfferWords();
  const me = useMe();
  const { id, offeredTo, owner } = shown.row;
  const { fence } = shown;
  const end = useWrite(id, fence, (_: 'end', key) => call('endOffer', { id, key }));
  const accept = useWrite(id, fence, (_: 'accept', key) => call('accept', { id, key, body: { fence } }));
  if (!offeredTo || !owner) return null;
  const isMine = owner.id === me.id;
  const note = shown.events.findLast(({ kind }) => kind === 'offered')?.note;
  if (!isMine && offeredTo.id !== me.id) return null;
  return (
    <div className="notice offer" role="status">
      <AlertIcon />
      <div>
        <p>{isMine ? w.waits(offeredTo.name) : w.asked(owner.name)}</p>
        {note && <p className="event-note">{note}</p>}
        <p className="form-does">
          <Button
            variant="default"
            size="md"
            loading={end.isPending}
            onClick={() => end.mutate('end', { onError: onFault })}
          >
            {isMine ? w.takeBack : w.decline}
          </Button>
          {!isMine && (
            <Button size="md" loading={accept.isPending} onClick={() => accept.mutate('accept', { onError: onFault })}>
              {w.accept}
            </Button>
          )}
        </p>
        <Fault of={end.error ?? accept.error} />
      </div>
    </div>
  );
};
