/** A member of the staff proves that a LINE account is theirs: the desk shows a code, the account sends it to the centre's. Such a message
 *  never becomes a turn, right or wrong, so that nobody becomes a resident by it. */
import type { Clock, NewId } from '../clock.ts';
import { audit } from '../store/audit.ts';
import type { Database } from '../store/db.ts';
import { linkLine } from '../store/noticeMethods.ts';
import type { Key } from '../store/seal.ts';
import { lineCodeIn } from './codes.ts';

/** What to answer, where a message was a code; null: words like any others. */
export type StaffLink = (userId: string, text: string) => Promise<string | null>;

export interface StaffLinkDeps {
  db: Database;
  key: Key;
  clock: Clock;
  newId: NewId;
  changed: (centerId: string) => void;
}

/** Wrong codes of one account: after so many it is told nothing but to wait. */
const mostWrong = 5;
const forMs = 10 * 60_000;

export function staffLink({ db, key, clock, newId, changed }: StaffLinkDeps): StaffLink {
  const wrong = new Map<string, { many: number; since: number }>();

  function tooMany(userId: string, now: number): boolean {
    for (const [id, { since }] of wrong) if (now - since > forMs) wrong.delete(id);
    return (wrong.get(userId)?.many ?? 0) >= mostWrong;
  }

  return async (userId, text) => {
    const code = lineCodeIn(text);
    if (code === null) return null;
    const now = clock();
    if (tooMany(userId, now.getTime())) return answers.wait;
    const linked = await db.transaction(async (tx) => {
      const way = await linkLine(tx, key, { code, userId, now });
      if (way) {
        const { staffId, centerId, id } = way;
        const trace = { at: now, centerId, staffId, address: null, requestId: null };
        await audit(tx, { ...trace, id: newId(), action: 'alert.verify', subject: `${id} line` });
      }
      return way;
    });
    if (!linked) {
      const before = wrong.get(userId) ?? { many: 0, since: now.getTime() };
      wrong.set(userId, { ...before, many: before.many + 1 });
      return answers.unknown;
    }
    changed(linked.centerId);
    return linked.lang === 'en' ? answers.doneEn : answers.done;
  };
}

const answers = {
  done: '연결됐어요. 이제 대기가 생기면 이 대화방으로 알려 드려요. 상담사 화면의 ‘내 알림’에서 언제든 빼실 수 있어요.',
  doneEn:
    'Connected. From now on you are told here when somebody waits. You can remove it any time under My alerts at the desk.',
  unknown:
    '직원 연결 코드가 맞지 않거나 시간이 지났어요. 상담사 화면의 ‘내 알림’에서 새 코드를 받아 주세요.\nThis staff code is wrong or out of time.',
  wait: '직원 연결 코드를 여러 번 잘못 보내셨어요. 10분 뒤에 다시 해 주세요.',
};
