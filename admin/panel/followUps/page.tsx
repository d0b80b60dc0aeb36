import './followUps.css';
import { useSearchParams } from 'wouter';
import { useMay } from '../session.ts';
import { useQueue, useTitle } from '../waiting.ts';
import { useWords } from '../words.ts';
import { Directory } from './directory.tsx';
import { TaskList } from './list.tsx';
import { useFollowUpWords } from './words.ts';

/** 후속: what is left to do, and whom people are put in touch with. */
export const FollowUpsPage = () => {
  const words = useWords();
  const w = useFollowUpWords();
  const may = useMay('follow-ups');
  const queue = useQueue();
  const [asked, ask] = useSearchParams();
  useTitle(w.title, words, queue.data);
  if (!may) return <p className="page-note">{words.missing.title}</p>;
  const here = asked.get('tab') === 'directory' ? 'directory' : 'tasks';
  return (
    <div className="follow-ups">
      <div className="follow-ups-head">
        <h1>{w.title}</h1>
        <nav className="tabs" aria-label={w.tabs.label}>
          {(['tasks', 'directory'] as const).map((tab) => (
            <button
              key={tab}
              type="button"
              aria-current={here === tab ? 'page' : undefined}
              onClick={() => ask(tab === 'tasks' ? {} : { tab })}
            >
              {w.tabs[tab]}
            </button>
          ))}
        </nav>
      </div>
      {here === 'tasks' ? <TaskList /> : <Directory />}
    </div>
  );
};
