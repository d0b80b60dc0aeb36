import { Button, Modal, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { AlertWay } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon, CheckIcon, LateIcon } from '../icons.tsx';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { reaches, useOrder, useRemoveAlert } from './data.ts';
import { Proof } from './proof.tsx';
import { ownWay, unsubscribePush } from './push.ts';
import { type AlertWords, ko } from './words.ko.ts';
import { useAlertWords } from './words.ts';

const minutes = [0, 1, 2, 3, 5, 10, 15, 30, 60];

/** What a way is called: its kind, and what its owner calls it. */
export const wayName = ({ kind, channel, provider, label }: AlertWay, w: AlertWords = ko): string => {
  if (kind === 'push') return w.pushOn(label);
  if (kind === 'hook') return `${w.by(channel ? w.channel[channel] : '', provider ?? '')} ${label}`;
  return label === w.kind[kind] ? label : `${w.kind[kind]} ${label}`;
};

const StateIcon = ({ of }: { of: AlertWay }) =>
  reaches(of) ? <CheckIcon /> : of.state === 'waiting' ? <LateIcon /> : <AlertIcon />;

/** One way: what it is, how it does, when it is used, and what is still to be done for it. `code`: of LINE, shown once. */
export const WayRow = ({ way, lineId, code }: { way: AlertWay; lineId: string | null; code: string | undefined }) => {
  const words = useWords();
  const w = useAlertWords();
  const [lang] = useLang();
  const order = useOrder();
  const name = wayName(way, w);
  const seen = [
    // Before it is confirmed what arrived was the code, and nobody knows yet where.
    way.workedAt && way.state !== 'waiting' && w.worked(toMinute(lang, way.workedAt)),
    way.failedAt &&
      (way.failedAt > (way.workedAt ?? '') || way.state === 'failing') &&
      w.failed(toMinute(lang, way.failedAt)),
    way.fault && (way.state === 'failing' || way.state === 'gone') && w.fault(way.fault),
  ].filter(Boolean);
  return (
    <li className="way-card" data-state={way.state}>
      <div className="way-head">
        <StateIcon of={way} />
        <div className="way-what">
          <b>{name}</b>
          {way.kind === 'push' && ownWay() === way.id && <span className="flag">{w.here}</span>}
          <p className="quiet">
            {w.state[way.state]}
            {seen.length > 0 && <span> {seen.join(words.separator)}</span>}
          </p>
        </div>
      </div>
      {(way.state === 'waiting' || way.state === 'gone') && <Proof way={way} lineId={lineId} code={code} />}
      <div className="way-does">
        {way.state !== 'waiting' && way.kind !== 'team' && (
          <NativeSelect
            size="md"
            aria-label={w.whenOf(name)}
            value={String(way.afterMinutes)}
            onChange={(event) => order.mutate({ id: way.id, afterMinutes: Number(event.currentTarget.value) })}
            data={minutes.map((many) => ({ value: String(many), label: w.after(many) }))}
          />
        )}
        <Remove way={way} name={name} />
      </div>
      <Fault of={order.error} />
    </li>
  );
};

const Remove = ({ way, name }: { way: AlertWay; name: string }) => {
  const words = useWords();
  const w = useAlertWords();
  const remove = useRemoveAlert();
  const [asking, setAsking] = useState(false);
  const yes = () => {
    if (way.kind === 'push' && ownWay() === way.id) void unsubscribePush();
    remove.mutate(way.id, { onSuccess: () => setAsking(false) });
  };
  // What was never confirmed is lost by nobody.
  const ask = () => (way.state === 'waiting' ? yes() : setAsking(true));
  return (
    <>
      <button type="button" className="plain-button" aria-label={w.removeOf(name)} onClick={ask}>
        {w.remove}
      </button>
      {!asking && <Fault of={remove.error} />}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={name}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <div className="way-asking">
          <p>{w.removeSure}</p>
          <Fault of={remove.error} />
          <Button size="md" color="red" loading={remove.isPending} onClick={yes}>
            {w.removeYes}
          </Button>
        </div>
      </Modal>
    </>
  );
};
