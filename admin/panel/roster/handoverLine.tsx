import type { HandoverState, Roster } from '../../contract.ts';
import { AlertIcon } from '../icons.tsx';
import { useMay, useMe } from '../session.ts';
import { toMinute, usePassed } from '../time.ts';
import { useLang } from '../words.ts';
import { useRosterWords } from './words.ts';

/** How the last handover stands: red while nobody has said that they have read what is open. */
export const HandoverLine = ({ roster, onOpen }: { roster: Roster; onOpen: () => void }) => {
  const w = useRosterWords();
  const me = useMe();
  const mayRead = useMay('case');
  const { handover, on } = roster;
  const isOn = on.some(({ id }) => id === me.id);
  if (!handover) return isOn && mayRead ? <Open onOpen={onOpen} word={w.handoverWrite} /> : null;
  if (handover.accepted)
    return (
      <p className="handover-line" data-done>
        <span className="quiet">
          <Passed of={handover} />
        </span>
        {mayRead && <Open onOpen={onOpen} word={isOn ? w.handoverWrite : w.handoverOpen} />}
      </p>
    );
  return (
    <div className="fault" role="alert">
      <AlertIcon />
      <span>
        <Passed of={handover} />
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

/** Who passed to whom, and who has accepted it, or until when somebody should. */
export const Passed = ({ of: { at, from, to, accepted, alarmAt } }: { of: HandoverState }) => {
  const w = useRosterWords();
  const [lang] = useLang();
  const names = (people: HandoverState['to']) => w.joinNames(people.map(({ name }) => name));
  const passed = w.handoverPassed(toMinute(lang, at), names(from), names(to));
  if (accepted) return `${passed} ${w.handoverAccepted(accepted.by.name, toMinute(lang, accepted.at))}`;
  return (
    <>
      <b>{w.handoverWaits}</b> {passed} <Alarm at={alarmAt} />
    </>
  );
};

/** When the leads are told, or that this time has passed. */
const Alarm = ({ at }: { at: string }) => {
  const w = useRosterWords();
  const [lang] = useLang();
  const isLate = usePassed(at);
  return isLate ? w.handoverLate(toMinute(lang, at)) : w.handoverAlarm(toMinute(lang, at));
};
