import { Button, Modal, TextInput } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { useMe } from '../session.ts';
import { useWords } from '../words.ts';
import { type CaseView, isStale, readOf, type TalkView, useHandBack, useRelease } from './data.ts';
import { useCaseWords } from './words.ts';

type Props = { shown: CaseView; onFault: (fault: unknown) => void };

type FormProps<T> = {
  w: { open: string; title: string; yes: string };
  of: Pick<UseMutationResult<unknown, Error, T>, 'mutate' | 'isPending' | 'error' | 'reset'>;
  onFault: Props['onFault'];
  onOpen?: () => void;
  onSent?: () => void;
  /** What is sent; null: something that must be there is missing. */
  input: () => T | null;
  children: (missing: boolean) => ReactNode;
};

/** A button, and behind it what it means, what it asks for, and the yes. What comes too late closes it: the case is not theirs. */
export const LeavingForm = <T,>({ w, of, onFault, onOpen, onSent, input, children }: FormProps<T>) => {
  const words = useWords();
  const [opened, open] = useState(false);
  const [missing, setMissing] = useState(false);
  const start = () => {
    onOpen?.();
    open(true);
  };
  const leave = () => {
    open(false);
    setMissing(false);
    of.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = input();
    setMissing(given === null);
    if (given === null || of.isPending) return;
    of.mutate(given, {
      onSuccess: () => {
        onSent?.();
        leave();
      },
      onError: (fault) => {
        onFault(fault);
        if (isStale(fault)) leave();
      },
    });
  };
  return (
    <>
      <Button variant="default" size="md" onClick={start}>
        {w.open}
      </Button>
      <Modal opened={opened} onClose={leave} title={w.title} closeButtonProps={{ 'aria-label': words.close }}>
        <form className="closing" onSubmit={submit}>
          {children(missing)}
          <Fault of={of.error} />
          <p className="form-does">
            <Button type="button" variant="default" size="md" onClick={leave}>
              {words.cancel}
            </Button>
            <Button type="submit" size="md" loading={of.isPending}>
              {w.yes}
            </Button>
          </p>
        </form>
      </Modal>
    </>
  );
};

/** The talk goes back to the program, and the case stays. Not offered twice. */
export const HandBack = ({ shown, talk, onFault }: Props & { talk: TalkView | undefined }) => {
  const w = useCaseWords().handBack;
  const handBack = useHandBack(shown.row.id, shown.fence);
  // What had been read when it was opened: the talk lies behind it.
  const [read, setRead] = useState(0);
  if (shown.handedBackAt) return null;
  return (
    <LeavingForm w={w} of={handBack} onFault={onFault} onOpen={() => setRead(readOf(shown, talk))} input={() => read}>
      {() => (
        <>
          <p>{w.lead}</p>
          <p>{w.stays}</p>
          {shown.row.priority === 0 && (
            <p className="warning">
              <AlertIcon />
              {w.urgent}
            </p>
          )}
        </>
      )}
    </LeavingForm>
  );
};

const longest = 200; // as Release in the contract

/** Mis-claimed, or the end of a shift: anybody may take the case from now on. */
export const Release = ({ shown, onFault }: Props) => {
  const w = useCaseWords().release;
  const me = useMe();
  const { id } = shown.row;
  const [reason, write, clear] = useDraft(`${me.id}:${id}:release`);
  const release = useRelease(id, shown.fence);
  return (
    <LeavingForm w={w} of={release} onFault={onFault} onSent={clear} input={() => reason.trim() || null}>
      {(missing) => (
        <>
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
        </>
      )}
    </LeavingForm>
  );
};
