import type { Roster } from '../../contract.ts';
import { AlertIcon } from '../icons.tsx';
import { useMay, useMe } from '../session.ts';
import { toMinute, usePassed } from '../time.ts';
import { useLang } from '../words.ts';
import { useRosterWords } from './words.ts';

/** How the last handover stands: red while nobody has said that they have read what is open. */
export const HandoverLine = ({ roster, onOpen }: { roster: Roster; onOpen: () => void }) => {
  const w = useRosterWords();
  const me = useMe();
  const [lang] = useLang();
  const mayRead = useMay('case');
  const { handover, on } = roster;
  const isOn = on.some(({ id }) => id === me.id);
  if (!handover) return isOn && mayRead ? <Open onOpen={onOpen} word={w.handoverWrite} /> : null;
  const names = (people: readonly { name: string }[]) => w.joinNames(people.map(({ name }) => name));
  const passed = w.handoverPassed(toMinute(lang, handover.at), names(handover.from), names(handover.to));
  if (handover.accepted)
    return (
      <p className="handover-line" data-done>
        <span className="quiet">
          {passed} {w.handoverAccepted(handover.accepted.by.name, toMinute(lang, handover.accepted.at))}
        </span>
        {mayRead && <Open onOpen={onOpen} word={isOn ? w.handoverWrite : w.handoverOpen} />}
      </p>
    );
  return (
    <div className="fault" role="alert">
      <AlertIcon />
      <span>
        <b>{w.handoverWaits}</b> {passed} <Alarm at={handover.alarmAt} />
      </span>
      {mayRead && <Open onOpen={onOpen} word={w.handoverOpen} />}
    </div>
  );
};

const Open = ({ onOpen, word }: { onOpen: () => void; word: string }) => (
  <button type="button" className="plain-button" onClick={onOpen}>
    {word}
  </button>
);

/** When the leads are told, or that this time has passed. */
export const Alarm = ({ at }: { at: string }) => {
  const w = useRosterWords();
  const [lang] = useLang();
  const isLate = usePassed(at);
  return isLate ? w.handoverLate(toMinute(lang, at)) : w.handoverAlarm(toMinute(lang, at));
};
