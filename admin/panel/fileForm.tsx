import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Failure } from './api.ts';
import { Fault } from './faults.tsx';
import { keep } from './keep.ts';

interface Props {
  words: Record<'file' | 'fileLead' | 'reason' | 'reasonHint' | 'get' | 'got', string>;
  /** Classes of the room: of the fold, of the form in it, and of the sentence that it is done. */
  look: { fold: string; form?: string; done: string };
  /** What the file is called. */
  name: string;
  /** Fetches it. */
  ask: (reason: string) => Promise<Blob>;
}

/** Something as a file, for a reason that is kept. */
export const FileForm = ({ words: w, look, name, ask }: Props) => {
  const [reason, write] = useState('');
  const file = useMutation({
    mutationFn: ask,
    onSuccess: (bytes) => {
      keep(bytes, name);
      write('');
    },
  });
  const isUnsaid = file.error instanceof Failure && file.error.code === 'reason_required';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file.isPending) file.mutate(reason);
  };
  return (
    <details className={look.fold}>
      <summary>{w.file}</summary>
      <form onSubmit={submit} noValidate className={look.form}>
        <p className="quiet">{w.fileLead}</p>
        <TextInput
          label={w.reason}
          description={w.reasonHint}
          size="md"
          maxLength={200}
          value={reason}
          onChange={(event) => write(event.currentTarget.value)}
          error={isUnsaid ? file.error?.message : null}
        />
        {!isUnsaid && <Fault of={file.error} />}
        <Button type="submit" size="md" loading={file.isPending}>
          {w.get}
        </Button>
        <p role="status" className={look.done}>
          {file.isSuccess && reason === '' ? w.got : ''}
        </p>
      </form>
    </details>
  );
};
