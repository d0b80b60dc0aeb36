import { Button, Radio, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CallOutcome } from '../../contract.ts';
import { useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { useMe } from '../session.ts';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { type CaseView, isStale, useLogCall } from './data.ts';
import { LeadCheck } from './leadCheck.tsx';

type Props = { shown: CaseView; mine: boolean; onFault: (fault: unknown) => void };

/** Attempts to reach someone by phone, and the form for one more. */
export const Calls = ({ shown, mine, onFault }: Props) => {
  const words = useWords();
  const [lang] = useLang();
  return (
    <details className="fold" open={mine || undefined}>
      <summary>
        <h2>{words.calls.title}</h2>
        <span className="quiet">{shown.calls.length}</span>
      </summary>
      {shown.calls.length === 0 && <p className="quiet">{words.calls.none}</p>}
      <ul className="plain-list">
        {shown.calls.map((made) => (
          <li key={made.at}>
            <b>{words.callOutcome[made.outcome]}</b>
            {words.separator}
            {made.by}
            {words.separator}
            <time dateTime={made.at}>{toMinute(lang, made.at)}</time>
            {made.note && <p>{made.note}</p>}
          </li>
        ))}
      </ul>
      <LeadCheck shown={shown} />
      {mine && <CallForm shown={shown} onFault={onFault} />}
    </details>
  );
};

const CallForm = ({ shown, onFault }: { shown: CaseView; onFault: (fault: unknown) => void }) => {
  const words = useWords();
  const w = words.calls;
  const me = useMe();
  const { id } = shown.row;
  const [outcome, choose] = useState<CallOutcome | null>(null);
  // By the time they say how it went it had been made: what rings from then on is not seen to by it.
  const [read, setRead] = useState(shown.rev);
  const [note, write, clear] = useDraft(`${me.id}:${id}:call`);
  const [missing, setMissing] = useState(false);
  const log = useLogCall(id, shown.fence);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!outcome);
    if (!outcome || log.isPending) return;
    log.mutate(
      { outcome, note: note.trim() || undefined, rev: read },
      {
        onSuccess: () => {
          choose(null);
          clear();
        },
        onError: onFault,
      },
    );
  };
  return (
    <form className="call-form" onSubmit={submit}>
      <p className="quiet">{w.privacy}</p>
      <Radio.Group
        label={w.outcome}
        value={outcome}
        onChange={(value) => {
          // Chosen anew it is another call, even if it went the same way.
          log.forget();
          setRead(shown.rev);
          choose(value as CallOutcome);
        }}
        error={missing && !outcome ? w.choose : null}
      >
        <div className="choices">
          {(Object.keys(words.callOutcome) as CallOutcome[]).map((code) => (
            <Radio key={code} value={code} label={words.callOutcome[code]} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={w.note}
        rows={2}
        autosize={false}
        size="md"
        maxLength={2000}
        value={note}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {!isStale(log.error) && <Fault of={log.error} />}
      <p className="form-does">
        <span className="quiet" role="status">
          {log.isSuccess && !outcome ? w.saved : ''}
        </span>
        <Button type="submit" variant="default" size="md" loading={log.isPending}>
          {w.save}
        </Button>
      </p>
    </form>
  );
};
