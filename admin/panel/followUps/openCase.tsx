import { useLocation } from 'wouter';
import type { Task } from './data.ts';
import { useOpenCase } from './data.ts';
import { Frame } from './fields.tsx';
import { useFollowUpWords } from './words.ts';

/** Somebody who has no open case gets one of priority 3, and one goes there. */
export const OpenCaseForm = ({ task, onClose }: { task: Task; onClose: () => void }) => {
  const w = useFollowUpWords();
  const open = useOpenCase(task.id);
  const [, go] = useLocation();
  return (
    <Frame
      label={w.newCase}
      yes={w.newCaseYes}
      pending={open.isPending}
      fault={open.error}
      onSubmit={() => open.mutate(null, { onSuccess: ({ caseId }) => go(`/cases/${caseId}`) })}
      onClose={onClose}
    >
      <p>{w.newCaseLead}</p>
    </Frame>
  );
};
