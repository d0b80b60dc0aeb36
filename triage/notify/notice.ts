/** What one of the staff is told outside the desk, and what a way to tell them promises. A notice carries no name, no answer and no
 *  score: whoever picks up the phone learns that somebody waits, and where to look. */
import type { Lang } from '../../flows/protocol.ts';
import type { Priority } from '../store/escalations.ts';
import type { MethodKind } from '../store/noticeMethods.ts';
import type { NoticeKind } from '../store/pages.ts';

export type { MethodKind } from '../store/noticeMethods.ts';

export interface Notice {
  /** Of the page, or of the one it tells of first: receipts and taps come back under it. */
  id: string;
  kind: NoticeKind;
  /** null: about no case. */
  priority: Priority | null;
  /** When what it tells of began: the case was opened, the shift begins. */
  since: Date;
  center: string;
  /** Of the desk where the way was added. */
  lang: Lang;
  /** Of how many cases this one text tells; priority and since are then the most urgent one's. Absent: one. */
  many?: number;
  /** A UUID of just these cases (retry key, idempotency key): under the name of one of them a provider that had taken that one alone would leave
   *  this text out. Absent: the id. */
  key?: string;
  /** Where at the desk to look. */
  href: string;
  /** Only of 'verify': what has to be typed at the desk. */
  code?: string;
}

/** What a provider said. accepted: it took it, and may say later that it arrived. delivered: it arrived. gone: this address is no
 *  more. refused: never as it is. later: nothing is known, or not now; the same notice is tried again after `waitMs`. */
export type Delivery =
  | { type: 'accepted'; providerId?: string }
  | { type: 'delivered'; providerId?: string }
  | { type: 'gone'; why: string }
  | { type: 'refused'; why: string }
  | { type: 'later'; why: string; waitMs?: number };

/** One kind of way. `to` is the opened destination, as this notifier itself wrote it when the way was added. */
export interface Notifier {
  readonly kind: MethodKind;
  /** What is wrong with a destination somebody typed or a browser sent; null: fits. `hash` finds the same one again, `label` shows
   *  it without giving it away. */
  read(typed: unknown): { to: string; same: string; label: string } | { wrong: { ko: string; en: string } };
  /** Tells within `deadlineMs`, or says why not. Never throws for what the other end did. */
  send(to: string, notice: Notice, deadlineMs: number): Promise<Delivery>;
}
