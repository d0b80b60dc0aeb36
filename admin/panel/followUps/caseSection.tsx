import { lazy, Suspense, useState } from 'react';
import type { CaseView } from '../case/data.ts';
import { useMay } from '../session.ts';
import { useWords } from '../words.ts';
import { useSectionWords } from './caseWords.ts';
import { useCaseFollowUps } from './data.ts';
import { daysSince } from './days.ts';

// The case is in the first script; what is behind the fold comes when it is opened.
const CaseBody = lazy(async () => ({ default: (await import('./caseBody.tsx')).CaseBody }));

/** What is left to do for this person, and whom they were referred to. */
export const CaseFollowUps = ({ shown }: { shown: CaseView; mine: boolean }) => {
  const words = useWords();
  const w = useSectionWords();
  const may = useMay('follow-ups');
  const { id } = shown.row;
  const seen = useCaseFollowUps(id, may);
  const [opened, open] = useState(false);
  if (!may) return null;
  const left = seen.data?.tasks.filter(({ doneAt }) => !doneAt) ?? [];
  const late = left.some(({ dueOn }) => daysSince(dueOn, seen.data?.today ?? dueOn) > 0);
  const underWay = seen.data?.referrals.filter(({ state }) => state !== 'confirmed' && state !== 'declined') ?? [];
  return (
    <details className="fold" onToggle={(event) => open(event.currentTarget.open)}>
      <summary>
        <h2>{w.title}</h2>
        <span className="quiet">{w.left(left.length, underWay.length)}</span>
        {late && <span className="tag">{w.late}</span>}
      </summary>
      {opened && (
        <Suspense
          fallback={
            <p className="quiet" role="status">
              {words.loading}
            </p>
          }
        >
          <CaseBody id={id} seen={seen.data} fault={seen.error} />
        </Suspense>
      )}
    </details>
  );
};
