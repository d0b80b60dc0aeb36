import { useMay } from '../session.ts';
import { useWords } from '../words.ts';
import type { Task } from './data.ts';
import { AssignForm, FinishForm, type Form, type FormProps, MoveForm, PostponeForm } from './forms.tsx';
import { OpenCaseForm } from './openCase.tsx';
import { useWhat } from './what.tsx';
import { useFollowUpWords } from './words.ts';

/** What this person may do about a task, in the order it is shown. A case is done in the case; a referral's check ends with the
 *  referral; where nobody was reached, a lead decides. */
export const useFormsOf = (): ((task: Task) => Exclude<Form, 'case'>[]) => {
  const leads = useMay('check');
  return ({ kind }) => {
    switch (kind) {
      case 'case':
        return [];
      case 'referral':
        return ['move', 'postpone', 'assign'];
      case 'lead':
        return leads ? ['done', 'postpone', 'assign'] : ['assign'];
      default:
        return ['done', 'postpone', 'assign'];
    }
  };
};

/** The buttons of a task; the pressed one has its form open. */
export const Actions = ({ task, form, onForm }: { task: Task; form: Form | null; onForm: (form: Form) => void }) => {
  const w = useFollowUpWords();
  const what = useWhat();
  const forms = useFormsOf()(task);
  if (forms.length === 0) return null;
  return (
    <span className="task-does">
      {task.kind === 'lead' && !forms.includes('done') && <span className="quiet">{w.leadsOnly}</span>}
      {forms.map((one) => (
        <button
          key={one}
          type="button"
          className={one === 'done' || one === 'move' ? 'plain-button first' : 'plain-button'}
          aria-expanded={form === one}
          aria-label={w.doesFor(w.does[one], what(task))}
          onClick={() => onForm(one)}
        >
          {w.does[one]}
        </button>
      ))}
    </span>
  );
};

/** The open form of a task, or nothing. */
export const OpenForm = ({ form, ...props }: FormProps & { form: Form | null }) => {
  switch (form) {
    case 'done':
      return <FinishForm {...props} />;
    case 'postpone':
      return <PostponeForm {...props} />;
    case 'assign':
      return <AssignForm {...props} />;
    case 'move':
      return (
        props.task.referral && <MoveForm referral={props.task.referral} onDone={props.onDone} onClose={props.onClose} />
      );
    case 'case':
      return <OpenCaseForm task={props.task} onClose={props.onClose} />;
    case null:
      return null;
  }
};

/** `내가 맡음`, or whose it is. */
export const Whose = ({ task, me }: { task: Task; me: string }) => {
  const w = useFollowUpWords();
  const words = useWords();
  if (!task.assignee)
    return (
      <span className="owner" data-none>
        {w.nobody}
      </span>
    );
  return (
    <span className="owner">
      {task.assignee.id === me ? w.mine : w.ownedBy(task.assignee.name)}
      <span className="only-heard">{words.separator}</span>
    </span>
  );
};
