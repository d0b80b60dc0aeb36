import type { CSSProperties } from 'react';
import type { RotationPreview } from '../../contract.ts';
import { utc } from '../days.ts';
import { AlertIcon } from '../icons.tsx';
import { shiftWord } from './asked.tsx';
import { dayWord, spanWord } from './days.ts';
import { useRotationWords } from './rotationWords.ts';
import { useRosterWords } from './words.ts';

const few = 3;

/** The coming four weeks as they would be. backup: its turns fill no gap. */
export const PreviewPart = ({ of, backup }: { of: RotationPreview; backup: boolean }) => {
  const w = useRosterWords();
  const r = useRotationWords();
  return (
    <section className="preview" aria-labelledby="preview-title">
      <h3 id="preview-title">{r.previewTitle}</h3>
      <Clashes of={of} />
      {of.unknownFrom && (
        <p className="warning">
          <AlertIcon />
          <span>{r.unknown(dayWord(of.unknownFrom, w, true), of.unknownFrom.slice(0, 4))}</span>
        </p>
      )}
      {!backup && <Gaps of={of} />}
      <ol className="preview-days" style={{ '--first': columnOf(of.days[0]?.day ?? '') } as CSSProperties}>
        {of.days.map(({ day, holiday, turns }) => (
          <li
            key={day}
            data-empty={turns.length === 0 || undefined}
            data-off={isWeekend(day) || holiday !== null || undefined}
          >
            <span className="preview-day">
              {dayWord(day, w, true)}
              {holiday && <span className="duty-holiday">{holiday}</span>}
            </span>
            <span>
              {turns.length === 0 && <span className="quiet">{r.nobodyThen}</span>}
              {turns.map((turn) => (
                <span key={turn.startsAt} className="preview-turn">
                  <b>{turn.who.name}</b> <span className="quiet">{spanWord(day, turn, w)}</span>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};

/** Monday's is 1. */
const columnOf = (day: string): number => ((utc(day).getUTCDay() + 6) % 7) + 1;

const isWeekend = (day: string): boolean => [0, 6].includes(utc(day).getUTCDay());

const Clashes = ({ of }: { of: RotationPreview }) => {
  const w = useRosterWords();
  const r = useRotationWords();
  if (of.clashes.length === 0) return null;
  const [first, more] = [of.clashes.slice(0, few), of.clashes.length - few];
  return (
    <div className="fault" role="alert">
      <AlertIcon />
      <div className="ahead-gaps">
        <b>{r.clashes}</b>
        <ul>
          {first.map(({ who, other, ...turn }) => (
            <li key={`${who.id} ${turn.startsAt}`}>
              {r.clash(who.name, shiftWord(turn, w), shiftWord(other, w), other.rotation)}
            </li>
          ))}
        </ul>
        {more > 0 && <p>{r.more(more)}</p>}
      </div>
    </div>
  );
};

const Gaps = ({ of }: { of: RotationPreview }) => {
  const w = useRosterWords();
  const r = useRotationWords();
  if (of.gaps.length === 0) return <p className="notice">{r.noGaps}</p>;
  const [first, more] = [of.gaps.slice(0, few), of.gaps.length - few];
  return (
    <div className="warning">
      <AlertIcon />
      <div className="ahead-gaps">
        <b>{r.gapsLeft(of.gaps.length)}</b>
        <ul>
          {first.map((gap) => (
            <li key={gap.startsAt}>{shiftWord(gap, w)}</li>
          ))}
        </ul>
        {more > 0 && <p>{r.more(more)}</p>}
      </div>
    </div>
  );
};
