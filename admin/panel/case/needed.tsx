import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Outcome } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { useMay, useMe } from '../session.ts';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { type CaseView, useStartPlan } from './data.ts';
import { triesNeeded } from './leadCheck.tsx';
import { useCaseWords } from './words.ts';

/** Whether what an outcome asks for has been done. The desk looks again when the case is closed. */
export const useIsMet = ({ closing }: CaseView, outcome: Outcome | null): boolean => {
  const mayCheck = useMay('check');
  switch (outcome) {
    case 'crisis-intervention':
      return closing.hasPlan;
    case 'unreachable-three':
      return closing.attempts >= triesNeeded && (closing.checked !== null || mayCheck);
    default:
      return true;
  }
};

/** What the chosen outcome asks for, how far it is done, and the way to do it. */
export const Needed = ({ shown, outcome }: { shown: CaseView; outcome: Outcome | null }) => {
  if (outcome === 'crisis-intervention') return <Plan shown={shown} />;
  if (outcome === 'unreachable-three') return <Tries shown={shown} />;
  return null;
};

const Box = ({ isMet, children }: { isMet: boolean; children: ReactNode }) => (
  <div className={isMet ? 'notice' : 'warning'} role="status">
    {!isMet && <AlertIcon />}
    <div className="needed">{children}</div>
  </div>
);

const Plan = ({ shown }: { shown: CaseView }) => {
  const w = useCaseWords().closing;
  const me = useMe();
  const start = useStartPlan(shown.row.id, shown.fence);
  const { hasPlan } = shown.closing;
  return (
    <Box isMet={hasPlan}>
      <p>{hasPlan ? w.plan : w.planMissing}</p>
      {!hasPlan && (
        <Button type="button" variant="default" size="md" loading={start.isPending} onClick={() => start.mutate(me.id)}>
          {w.startPlan}
        </Button>
      )}
      <Fault of={start.error} />
    </Box>
  );
};

const Tries = ({ shown }: { shown: CaseView }) => {
  const words = useWords();
  const c = useCaseWords();
  const w = c.closing;
  const [lang] = useLang();
  const mayCheck = useMay('check');
  const { attempts, checked, leads } = shown.closing;
  const lacks = Math.max(0, triesNeeded - attempts);
  return (
    <Box isMet={lacks === 0 && (checked !== null || mayCheck)}>
      <p>
        <b>{w.attempts(attempts, triesNeeded)}</b>
        {lacks > 0 && `${words.separator}${w.attemptsMissing(lacks)}`}
      </p>
      <p>
        {checked
          ? c.check.checked(checked.by, toMinute(lang, checked.at))
          : mayCheck
            ? w.byLead
            : `${w.checkMissing} ${leads.length > 0 ? `(${leads.join(', ')})` : ''}`}
      </p>
    </Box>
  );
};
