import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Alerts } from '../../contract.ts';
import { Failure } from '../api.ts';
import { Fault, wrongFields } from '../faults.tsx';
import { useLang, useWords } from '../words.ts';
import { type NewAlert, useAddAlert } from './data.ts';
import { deviceName, noteOwnWay, pushState, subscribePush } from './push.ts';
import { useAlertWords } from './words.ts';

type Props = { alerts: Alerts; onLineCode: (id: string, code: string) => void };

/** 방법 더하기: what is set up here; each asks for no more than it needs. */
export const AddingWays = ({ alerts, onLineCode }: Props) => {
  const w = useAlertWords();
  const [lang] = useLang();
  const [open, setOpen] = useState<string | null>(null);
  const add = useAddAlert();
  const { can, hooks } = alerts;
  const choose = (what: string) => {
    add.reset();
    setOpen(open === what ? null : what);
  };
  const addLine = () => {
    setOpen(null);
    add.mutate({ kind: 'line', lang }, { onSuccess: ({ id, code }) => code && onLineCode(id, code) });
  };
  return (
    <section className="alert-part" aria-label={w.add}>
      <h2>{w.add}</h2>
      <div className="add-ways">
        <AddPush publicKey={can.push} />
        {can.email && (
          <button
            type="button"
            className="plain-button"
            aria-expanded={open === 'email'}
            onClick={() => choose('email')}
          >
            {w.addEmail}
          </button>
        )}
        {can.line && (
          <button type="button" className="plain-button" onClick={addLine} disabled={add.isPending}>
            {w.addLine}
          </button>
        )}
        {hooks.map(({ id, name, channel }) => (
          <button
            key={id}
            type="button"
            className="plain-button"
            aria-expanded={open === id}
            onClick={() => choose(id)}
          >
            {w.addHook(w.channel[channel], name)}
          </button>
        ))}
      </div>
      {open === null && <Fault of={add.error} />}
      {open === 'email' && (
        <AddTyped
          label={w.address}
          hint={w.addressHint}
          kind="email"
          onCancel={() => setOpen(null)}
          add={add}
          make={(address) => ({ kind: 'email', address, lang })}
        />
      )}
      {hooks.some(({ id }) => id === open) && (
        <AddTyped
          key={open}
          label={w.number}
          hint={w.numberHint}
          kind="tel"
          onCancel={() => setOpen(null)}
          add={add}
          make={(number) => ({ kind: 'hook', hookId: open ?? '', number, lang })}
        />
      )}
    </section>
  );
};

interface TypedProps {
  label: string;
  hint: string;
  kind: 'email' | 'tel' | 'url';
  onCancel: () => void;
  add: ReturnType<typeof useAddAlert>;
  make: (typed: string) => NewAlert;
}

/** One field, and what was wrong with it beside it. */
export const AddTyped = ({ label, hint, kind, onCancel, add, make }: TypedProps) => {
  const words = useWords();
  const w = useAlertWords();
  const [lang] = useLang();
  const [typed, setTyped] = useState('');
  const [wrong] = Object.values(wrongFields(add.error, lang));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending) add.mutate(make(typed), { onSuccess: onCancel });
  };
  return (
    <form className="add-typed" onSubmit={send} noValidate>
      <TextInput
        label={label}
        description={hint}
        size="md"
        type={kind}
        inputMode={kind}
        autoComplete={kind === 'url' ? 'off' : kind}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={wrong}
        data-autofocus
      />
      {!wrong && <Fault of={add.error} />}
      <div className="proof-line">
        <Button type="submit" size="md" loading={add.isPending}>
          {w.submit}
        </Button>
        <button type="button" className="plain-button" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
};

/** The browser is asked only after a tap; where it cannot, it says why and what helps. */
const AddPush = ({ publicKey }: { publicKey: string }) => {
  const w = useAlertWords();
  const [lang] = useLang();
  const add = useAddAlert();
  const [said, setSaid] = useState<string | null>(null);
  const begin = async () => {
    const state = pushState();
    if (state !== 'ready') return setSaid(w.push[state]);
    setSaid(Notification.permission === 'default' ? w.push.ask : null);
    try {
      const subscription = await subscribePush(publicKey);
      if (!subscription) return setSaid(w.push.denied);
      setSaid(null);
      add.mutate({ kind: 'push', subscription, label: deviceName(), lang }, { onSuccess: ({ id }) => noteOwnWay(id) });
    } catch {
      setSaid(w.push.failed);
    }
  };
  const isKnown = add.error instanceof Failure && add.error.code === 'alert_known';
  return (
    <>
      <button type="button" className="plain-button strong" onClick={() => void begin()} disabled={add.isPending}>
        {w.addPush}
      </button>
      {said && (
        <p className="notice add-said" role="status">
          {said}
        </p>
      )}
      {isKnown ? <p className="notice add-said">{w.push.on}</p> : <Fault of={add.error} />}
    </>
  );
};
