import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '../api.ts';
import { Fault } from '../faults.tsx';
import { useFile } from './data.ts';
import { monthWord } from './page.tsx';
import { useTrailWords } from './words.ts';

/** The whole month as a file, for a reason that is kept. */
export const FileForm = ({ month }: { month: string }) => {
  const w = useTrailWords();
  const [reason, write] = useState('');
  const file = useFile();
  const isUnsaid = file.error instanceof Failure && file.error.code === 'reason_required';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file.isPending) file.mutate({ month, reason }, { onSuccess: () => write('') });
  };
  return (
    <details className="adding">
      <summary>{w.file}</summary>
      <form onSubmit={submit} noValidate>
        <p className="quiet">{w.fileLead(monthWord(month, w))}</p>
        <TextInput
          label={w.reason}
          description={w.reasonHint}
          size="md"
          value={reason}
          maxLength={200}
          onChange={(event) => write(event.currentTarget.value)}
          error={isUnsaid ? file.error?.message : null}
        />
        {!isUnsaid && <Fault of={file.error} />}
        <Button type="submit" size="md" loading={file.isPending}>
          {w.get}
        </Button>
        <p role="status" className="adding-done">
          {file.isSuccess && reason === '' ? w.got : ''}
        </p>
      </form>
    </details>
  );
};
