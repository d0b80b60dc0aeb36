import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { koreanMinute } from '../days.ts';
import { Fault } from '../faults.tsx';
import { serverNow, toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { useWasOn } from './data.ts';
import { useRosterWords } from './words.ts';

/** Who was on at a minute, however long ago. */
export const WasOn = () => {
  const words = useWords();
  const w = useRosterWords();
  const [lang] = useLang();
  const [typed, setTyped] = useState(() => koreanMinute(serverNow()));
  const [asked, setAsked] = useState<string | null>(null);
  const found = useWasOn(asked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed !== '') setAsked(typed.slice(0, 16));
  };
  return (
    <details className="plus-fold adding was-on">
      <summary>{w.wasOn}</summary>
      <form onSubmit={submit} noValidate>
        <TextInput
          type="datetime-local"
          label={w.wasOnWhen}
          size="md"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" size="md" variant="default" loading={found.isFetching}>
          {w.wasOnFind}
        </Button>
        <Fault of={found.error} />
        {asked && found.data && (
          <div role="status">
            {found.data.people.length === 0 && <p>{w.wasOnNobody}</p>}
            {found.data.people.map((one) => (
              <p key={`${one.id} ${one.startsAt}`}>
                <b>{one.name}</b> {w.span(toMinute(lang, one.startsAt), toMinute(lang, one.endsAt))}
                {one.insteadOf && `${words.separator}${w.covers(one.insteadOf.name)}`}
                {one.backup && `${words.separator}${w.backup}`}
              </p>
            ))}
          </div>
        )}
      </form>
    </details>
  );
};
