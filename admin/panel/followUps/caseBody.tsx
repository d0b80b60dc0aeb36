import './followUps.css';
import { useState } from 'react';
import type { CaseFollowUps, CaseTask } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { useMe } from '../session.ts';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { Actions, OpenForm, Whose } from './actions.tsx';
import { AddForm, PlanForm, RequestForm } from './caseForms.tsx';
import { dayInWords, daysSince } from './days.ts';
import type { Form } from './forms.tsx';
import { Referrals } from './referrals.tsx';
import { Due, useWhat } from './what.tsx';
import { useFollowUpWords } from './words.ts';

type Props = { id: string; seen: CaseFollowUps | undefined; fault: unknown };

/** In the case: what is left to do for this person, whom they were referred to, and the forms for more. */
export const CaseBody = ({ id, seen, fault }: Props) => {
  const w = useFollowUpWords();
  const words = useWords();
  const [said, say] = useState('');
  const [form, setForm] = useState<'add' | 'request' | 'plan' | null>(null);
  if (!seen) return fault ? <Fault of={fault} /> : <p role="status">{words.loading}</p>;
  const left = seen.tasks.filter(({ doneAt }) => !doneAt);
  const past = seen.tasks.filter(({ doneAt }) => doneAt);
  const forms = [
    ['add', w.case.add],
    ['request', w.referral.request],
    ...(seen.hasPlan ? [] : [['plan', w.case.plan] as const]),
  ] as const;
  const done = (what: string) => {
    setForm(null);
    say(what);
  };
  const common = { caseId: id, seen, onDone: done, onClose: () => setForm(null) };
  return (
    <div className="case-tasks">
      <p className="follow-ups-said" role="status">
        {said}
      </p>
      {left.length === 0 && <p className="quiet">{w.case.none}</p>}
      <ul className="tasks">
        {left.map((task) => (
          <CaseTaskRow key={task.id} task={task} today={seen.today} onDone={say} />
        ))}
      </ul>
      <div className="task-does">
        {forms.map(([one, label]) => (
          <button
            key={one}
            type="button"
            className="plain-button"
            aria-expanded={form === one}
            onClick={() => setForm(form === one ? null : one)}
          >
            {label}
          </button>
        ))}
      </div>
      {form === 'add' && <AddForm {...common} />}
      {form === 'request' && <RequestForm {...common} />}
      {form === 'plan' && <PlanForm {...common} />}
      <Referrals seen={seen} onDone={say} />
      {past.length > 0 && (
        <details className="inner-fold">
          <summary>{w.case.past(past.length)}</summary>
          <ul className="plain-list">
            {past.map((task) => (
              <PastTask key={task.id} task={task} today={seen.today} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};

const CaseTaskRow = ({ task, today, onDone }: { task: CaseTask; today: string; onDone: (said: string) => void }) => {
  const w = useFollowUpWords();
  const me = useMe();
  const what = useWhat();
  const [form, setForm] = useState<Form | null>(null);
  return (
    <li className="task" data-late={daysSince(task.dueOn, today) > 0 || undefined}>
      <p className="task-head">
        <Due on={task.dueOn} today={today} />
        {task.postponed > 0 && <span className="task-kind">{w.postponed(task.postponed)}</span>}
      </p>
      <div>
        <b>{what(task)}</b>
        {task.step?.asksAgain && <p className="task-again">{w.asksAgain}</p>}
        {task.note && <p className="task-note">{task.note}</p>}
        {task.events.length > 1 && <History task={task} today={today} />}
      </div>
      <div className="task-owner">
        <Whose task={task} me={me.id} />
        <Actions task={task} form={form} onForm={(next) => setForm(form === next ? null : next)} />
      </div>
      <OpenForm
        form={form}
        task={task}
        today={today}
        onDone={(said) => {
          setForm(null);
          onDone(said);
        }}
        onClose={() => setForm(null)}
      />
    </li>
  );
};

const PastTask = ({ task, today }: { task: CaseTask; today: string }) => {
  const w = useFollowUpWords();
  const [lang] = useLang();
  const what = useWhat();
  return (
    <li>
      <b>{what(task)}</b>
      <p className="quiet">
        {task.doneAt && task.outcome && w.case.finishedOn(w.outcome[task.outcome], toMinute(lang, task.doneAt))}
      </p>
      {task.note && <p className="task-note">{task.note}</p>}
      <History task={task} today={today} />
    </li>
  );
};

/** Who made it, put it off, gave it to whom, and ended it; with the words they left. */
const History = ({ task, today }: { task: CaseTask; today: string }) => {
  const w = useFollowUpWords();
  const [lang] = useLang();
  const line = ({ kind, by, to, dueOn, outcome }: CaseTask['events'][number]): string => {
    const who = by ?? w.case.program;
    const day = dueOn ? dayInWords(lang, dueOn, today) : '';
    switch (kind) {
      case 'made':
        return w.case.made(who, day);
      case 'postponed':
        return w.case.put(who, day);
      case 'assigned':
        return to ? w.case.given(who, to) : w.case.freed(who);
      case 'done':
        return w.case.finished(who, outcome ? w.outcome[outcome] : '');
    }
  };
  return (
    <details className="inner-fold">
      <summary>{w.case.history}</summary>
      <ol className="plain-list">
        {task.events.map((event) => (
          <li key={event.at + event.kind}>
            <time dateTime={event.at}>{toMinute(lang, event.at)}</time> {line(event)}
            {event.note && <p className="task-note">{event.note}</p>}
          </li>
        ))}
      </ol>
    </details>
  );
};
