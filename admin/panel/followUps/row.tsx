import { Link } from 'wouter';
import { ageWord } from '../clock.tsx';
import { useMe } from '../session.ts';
import { useWords } from '../words.ts';
import { Actions, OpenForm, Whose } from './actions.tsx';
import type { Row as RowData } from './data.ts';
import { daysSince } from './days.ts';
import type { Form } from './forms.tsx';
import { Due, useWhat } from './what.tsx';
import { useFollowUpWords } from './words.ts';

type Props = {
  row: RowData;
  today: string;
  form: Form | null;
  onForm: (form: Form | null) => void;
  onDone: (said: string) => void;
};

/** One thing to do: until when, what, of whom (never who), whose it is, and what can be done about it right here. */
export const Row = ({ row, today, form, onForm, onDone }: Props) => {
  const w = useFollowUpWords();
  const me = useMe();
  const what = useWhat();
  return (
    <li className="task" data-kind={row.kind} data-late={daysSince(row.dueOn, today) > 0 || undefined}>
      <p className="task-head">
        <Due on={row.dueOn} today={today} />
        {row.kind === 'case' && <span className="task-kind">{w.kind.case}</span>}
      </p>
      <div>
        {row.case ? (
          <Link className="open" href={`/cases/${row.case.id}`}>
            {what(row)}
          </Link>
        ) : (
          <button type="button" className="open" aria-expanded={form === 'case'} onClick={() => onForm('case')}>
            {what(row)}
          </button>
        )}
        {row.step?.asksAgain && <p className="task-again">{w.asksAgain}</p>}
        <Facts row={row} onCase={() => onForm('case')} />
      </div>
      <div className="task-owner">
        <Whose task={row} me={me.id} />
        <Actions task={row} form={form} onForm={(next) => onForm(form === next ? null : next)} />
        {row.kind === 'case' && (
          <Link className="plain-button first" href={`/cases/${row.id}`} aria-label={w.doesFor(w.openCase, what(row))}>
            {w.openCase}
          </Link>
        )}
      </div>
      <OpenForm form={form} task={row} today={today} onDone={onDone} onClose={() => onForm(null)} />
    </li>
  );
};

const Facts = ({ row, onCase }: { row: RowData; onCase: () => void }) => {
  const w = useFollowUpWords();
  const words = useWords();
  const age = ageWord(row, words);
  const flags = (Object.keys(words.flag) as (keyof typeof words.flag)[]).filter((flag) => row.flags.includes(flag));
  return (
    <p className="row-facts">
      {age && <span className="who">{age}</span>}
      {row.tier && <span>{words.tier[row.tier]}</span>}
      {flags.map((flag) => (
        <span key={flag} className="flag" data-flag={flag}>
          {words.flag[flag]}
        </span>
      ))}
      {row.phone && (
        <span className="phone-left">
          {row.phone === 'any' ? words.phoneLeft : words.phoneLeftFor(words.phoneTime[row.phone])}
        </span>
      )}
      {row.postponed > 0 && <span>{w.postponed(row.postponed)}</span>}
      {row.kind !== 'case' && row.case?.open !== true && (
        <span>
          {row.case ? w.closedCase : w.noCase}{' '}
          <button type="button" className="text-button" onClick={onCase}>
            {w.newCase}
          </button>
        </span>
      )}
    </p>
  );
};
