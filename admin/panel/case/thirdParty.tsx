import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { useMe } from '../session.ts';
import { useWords } from '../words.ts';
import { type CaseView, isStale, useAskThirdParty } from './data.ts';

const longest = 60; // as AskThirdParty in the contract

/** Asks the resident, in the conversation, whether another agency may be told. */
export const ThirdParty = ({ shown, onFault }: { shown: CaseView; onFault: (fault: unknown) => void }) => {
  const words = useWords();
  const w = words.thirdParty;
  const me = useMe();
  const { id, reach } = shown.row;
  const [agency, write, clear] = useDraft(`${me.id}:${id}:agency`);
  const [missing, setMissing] = useState(false);
  const ask = useAskThirdParty(id, shown.fence);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = agency.trim();
    setMissing(name.length < 2);
    if (name.length < 2 || ask.isPending) return;
    ask.mutate(name, { onSuccess: clear, onError: onFault });
  };
  return (
    <details className="fold">
      <summary>
        <h2>{w.title}</h2>
      </summary>
      <form className="call-form" onSubmit={submit}>
        <p>{w.lead}</p>
        <TextInput
          label={w.agency}
          description={w.hint}
          size="md"
          maxLength={longest}
          value={agency}
          error={missing && agency.trim().length < 2 ? w.must : null}
          onChange={(event) => {
            ask.reset();
            write(event.currentTarget.value);
          }}
        />
        {reach !== 'here-now' && <p className="quiet">{words.reachHow[reach]}</p>}
        {!isStale(ask.error) && <Fault of={ask.error} />}
        <p className="form-does">
          <span className="quiet" role="status">
            {ask.isSuccess ? w.asked : ''}
          </span>
          <Button type="submit" variant="default" size="md" loading={ask.isPending}>
            {w.ask}
          </Button>
        </p>
      </form>
    </details>
  );
};
