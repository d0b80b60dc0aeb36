import { Button, Textarea } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Link } from 'wouter';
import type { Handover, OpenCase, OpenFollowUp } from '../../contract.ts';
import { useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon, PriorityIcon } from '../icons.tsx';
import { useMe } from '../session.ts';
import { toMinute, usePassed } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { useAcceptHandover, useHandover, useWriteHandover } from './data.ts';
import { Passed } from './handoverLine.tsx';
import './handover.css';
import { useRosterWords } from './words.ts';

/** 인수인계: what is open, what whoever left wrote, and the yes of whoever comes. */
export const HandoverPart = () => {
  const words = useWords();
  const w = useRosterWords();
  const handover = useHandover();
  const shown = handover.data;
  return (
    <section className="handover">
      <h1>{w.tab.handover}</h1>
      {handover.isPending && <p role="status">{words.loading}</p>}
      <Fault of={handover.error} />
      {shown && (
        <>
          <State of={shown} />
          <Cases cases={shown.cases} />
          <FollowUps followUps={shown.followUps} />
          <Notes notes={shown.notes} />
          {shown.mayAccept && shown.handover && <Accept at={shown.handover.at} />}
          {shown.mayWrite && <Write />}
        </>
      )}
    </section>
  );
};

const State = ({ of: { handover } }: { of: Handover }) => {
  const w = useRosterWords();
  if (!handover) return <p className="notice">{w.handoverNone}</p>;
  if (handover.accepted)
    return (
      <p className="notice">
        <Passed of={handover} />
      </p>
    );
  return (
    <div className="fault">
      <AlertIcon />
      <span>
        <Passed of={handover} />
      </span>
    </div>
  );
};

const Part = ({
  title,
  none,
  isEmpty,
  children,
}: {
  title: string;
  none: string;
  isEmpty: boolean;
  children: ReactNode;
}) => (
  <section className="handover-part">
    <h2>{title}</h2>
    {isEmpty ? <p className="quiet">{none}</p> : <ul>{children}</ul>}
  </section>
);

const Cases = ({ cases }: { cases: readonly OpenCase[] }) => {
  const w = useRosterWords();
  return (
    <Part title={w.openCases(cases.length)} none={w.noOpenCases} isEmpty={cases.length === 0}>
      {cases.map((one) => (
        <CaseLine key={one.id} one={one} />
      ))}
    </Part>
  );
};

const CaseLine = ({ one }: { one: OpenCase }) => {
  const words = useWords();
  const w = useRosterWords();
  const [lang] = useLang();
  const isLate = usePassed(one.claimBy) && !one.owner;
  return (
    <li className="open-risk" data-priority={one.priority}>
      <span className="priority">
        <PriorityIcon priority={one.priority} />
        {words.priority[one.priority]}
      </span>
      <Link href={`/cases/${one.id}`}>{words.reason[one.reason]}</Link>
      <span className="quiet">
        {words.openedAt(toMinute(lang, one.waitingSince))}
        {words.separator}
        {one.owner ? words.queue.claimedBy(one.owner.name) : words.queue.nobody}
        {one.owner && !one.firstWordAt && `${words.separator}${words.queue.noWord}`}
      </span>
      {(one.missed || isLate) && (
        <span className="flag" data-flag="missed">
          {one.missed ? words.flag.missed : w.notClaimedInTime}
        </span>
      )}
    </li>
  );
};

const FollowUps = ({ followUps }: { followUps: readonly OpenFollowUp[] }) => {
  const words = useWords();
  const w = useRosterWords();
  const [lang] = useLang();
  const what = ({ kind, need, step }: OpenFollowUp): string =>
    kind === 'need' && need
      ? `${w.task.need}: ${words.need[need]}`
      : step
        ? `${w.task[kind]} ${step}/10`
        : w.task[kind];
  return (
    <Part title={w.openFollowUps(followUps.length)} none={w.noOpenFollowUps} isEmpty={followUps.length === 0}>
      {followUps.map((one) => (
        <li key={one.id} className="open-risk">
          {one.caseId ? <Link href={`/cases/${one.caseId}`}>{what(one)}</Link> : <span>{what(one)}</span>}
          <span className="quiet">{w.dueBy(toMinute(lang, one.dueAt))}</span>
        </li>
      ))}
    </Part>
  );
};

const Notes = ({ notes }: { notes: Handover['notes'] }) => {
  const w = useRosterWords();
  const [lang] = useLang();
  return (
    <Part title={w.notes} none={w.noNotes} isEmpty={notes.length === 0}>
      {notes.map(({ id, by, at, text }) => (
        <li key={id} className="handover-note">
          <p>{text}</p>
          <p className="quiet">{w.noteBy(by.name, toMinute(lang, at))}</p>
        </li>
      ))}
    </Part>
  );
};

const Write = () => {
  const w = useRosterWords();
  const me = useMe();
  const write = useWriteHandover();
  const [text, setText, clear] = useDraft(`${me.id}:handover`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && !write.isPending) write.mutate(text, { onSuccess: clear });
  };
  return (
    <form className="handover-write" onSubmit={submit}>
      <Textarea
        label={w.writeNote}
        description={w.writeNoteMore}
        size="md"
        autosize
        minRows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Fault of={write.error} />
      <Button type="submit" variant="default" size="md" loading={write.isPending} disabled={text.trim() === ''}>
        {w.leaveNote}
      </Button>
      <p role="status" className="adding-done">
        {write.isSuccess && text === '' ? w.noteLeft : ''}
      </p>
    </form>
  );
};

const Accept = ({ at }: { at: string }) => {
  const w = useRosterWords();
  const accept = useAcceptHandover();
  return (
    <div className="handover-accept">
      <p>{w.acceptMeans}</p>
      <Fault of={accept.error} />
      <Button size="md" loading={accept.isPending} onClick={() => accept.mutate(at)}>
        {w.acceptHandover}
      </Button>
    </div>
  );
};
