import { Fragment } from 'react';
import type { QueueRow } from '../contract.ts';
import { LateIcon, PriorityIcon } from './icons.tsx';
import { useMe } from './session.ts';
import { toMinute, useNow } from './time.ts';
import { isLate } from './waiting.ts';
import type { Words } from './words.ko.ts';
import { useLang, useWords } from './words.ts';

/** `긴급 · 2분 10초째 기다림 · 2분 50초 안에 맡아야 해요`. The only part of a row that is drawn each second. */
export const Clock = ({ row, closed = false }: { row: QueueRow; closed?: boolean }) => {
  const words = useWords();
  const [lang] = useLang();
  const now = useNow();
  const late = isLate(row, now);
  return (
    <p
      className="clock"
      data-priority={row.priority}
      data-late={(late && !closed) || undefined}
      role="timer"
      aria-live="off"
    >
      {row.drill && <span className="drill">{words.drill.mark}</span>}
      <span className="priority">
        <PriorityIcon priority={row.priority} />
        {words.priority[row.priority]}
      </span>
      {!closed && (
        // Whoever has a human's word no longer waits for one.
        <span className="waited">
          {row.firstWordAt
            ? words.openedAt(toMinute(lang, row.openedAt))
            : words.waiting(words.duration(now - Date.parse(row.waitingSince)))}
        </span>
      )}
      {!closed && !row.owner && <Due by={Date.parse(row.claimBy)} now={now} />}
    </p>
  );
};

const Due = ({ by, now }: { by: number; now: number }) => {
  const words = useWords();
  const late = by < now;
  return (
    <span className="due" data-late={late || undefined}>
      {late && <LateIcon />}
      {late ? words.overdue(words.duration(now - by)) : words.dueIn(words.duration(by - now))}
    </span>
  );
};

/** `{counsellor} 맡음 · 첫 말 아직 없음`, or that nobody has it. */
export const OwnerLine = ({ row }: { row: QueueRow }) => {
  const words = useWords();
  const [lang] = useLang();
  const me = useMe();
  if (!row.owner)
    return (
      <span className="owner" data-none>
        {row.called > 0 ? words.queue.calledNobody(row.called) : words.queue.nobody}
      </span>
    );
  const who = row.owner.id === me.id ? words.queue.mine : words.queue.claimedBy(row.owner.name);
  return (
    <span className="owner">
      {who}
      {words.separator}
      {row.firstWordAt ? words.queue.firstWord(toMinute(lang, row.firstWordAt)) : <b>{words.queue.noWord}</b>}
      {row.lapseAt && <Lapses at={Date.parse(row.lapseAt)} />}
      {row.offeredTo?.id === me.id && <b className="flag">{words.queue.offered}</b>}
    </span>
  );
};

/** `4분 뒤 다시 호출`: the only word of the line that moves. */
const Lapses = ({ at }: { at: number }) => {
  const words = useWords();
  const now = useNow();
  return (
    <span data-soon={at - now < 120_000 || undefined}>
      {words.separator}
      {words.queue.callsAgain(words.duration(at - now))}
    </span>
  );
};

/** `65~74세`, or that it is not known; '' for a child who agreed to nothing: their age is not kept, and the flag 미성년 says enough. */
export const ageWord = ({ ageBand, flags }: Pick<QueueRow, 'ageBand' | 'flags'>, words: Words): string => {
  if (ageBand !== null) return words.age[ageBand] ?? ageBand;
  return flags.includes('minor') ? '' : words.ageUnknown;
};

/** `65~74세 [도우미 있음] [약속 시간 지남]` */
export const WhoLine = ({ row }: { row: QueueRow }) => {
  const words = useWords();
  const flags = (Object.keys(words.flag) as (keyof typeof words.flag)[]).filter((flag) => row.flags.includes(flag));
  return (
    <span className="who">
      {ageWord(row, words)}
      {flags.map((flag) => (
        <Fragment key={flag}>
          {' '}
          <span className="flag" data-flag={flag}>
            {words.flag[flag]}
          </span>
        </Fragment>
      ))}
    </span>
  );
};

/** `전화 남김: 오전` */
export const PhoneLine = ({ row }: { row: QueueRow }) => {
  const words = useWords();
  if (row.phone === null) return null;
  return (
    <span className="phone-left">
      {row.phone === 'any' ? words.phoneLeft : words.phoneLeftFor(words.phoneTime[row.phone])}
    </span>
  );
};

/** `카카오톡(먼저 못 보냄)` */
export const ChannelLine = ({ row }: { row: QueueRow }) => {
  const words = useWords();
  return (
    <span className="channel" data-here={row.reach === 'here-now' || undefined}>
      {words.channelReach(words.channel[row.channel], words.reach[row.reach])}
    </span>
  );
};
