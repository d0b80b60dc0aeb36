/** What leaves by one way now: which page alone, which together in one text, which later. Pure. The limits are a table; a case is never
 *  left out by one, only told in the same text as others, and the first page of an emergency waits for nothing: it passes the limit by one
 *  text. */

import type { HookChannel, MethodKind } from '../store/noticeMethods.ts';
import type { DuePage } from '../store/pagesDue.ts';

/** At most so many texts in so many seconds. */
export interface Limit {
  texts: number;
  seconds: number;
}

/** By way, for each person. More than this wakes nobody better, and providers shut senders out. */
export const limits: Readonly<Record<Exclude<MethodKind, 'hook'> | HookChannel, Limit>> = {
  push: { texts: 10, seconds: 60 },
  line: { texts: 6, seconds: 60 },
  team: { texts: 6, seconds: 60 },
  email: { texts: 1, seconds: 60 },
  alimtalk: { texts: 5, seconds: 900 },
  sms: { texts: 5, seconds: 900 },
  voice: { texts: 3, seconds: 900 },
};

export const longestWindowMs = Math.max(...Object.values(limits).map(({ seconds }) => seconds)) * 1000;

export interface Plan {
  /** Each is one text; the first page of it is its head. */
  texts: DuePage[][];
  /** Not needed any more. */
  dropped: DuePage[];
  /** When the way may tell again, and what it then tells. */
  later: { pages: DuePage[]; until: Date } | null;
}

/** due: of one way. sentAt: when its texts of the longest window left. */
export function planWay(due: readonly DuePage[], limit: Limit, sentAt: readonly Date[], now: Date): Plan {
  const windowMs = limit.seconds * 1000;
  const recent = sentAt.map((at) => at.getTime()).filter((at) => at > now.getTime() - windowMs);
  const wanted = due.filter(({ isVoid }) => !isVoid).toSorted(urgency);
  const free = Math.max(0, limit.texts - recent.length);
  // An emergency leaves whatever left before it, and takes along whoever else waits: a flood of them keeps nobody untold.
  const texts = fitted(wanted, wanted.some(jumps) ? Math.max(1, free) : free);
  const told = new Set(texts.flat());
  const left = wanted.filter((page) => !told.has(page));
  const until = new Date(Math.min(now.getTime(), ...recent) + windowMs);
  return {
    texts,
    dropped: due.filter(({ isVoid }) => isVoid),
    later: left.length > 0 ? { pages: left, until } : null,
  };
}

/** At most `free` texts: each page in one of its own; where there are too many, the last one tells of all waiting cases that are left. */
function fitted(pages: readonly DuePage[], free: number): DuePage[][] {
  if (pages.length <= free) return pages.map((page) => [page]);
  if (free === 0) return [];
  const alone = pages.slice(0, free - 1);
  const rest = pages.slice(free - 1);
  const together = rest.filter(isOfWaiting);
  return [...alone.map((page) => [page]), together.length > 0 ? together : rest.slice(0, 1)];
}

const isOfWaiting = ({ kind }: DuePage): boolean => kind === 'case' || kind === 'raised' || kind === 'lapsed';

/** An emergency this way has not told of yet. */
const jumps = (page: DuePage): boolean => isOfWaiting(page) && page.priority === 0 && !page.toldBefore;

const urgency = (one: DuePage, other: DuePage): number =>
  rank(one) - rank(other) || one.madeAt.getTime() - other.madeAt.getTime();

/** People who wait before everything else, among them by priority; what is practice last. */
const rank = ({ kind, escalationId, priority }: DuePage): number =>
  kind === 'drill' || kind === 'canary' ? 5 : escalationId === null ? 4 : (priority ?? 4);
