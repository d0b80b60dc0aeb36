import { Radio } from '@mantine/core';
import { useState } from 'react';
import type { endings as Endings, FollowUpOutcome, ReferralState } from '../../contract.ts';
import { Failure } from '../api.ts';
import { addDays } from '../days.ts';
import { useDraft } from '../drafts.ts';
import { useMe } from '../session.ts';
import { useLang } from '../words.ts';
import { type Task, useAssign, useColleagues, useFinish, useMove, usePostpone } from './data.ts';
import { dayInWords, isBetween } from './days.ts';
import { DayField, Frame, GatekeeperField, Note, StaffField } from './fields.tsx';
import { useWhat } from './what.tsx';
import { useFollowUpWords } from './words.ts';

/** Which form stands open under a task. */
export type Form = 'done' | 'postpone' | 'assign' | 'move' | 'case';

export type FormProps = {
  task: Task;
  today: string;
  /** It is written: what to say. */
  onDone: (said: string) => void;
  onClose: () => void;
};

// How each kind may end; the contract's table stands here a second time, because its values would bring zod into the page.
const endings: { [Kind in keyof typeof Endings]: readonly (typeof Endings)[Kind][number][] } = {
  need: ['provided', 'referred', 'no-answer', 'declined', 'not-needed'],
  call: ['reached', 'no-answer', 'message-left', 'wrong-number', 'declined', 'reached-family', 'not-needed'],
  rescreen: ['rescreened', 'no-answer', 'message-left', 'wrong-number', 'declined', 'not-needed'],
  plan: ['reached', 'no-answer', 'message-left', 'wrong-number', 'declined', 'reached-family', 'not-needed'],
  gatekeeper: ['looked-in', 'worried', 'no-answer', 'declined', 'not-needed'],
  lead: ['keep-trying', 'visited', 'handed-119-112', 'other-center', 'stop-trying'],
};
const endingsOf = (kind: Task['kind']): readonly FollowUpOutcome[] =>
  kind === 'case' || kind === 'referral' ? [] : endings[kind];

/** What somebody else did meanwhile is said above the list: the row goes, and this form with it. */
const saysIfGone =
  (say: (said: string) => void) =>
  (fault: unknown): void => {
    if (fault instanceof Failure && (fault.code === 'already_done' || fault.code === 'state_now')) say(fault.message);
  };

export const FinishForm = ({ task, onDone, onClose }: FormProps) => {
  const w = useFollowUpWords();
  const me = useMe();
  const what = useWhat();
  const [outcome, choose] = useState<FollowUpOutcome | null>(null);
  const [missing, setMissing] = useState(false);
  const [note, write, clear] = useDraft(`${me.id}:${task.id}:done`);
  const finish = useFinish(task.id);
  const submit = () => {
    setMissing(!outcome);
    if (!outcome) return;
    finish.mutate(
      { outcome, ...(note.trim() && { note }) },
      {
        onSuccess: ({ lead, call }) => {
          clear();
          onDone([w.done.said(what(task)), lead && w.done.lead, call && w.done.call].filter(Boolean).join(' · '));
        },
        onError: saysIfGone(onDone),
      },
    );
  };
  return (
    <Frame
      label={w.doesFor(w.does.done, what(task))}
      yes={w.save}
      pending={finish.isPending}
      fault={finish.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radio.Group
        label={task.kind === 'lead' ? w.done.leadAsk : w.done.ask}
        value={outcome}
        onChange={(value) => choose(value as FollowUpOutcome)}
        error={missing && !outcome ? w.done.must : null}
      >
        <div className="task-choices">
          {endingsOf(task.kind).map((code) => (
            <Radio key={code} value={code} label={w.outcome[code]} />
          ))}
        </div>
      </Radio.Group>
      {task.kind === 'lead' && <p className="quiet">{w.done.keepTrying}</p>}
      {task.kind === 'gatekeeper' && <p className="quiet">{w.done.worried}</p>}
      <Note label={w.note} value={note} onChange={write} />
    </Frame>
  );
};

export const PostponeForm = ({ task, today, onDone, onClose }: FormProps) => {
  const w = useFollowUpWords();
  const q = w.postpone.quick;
  const me = useMe();
  const [lang] = useLang();
  const what = useWhat();
  const [first, last] = [addDays(today, 1), addDays(today, 365)];
  const [dueOn, setDay] = useState(first);
  const [tried, setTried] = useState(false);
  const [reason, write, clear] = useDraft(`${me.id}:${task.id}:postpone`);
  const put = usePostpone(task.id);
  const dayFits = isBetween(dueOn, first, last);
  const submit = () => {
    setTried(true);
    if (!dayFits || !reason.trim()) return;
    put.mutate(
      { dueOn, reason },
      {
        onSuccess: () => {
          clear();
          onDone(w.postpone.said(what(task), dayInWords(lang, dueOn, today)));
        },
        onError: saysIfGone(onDone),
      },
    );
  };
  return (
    <Frame
      label={w.doesFor(w.does.postpone, what(task))}
      yes={w.postpone.yes}
      pending={put.isPending}
      fault={put.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <DayField
        label={w.postpone.day}
        value={dueOn}
        first={first}
        last={last}
        onChange={setDay}
        wrong={tried && !dayFits ? w.postpone.mustDay : null}
      />
      <p className="task-quick">
        {(
          [
            [1, q.tomorrow],
            [3, q.three],
            [7, q.week],
            [14, q.twoWeeks],
          ] as const
        ).map(([days, label]) => (
          <button
            key={days}
            type="button"
            className="plain-button"
            aria-pressed={dueOn === addDays(today, days)}
            onClick={() => setDay(addDays(today, days))}
          >
            {label}
          </button>
        ))}
      </p>
      <Note
        label={w.postpone.reason}
        description={w.postpone.reasonHint}
        value={reason}
        onChange={write}
        error={tried && !reason.trim() ? w.postpone.must : null}
      />
    </Frame>
  );
};

export const AssignForm = ({ task, onDone, onClose }: FormProps) => {
  const w = useFollowUpWords();
  const what = useWhat();
  const colleagues = useColleagues();
  const me = useMe();
  // A task nobody has is most often taken by whoever opens this.
  const canTake = task.kind !== 'lead' || colleagues.data?.some(({ id, leads }) => id === me.id && leads);
  const [staffId, chooseStaff] = useState(task.assignee?.id ?? (canTake ? me.id : ''));
  const [gatekeeperId, chooseGatekeeper] = useState(task.gatekeeper?.id ?? '');
  const assign = useAssign(task.id);
  const submit = () => {
    const name = colleagues.data?.find(({ id }) => id === staffId)?.name;
    assign.mutate(
      {
        staffId: staffId || null,
        seen: task.assignee?.id ?? null,
        ...(task.kind === 'gatekeeper' && { gatekeeperId: gatekeeperId || null }),
      },
      {
        onSuccess: () => onDone(name ? w.assign.said(what(task), name) : w.assign.saidNobody(what(task))),
        onError: saysIfGone(onDone),
      },
    );
  };
  return (
    <Frame
      label={w.doesFor(w.does.assign, what(task))}
      yes={w.assign.yes}
      pending={assign.isPending}
      fault={assign.error ?? colleagues.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <StaffField label={w.assign.staff} value={staffId} onChange={chooseStaff} leadsOnly={task.kind === 'lead'} />
      {task.kind === 'gatekeeper' && (
        <GatekeeperField value={gatekeeperId} onChange={chooseGatekeeper} now={task.gatekeeper} />
      )}
    </Frame>
  );
};

const order: readonly ReferralState[] = ['requested', 'accepted', 'provided', 'confirmed'];
/** What a referral may still become: only what lies ahead. */
export const nextStates = (state: ReferralState): ReferralState[] => {
  if (state === 'declined' || state === 'confirmed') return [];
  return [...order.slice(order.indexOf(state) + 1), 'declined'];
};

export const MoveForm = ({
  referral,
  onDone,
  onClose,
}: {
  referral: NonNullable<Task['referral']>;
  onDone: (said: string) => void;
  onClose: () => void;
}) => {
  const w = useFollowUpWords();
  const r = w.referral;
  const me = useMe();
  const [state, choose] = useState<ReferralState | null>(null);
  const [tried, setTried] = useState(false);
  const [note, write, clear] = useDraft(`${me.id}:${referral.id}:move`);
  const move = useMove(referral.id);
  const noteMissing = state === 'declined' && !note.trim();
  const submit = () => {
    setTried(true);
    if (!state || noteMissing) return;
    move.mutate(
      { state, ...(note.trim() && { note }) },
      {
        onSuccess: () => {
          clear();
          onDone(r.moved(referral.resource, r.state[state]));
        },
        onError: saysIfGone(onDone),
      },
    );
  };
  return (
    <Frame
      label={w.doesFor(r.move, referral.resource)}
      yes={w.save}
      pending={move.isPending}
      fault={move.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radio.Group
        label={r.moveAsk}
        value={state}
        onChange={(value) => choose(value as ReferralState)}
        error={tried && !state ? r.mustState : null}
      >
        <div className="task-choices wide">
          {nextStates(referral.state).map((next) => (
            <Radio key={next} value={next} label={r.state[next]} description={r.stateMeans[next]} />
          ))}
        </div>
      </Radio.Group>
      <Note
        label={state === 'declined' ? w.noteFor : w.note}
        value={note}
        onChange={write}
        error={tried && noteMissing ? r.mustNote : null}
      />
    </Frame>
  );
};
