import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Failure } from '../api.ts';
import { Fault } from '../faults.tsx';
import { keep } from '../keep.ts';
import { useReportWords } from './words.ts';

/** The numbers as a file, for a reason that is kept. `ask` fetches it. */
export const FileForm = ({ name, ask }: { name: string; ask: (reason: string) => Promise<Blob> }) => {
  const w = useReportWords();
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
    <details className="report-fold">
      <summary>{w.file}</summary>
      <form onSubmit={submit} noValidate className="report-form">
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
        <p role="status" className="report-done">
          {file.isSuccess && reason === '' ? w.got : ''}
        </p>
      </form>
    </details>
  );
};
