import type { CaseView } from '../case/data.ts';

/** What is left to do for this person, and whom they were referred to. */
export const CaseFollowUps = (_: { shown: CaseView; mine: boolean }) => null;
