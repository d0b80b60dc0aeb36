import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { useMay, useMe } from '../session.ts';
import { toMinute } from '../time.ts';
import { useLang } from '../words.ts';
import { type CaseView, useCheck } from './data.ts';
import { useCaseWords } from './words.ts';

/** As the closing of 세 번 시도, 닿지 않음 asks for. */
export const triesNeeded = 3;

/** How often nobody was reached, and whether the lead has looked at it; the lead does it here. */
export const LeadCheck = ({ shown }: { shown: CaseView }) => {
  const w = useCaseWords().check;
  const [lang] = useLang();
  const mayCheck = useMay('check');
  const { attempts, checked, leads } = shown.closing;
  if (attempts === 0) return null;
  const isOpen = shown.closedAt === null;
  return (
    <div className="lead-check">
      <p>
        <b>{w.attempts(attempts)}</b>
      </p>
      {checked ? (
        <p>{w.checked(checked.by, toMinute(lang, checked.at))}</p>
      ) : (
        isOpen && <p className="quiet">{attempts < triesNeeded ? w.needed : w.waits(leads)}</p>
      )}
      {isOpen && mayCheck && attempts >= triesNeeded && !checked && <CheckForm shown={shown} />}
    </div>
  );
};

const CheckForm = ({ shown }: { shown: CaseView }) => {
  const w = useCaseWords().check;
  const me = useMe();
  const { id } = shown.row;
  const [note, write, clear] = useDraft(`${me.id}:${id}:check`);
  const check = useCheck(id, shown.fence);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!check.isPending) check.mutate(note, { onSuccess: clear });
  };
  return (
    <form className="call-form" onSubmit={submit}>
      <TextInput
        label={w.note}
        description={w.ask}
        size="md"
        maxLength={2000}
        value={note}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <Fault of={check.error} />
      <p className="form-does">
        <Button type="submit" variant="default" size="md" loading={check.isPending}>
          {w.does}
        </Button>
      </p>
    </form>
  );
};
