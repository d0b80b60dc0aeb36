import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AlertWay } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { toMinute, usePassed } from '../time.ts';
import { useLang } from '../words.ts';
import { useNewCode, useVerify } from './data.ts';
import { useAlertWords } from './words.ts';

type Props = { way: AlertWay; lineId: string | null; code: string | undefined };

/** What is left to do before anything is sent to a way: a tap, a code that is typed, or one that is sent by LINE. */
export const Proof = (props: Props) => {
  const { kind } = props.way;
  if (kind === 'push') return <Tap {...props} />;
  if (kind === 'line') return <SendCode {...props} />;
  return <TypeCode {...props} />;
};

const useOver = ({ codeUntil }: AlertWay): boolean => usePassed(codeUntil ?? '1970-01-01T00:00:00Z');

const Tap = ({ way }: Props) => {
  const w = useAlertWords();
  const again = useNewCode();
  const isOver = useOver(way);
  return (
    <div className="proof">
      <p role="status">{isOver ? w.tapOver : w.tapPush}</p>
      <Again label={w.tapAgain} of={again} id={way.id} />
    </div>
  );
};

const TypeCode = ({ way }: Props) => {
  const w = useAlertWords();
  const [lang] = useLang();
  const verify = useVerify();
  const again = useNewCode();
  const [code, setCode] = useState('');
  const isOver = useOver(way);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!verify.isPending && code.trim() !== '') verify.mutate({ id: way.id, code });
  };
  return (
    <form className="proof" onSubmit={submit} noValidate>
      <p role="status">{isOver || !way.codeUntil ? w.codeOver : w.codeSent(toMinute(lang, way.codeUntil))}</p>
      {!isOver && (
        <div className="proof-line">
          <TextInput
            label={w.code}
            size="md"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={verify.isPending}>
            {w.confirm}
          </Button>
        </div>
      )}
      <Fault of={verify.error} />
      <Again label={w.newCode} of={again} id={way.id} />
    </form>
  );
};

const SendCode = ({ way, lineId, code }: Props) => {
  const w = useAlertWords();
  const again = useNewCode();
  const isOver = useOver(way);
  const shown = again.data?.code ?? code;
  return (
    <div className="proof">
      {shown && !isOver ? (
        <>
          <p>{w.lineSend}</p>
          {lineId && <p>{w.lineFind(lineId)}</p>}
          <p className="line-code">{w.lineText(shown)}</p>
        </>
      ) : (
        <p>{isOver ? w.codeOver : w.lineHidden}</p>
      )}
      <Again label={w.lineNew} of={again} id={way.id} />
    </div>
  );
};

type AgainProps = { label: string; of: ReturnType<typeof useNewCode>; id: string };

const Again = ({ label, of, id }: AgainProps) => (
  <>
    <button type="button" className="plain-button" onClick={() => of.mutate(id)} disabled={of.isPending}>
      {label}
    </button>
    <Fault of={of.error} />
  </>
);
