import { Kbd, Modal, Switch } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Permission } from '../contract.ts';
import { useCaseWords } from './case/words.ts';
import { usePreference } from './preference.ts';
import { useMe } from './session.ts';
import { useWords } from './words.ts';

/** The shortcuts can be switched off: people who dictate or lean on keys would set them off by accident. */
export const useShortcutsOn = () => {
  const [on, set] = usePreference('maumjigi-keys', 'on');
  return [on === 'on', (use: boolean) => set(use ? 'on' : 'off')] as const;
};

const types = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Whoever types looks at their words: when the field goes from under their hands (the claim lapses, somebody else has the case), what they
 *  type on must not claim another case nor leave this one. Counted from the last letter, an ignored one too. */
const typingMs = 1_500;
let typed: { into: HTMLElement; at: number } | null = null;
const isLetter = ({ key, isComposing }: KeyboardEvent): boolean =>
  isComposing || key.length === 1 || key === 'Process' || key === 'Backspace';

/** Is this one more key of somebody who types, into a field or where one was a moment ago? Who left a field that still stands did so by
 *  themselves. */
const typesOn = (event: KeyboardEvent): boolean => {
  const { target, timeStamp: at } = event;
  const gone = typed && !typed.into.isConnected && at - typed.at < typingMs ? typed.into : null;
  const into = types(target) ? target : gone;
  if (into && isLetter(event)) typed = { into, at };
  return into !== null;
};

/** Single-key shortcuts by `KeyboardEvent.code`, because on a Korean layout the j key says ㅓ. `?` is named as itself. */
export const useShortcuts = (handlers: Record<string, () => void>): void => {
  const latest = useRef(handlers);
  const [on] = useShortcutsOn();
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typesOn(event)) return;
      if (event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      const asks = event.key === '?' || (event.shiftKey && event.code === 'Slash');
      const handler = asks ? latest.current['?'] : event.shiftKey ? undefined : latest.current[event.code];
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [on]);
};

export const KeysHelp = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const words = useWords();
  const [on, use] = useShortcutsOn();
  const w = words.keys;
  const { permissions } = useMe();
  const c = useCaseWords().keys;
  const rows: [string[], string][] = [
    [['j', '↓'], w.next],
    [['k', '↑'], w.previous],
    [['Enter'], w.open],
  ];
  const lists: [string, [string[], string][], Permission?][] = [
    [w.queue, [...rows, [['c'], w.claim]], 'queue'],
    [
      w.case,
      [
        [['c'], w.claim],
        [['r'], w.reply],
        [['Ctrl', 'Enter'], w.send],
        [['n'], c.note],
        [['t'], c.tier],
        [['p'], c.together],
        [['q'], w.toQueue],
      ],
      'case',
    ],
    [w.followUps, [...rows, [['d'], w.done], [['p'], w.postpone], [['a'], w.assign]], 'follow-ups'],
    [
      w.roster,
      [
        [['[', '←'], w.weekBefore],
        [[']', '→'], w.weekAfter],
        [['t'], w.thisWeek],
      ],
      'roster',
    ],
    [w.campaigns, [...rows, [['n'], w.make], [['q'], w.toCampaigns]], 'counts'],
    [
      w.anywhere,
      [
        [['1', '2', '…'], w.rooms],
        [['?'], w.help],
        [['Esc'], w.escape],
      ],
    ],
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={w.title} closeButtonProps={{ 'aria-label': words.close }}>
      {lists
        .filter(([, , needs]) => !needs || permissions.includes(needs))
        .map(([where, keys]) => (
          <section key={where} className="keys-list">
            <h3>{where}</h3>
            <dl>
              {keys.map(([press, does]) => (
                <div key={does}>
                  <dt>
                    {press.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      <p className="quiet">{w.note}</p>
      <Switch label={w.use} checked={on} onChange={(event) => use(event.currentTarget.checked)} />
    </Modal>
  );
};
