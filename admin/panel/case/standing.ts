import { useState } from 'react';
import { useMay } from '../session.ts';
import { type CaseView, isStale } from './data.ts';

/** What this counsellor may do here: read a closed case, only read, claim it, read another's, or everything. */
export type Standing = 'closed' | 'reader' | 'claimable' | 'other' | 'mine';

/** The standing, and what to do with a refused write: a refused fence stays refused even if the next answer is late, so
 *  the desk turns to reading at once and opens again only under a new claim. `refused` explains it until then. */
export const useStanding = (
  shown: CaseView,
): { standing: Standing; refused: unknown; onFault: (fault: unknown) => void } => {
  const mayClaim = useMay('claim');
  const [refused, refuse] = useState<{ fence: number; fault: unknown } | null>(null);
  const stale = refused?.fence === shown.fence ? refused.fault : null;
  const standing: Standing = shown.closedAt
    ? 'closed'
    : !mayClaim
      ? 'reader'
      : shown.mine && !stale
        ? 'mine'
        : shown.row.owner
          ? 'other'
          : 'claimable';
  return {
    standing,
    refused: standing === 'mine' ? null : refused?.fault,
    onFault: (fault) => {
      if (isStale(fault)) refuse({ fence: shown.fence, fault });
    },
  };
};
