/** Everything anybody is told of: a kind that is new does not compile until it stands here. */
import type { NoticeKind } from '../../../triage/store/pages.ts';

const all: Record<NoticeKind, true> = {
  case: true,
  raised: true,
  lapsed: true,
  offer: true,
  exhausted: true,
  duty: true,
  verify: true,
  test: true,
  drill: true,
  canary: true,
  away: true,
};
export const kinds = Object.keys(all) as NoticeKind[];
