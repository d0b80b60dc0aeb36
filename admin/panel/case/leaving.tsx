import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Fault } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { useWords } from '../words.ts';
import { type CaseView, isStale, type TalkView, useHandBack, useRelease } from './data.ts';
import { useCaseWords } from './words.ts';

type Props = { shown: CaseView; onFault: (fault: unknown) => void };

/** The talk goes back to the program, and the case stays. Not offered twice. */
export const HandBack = ({ shown, talk, onFault }: Props & { talk: TalkView | undefined }) => {
  const words = useWords();
  const w = useCaseWords().handBack;
  const [opened, open] = useState(false);
  const handBack = useHandBack(shown.row.id, shown.fence);
  // What had been read when it was opened: the talk lies behind it.
  const [read, setRead] = useState(0);
  const start = () => {
    setRead(Math.min(shown.rev, talk?.readTo ?? shown.rev));
    open(true);
  };
  const leave = () => {
    open(false);
    handBack.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (handBack.isPending) return;
    handBack.mutate(read, {
      onSuccess: leave,
      onError: (fault) => {
        onFault(fault);
        if (isStale(fault)) leave();
      },
    });
  };
  if (shown.handedBackAt) return null;
  return (
    <>
      <Button variant="default" size="md" onClick={start}>
        {w.open}
      </Button>
      <Modal opened={opened} onClose={leave} title={w.title} closeButtonProps={{ 'aria-label': words.close }}>
        <form className="closing" onSubmit={submit}>
          <p>{w.lead}</p>
          <p>{w.stays}</p>
          {shown.row.priority === 0 && (
            <p className="warning">
              <AlertIcon />
              {w.urgent}
            </p>
          )}
          <Fault of={handBack.error} />
          <p className="form-does">
            <Button type="button" variant="default" size="md" onClick={leave}>
              {words.cancel}
            </Button>
            <Button type="submit" size="md" loading={handBack.isPending}>
              {w.yes}
            </Button>
          </p>
        </form>
      </Modal>
    </>
  );
};

const longest = 200; // as Release in the contract

/** Mis-claimed, or the end of a shift: anybody may take the case from now on. */
export const Release = ({ shown, onFault }: Props) => {
  const words = useWords();
  const w = useCaseWords().release;
  const [opened, open] = useState(false);
  const [reason, write] = useState('');
  const [missing, setMissing] = useState(false);
  const release = useRelease(shown.row.id, shown.fence);
  const leave = () => {
    open(false);
    setMissing(false);
    release.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(reason.trim() === '');
    if (reason.trim() === '' || release.isPending) return;
    release.mutate(reason.trim(), {
      onSuccess: leave,
      onError: (fault) => {
        onFault(fault);
        if (isStale(fault)) leave();
      },
    });
  };
  return (
    <>
      <Button variant="default" size="md" onClick={() => open(true)}>
        {w.open}
      </Button>
      <Modal opened={opened} onClose={leave} title={w.title} closeButtonProps={{ 'aria-label': words.close }}>
        <form className="closing" onSubmit={submit}>
          <p>{w.lead}</p>
          <TextInput
            label={w.reason}
            description={w.hint}
            size="md"
            maxLength={longest}
            value={reason}
            data-autofocus
            onChange={(event) => write(event.currentTarget.value)}
            error={missing && reason.trim() === '' ? w.must : null}
          />
          <Fault of={release.error} />
          <p className="form-does">
            <Button type="button" variant="default" size="md" onClick={leave}>
              {words.cancel}
            </Button>
            <Button type="submit" size="md" loading={release.isPending}>
              {w.yes}
            </Button>
          </p>
        </form>
      </Modal>
    </>
  );
};
