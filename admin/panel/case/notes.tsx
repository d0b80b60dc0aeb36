import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { useMe } from '../session.ts';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { type CaseView, isStale, useWriteNote } from './data.ts';
import { useCaseWords } from './words.ts';

type Props = { shown: CaseView; mine: boolean; onFault: (fault: unknown) => void };

const longest = 2000; // as WriteNote in the contract
export const noteField = 'note';

/** 메모: what the next colleague should know, the newest first. */
export const Notes = ({ shown, mine, onFault }: Props) => {
  const words = useWords();
  const w = useCaseWords().notes;
  const [lang] = useLang();
  const notes = shown.events.filter(({ kind }) => kind === 'wrote').reverse();
  return (
    <details className="fold" open={mine || notes.length > 0 || undefined}>
      <summary>
        <h2>{w.title}</h2>
        <span className="quiet">{notes.length}</span>
      </summary>
      {mine && <NoteForm shown={shown} onFault={onFault} />}
      {notes.length === 0 && !mine && <p className="quiet">{w.none}</p>}
      <ul className="plain-list notes">
        {notes.map((one) => (
          <li key={`${one.at} ${one.note}`}>
            <p className="quiet">
              {one.by}
              {words.separator}
              <time dateTime={one.at}>{toMinute(lang, one.at)}</time>
            </p>
            <p className="note-text">{one.note}</p>
          </li>
        ))}
      </ul>
    </details>
  );
};

const NoteForm = ({ shown, onFault }: Omit<Props, 'mine'>) => {
  const w = useCaseWords().notes;
  const me = useMe();
  const { id } = shown.row;
  const [text, write, clear] = useDraft(`${me.id}:${id}:note`);
  const [missing, setMissing] = useState(false);
  const note = useWriteNote(id, shown.fence);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(text.trim() === '');
    if (text.trim() === '' || note.isPending) return;
    note.mutate(text.trim(), { onSuccess: clear, onError: onFault });
  };
  return (
    <form className="call-form" onSubmit={submit}>
      <Textarea
        id={noteField}
        label={w.label}
        description={w.hint}
        rows={2}
        autosize={false}
        size="md"
        maxLength={longest}
        value={text}
        readOnly={note.isPending}
        onChange={(event) => {
          setMissing(false);
          write(event.currentTarget.value);
        }}
        error={missing ? w.must : null}
      />
      {!isStale(note.error) && <Fault of={note.error} />}
      <p className="form-does">
        <span className="quiet" role="status">
          {note.isSuccess && text === '' ? w.saved : ''}
        </span>
        <Button type="submit" variant="default" size="md" loading={note.isPending}>
          {w.save}
        </Button>
      </p>
    </form>
  );
};
