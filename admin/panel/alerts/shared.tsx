import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AlertHook, Alerts } from '../../contract.ts';
import { Fault, wrongFields } from '../faults.tsx';
import { useLang, useWords } from '../words.ts';
import { AddTyped } from './adding.tsx';
import { useAddAlert, useAddHook, useRemoveHook } from './data.ts';
import { WayRow } from './way.tsx';
import { useAlertWords } from './words.ts';

/** What the centre shares: the team's chats, and the providers its staff are told by. For whoever answers for the centre. */
export const SharedAlerts = ({ alerts }: { alerts: Alerts }) => {
  const w = useAlertWords();
  return (
    <details className="plus-fold">
      <summary>{w.center}</summary>
      <div className="alert-shared-parts">
        <p className="quiet">{w.centerLead}</p>
        <Teams alerts={alerts} />
        <Hooks alerts={alerts} />
      </div>
    </details>
  );
};

const Teams = ({ alerts }: { alerts: Alerts }) => {
  const w = useAlertWords();
  const [lang] = useLang();
  const add = useAddAlert();
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={w.team}>
      <h3>{w.team}</h3>
      <ul className="way-list">
        {alerts.team.map((way) => (
          <WayRow key={way.id} way={way} lineId={null} code={undefined} />
        ))}
      </ul>
      {open ? (
        <AddTyped
          label={w.teamAddress}
          hint={w.teamHint}
          kind="url"
          onCancel={() => setOpen(false)}
          add={add}
          make={(address) => ({ kind: 'team', address, lang })}
        />
      ) : (
        <button type="button" className="plain-button" onClick={() => setOpen(true)}>
          {w.addTeam}
        </button>
      )}
    </section>
  );
};

const Hooks = ({ alerts }: { alerts: Alerts }) => {
  const w = useAlertWords();
  return (
    <section aria-label={w.hooks}>
      <h3>{w.hooks}</h3>
      <p className="quiet">{w.hooksLead}</p>
      <ul className="own-pages">
        {alerts.hooks.map((hook) => (
          <HookLine key={hook.id} hook={hook} />
        ))}
      </ul>
      <AddHook />
    </section>
  );
};

const HookLine = ({ hook }: { hook: AlertHook }) => {
  const words = useWords();
  const w = useAlertWords();
  const remove = useRemoveHook();
  const [asking, setAsking] = useState(false);
  return (
    <li>
      <span>
        <b>{hook.name}</b>
        {words.separator}
        {w.channel[hook.channel]}
      </span>
      {asking ? (
        <span className="hook-asking">
          {w.hookRemoveSure}
          <button type="button" className="plain-button" onClick={() => remove.mutate(hook.id)}>
            {w.removeYes}
          </button>
          <button type="button" className="plain-button" onClick={() => setAsking(false)}>
            {words.cancel}
          </button>
        </span>
      ) : (
        <button
          type="button"
          className="plain-button"
          aria-label={w.removeOf(hook.name)}
          onClick={() => setAsking(true)}
        >
          {w.remove}
        </button>
      )}
      <Fault of={remove.error} />
    </li>
  );
};

const channels = ['sms', 'voice', 'alimtalk'] as const;

const AddHook = () => {
  const w = useAlertWords();
  const [lang] = useLang();
  const add = useAddHook();
  const [name, setName] = useState('');
  const [channel, setChannel] = useState<(typeof channels)[number]>('sms');
  const [url, setUrl] = useState('');
  const { url: wrong } = wrongFields(add.error, lang);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (add.isPending || name.trim() === '') return;
    add.mutate(
      { name, channel, url },
      {
        onSuccess: () => {
          setName('');
          setUrl('');
        },
      },
    );
  };
  return (
    <form className="add-typed" onSubmit={submit} noValidate>
      <TextInput
        label={w.hookName}
        size="md"
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={w.hookChannel}
        size="md"
        value={channel}
        onChange={(event) => setChannel(event.currentTarget.value as typeof channel)}
        data={channels.map((one) => ({ value: one, label: w.channel[one] }))}
      />
      <TextInput
        label={w.hookUrl}
        description={w.hookUrlHint}
        size="md"
        type="url"
        inputMode="url"
        autoComplete="off"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={wrong}
      />
      {!wrong && <Fault of={add.error} />}
      <Button type="submit" size="md" loading={add.isPending}>
        {w.addHookButton}
      </Button>
      {add.data && (
        <p className="notice hook-secret" role="status">
          <span>{w.hookSecret}</span>
          <code>{add.data.secret}</code>
        </p>
      )}
    </form>
  );
};
