import { addDays } from '../days.ts';
import { LateIcon } from '../icons.tsx';
import type { Words as DeskWords } from '../words.ko.ts';
import { useLang, useWords } from '../words.ts';
import type { Task } from './data.ts';
import { dayInWords, daysSince } from './days.ts';
import type { Words } from './words.ko.ts';
import { useFollowUpWords } from './words.ts';

/** What there is to do, in one line: `8주 계획 3/10 · 7일째`. */
const whatIs = (task: Task, w: Words, words: DeskWords): string => {
  switch (task.kind) {
    case 'case':
      return task.reason ? words.reason[task.reason] : w.kind.case;
    case 'need':
      return task.need ? w.needOf(words.need[task.need]) : w.kind.need;
    case 'rescreen':
      return w.rescreen;
    case 'plan':
      return task.step ? w.step(task.step.n, task.step.day) : w.kind.plan;
    case 'referral':
      return task.referral
        ? w.referralTo(task.referral.resource, w.referral.state[task.referral.state])
        : w.kind.referral;
    case 'gatekeeper':
      return task.gatekeeper ? w.gatekeeperOf(task.gatekeeper.name) : w.noGatekeeper;
    case 'lead':
      return w.lead;
    case 'call':
      return w.kind.call;
  }
};

export const useWhat = () => {
  const w = useFollowUpWords();
  const words = useWords();
  return (task: Task) => whatIs(task, w, words);
};

/** `오늘까지`, `12월 1일 (화)까지`, or how late it is. Said in words, not by colour alone. */
export const Due = ({ on, today }: { on: string; today: string }) => {
  const w = useFollowUpWords();
  const [lang] = useLang();
  const late = daysSince(on, today);
  if (late > 0)
    return (
      <span className="task-due" data-late>
        <LateIcon />
        {w.late(late, dayInWords(lang, on, today))}
      </span>
    );
  return (
    <span className="task-due" data-today={late === 0 || undefined}>
      {late === 0 ? w.dueToday : on === addDays(today, 1) ? w.dueTomorrow : w.dueOn(dayInWords(lang, on, today))}
    </span>
  );
};
