/** A process of the house as main.ts assembles it, without doors: turns, ladder, notices and dispatcher on one life. */
import { limitsOf } from '../../bot/channels/registry.ts';
import type { Reply } from '../../flows/protocol.ts';
import { dispatcher, type Sender } from '../../triage/dispatch.ts';
import { rememberedCenters, rememberedUnsigned, rememberedWaits } from '../../triage/facts.ts';
import type { Notifier } from '../../triage/notify/notice.ts';
import { notices } from '../../triage/notify/notices.ts';
import { paging } from '../../triage/paging.ts';
import { isAnybodyReachable, nextOpening } from '../../triage/reachable.ts';
import type { Key } from '../../triage/store/seal.ts';
import type { Secrets } from '../../triage/store/secrets.ts';
import type { SpoolFiles } from '../../triage/store/spool.ts';
import { markAllSent } from '../../triage/store/turns.ts';
import { newTakeAlongCode } from '../../triage/takeAlong.ts';
import { type TurnEvent, type TurnResult, turns } from '../../triage/turn.ts';
import type { Life } from './life.ts';
import type { Outside } from './outside.ts';
import type { Chance } from './timeline.ts';

export interface Ground {
  life: Life;
  outside: Outside;
  master: Key;
  secrets: { [Name in keyof Secrets]: Key };
  newId: () => string;
  chance: Chance;
  /** Somebody wrote pages: whoever sends them looks. */
  paged: () => void;
  /** Residents with a page open at this process. */
  pagesOpen: () => readonly string[];
}

/** The spool is a disk, which is outside: here it takes nothing, so that an event the database cannot keep is refused and sent again. */
const noDisk: SpoolFiles = {
  add: () => Promise.reject(new Error('no disk')),
  read: () => Promise.reject(new Error('no disk')),
  done: async () => {},
  takeOver: async () => [],
  counts: () => Promise.reject(new Error('no disk')),
  close: async () => {},
};

export function openHouse({ life, outside, master, secrets, newId, chance, paged, pagesOpen }: Ground) {
  const db = life.database();
  const { clock, after } = life;
  const fault = (what: string, error: unknown) => outside.faults.push(`${what}: ${String(error)}`);
  const bytes = (many: number) => Uint8Array.from({ length: many }, () => Math.floor(chance() * 256));
  const pager = paging({ db, clock, newId, changed: () => {}, written: paged, fault });
  const changed = () => pager.nudge();
  const { turn, resume, wordsOf } = turns({
    db,
    master,
    secrets,
    clock,
    newId,
    newTag: () => newId().slice(-8),
    newCode: () => newTakeAlongCode(bytes),
    publicUrl: 'http://chat.example',
    center: rememberedCenters(clock),
    reachable: (query, center) => isAnybodyReachable({ query }, center, clock()),
    nextOpen: (query, center) => nextOpening({ query }, center, clock()),
    waitMinutes: rememberedWaits(clock),
    limitsOf,
    unsigned: rememberedUnsigned(clock, 'development'),
    waiting: () => {},
    changed,
    fault,
    spoolFiles: noDisk,
    direct: { danger: () => {}, over: () => {}, isCalling: () => false },
    after,
  });
  /** A call to somebody outside; `name` as `outside.unheard` has it. */
  const told = <T>(step: 'send' | 'page', name: string, call: () => Promise<T>): Promise<T> =>
    life.pass(step, call).catch((error: unknown) => {
      outside.unheard(name);
      throw error;
    });
  const waited = (ms: number) => new Promise<void>((resolve) => void after(ms, resolve));
  const sender = (channel: string, reachable: Sender['reachable']): Sender => ({
    channel,
    reachable,
    send: async (residentId, rev, replies) => {
      const fate = await told('send', `${residentId}/${rev}`, () =>
        outside.deliver(channel, residentId, rev, replies, clock().getTime()),
      );
      if (fate !== 'hangs') return fate;
      await waited(8_000);
      throw new Error('Nothing within 8000 ms');
    },
  });
  const line = sender('line', () => 'everyone');
  const notifier: Notifier = {
    kind: 'push',
    read: () => ({ wrong: { ko: '', en: '' } }),
    send: async (to, notice, deadlineMs) => {
      const fate = await told('page', notice.id, () => outside.page(to, notice, clock()));
      if (fate !== 'hangs') return fate;
      await waited(deadlineMs);
      return { type: 'later', why: 'nothing in time' };
    },
  };
  const telling = notices({
    db,
    key: secrets.notice,
    clock,
    newId,
    chance,
    notifiers: [notifier],
    deskUrl: 'http://desk.example',
    fault,
    after,
  });
  const dispatch = dispatcher({
    db,
    master,
    clock,
    newId,
    turn,
    resume,
    wordsOf,
    senders: [sender('web', pagesOpen), line],
    paging: pager,
    notices: telling,
    changed,
    fault,
    pulse: { process: newId(), role: 'all', driftMs: () => life.skewMs },
  });

  /** As the LINE channel does it: what was committed leaves at once and is settled; what does not leave is the dispatcher's. */
  async function sent(event: TurnEvent): Promise<TurnResult> {
    const result = await turn(event);
    if (!result.kept && !result.again && result.replies.length > 0) {
      leaveAtOnce(result.residentId, result.rev, result.replies).catch(() => {});
    }
    return result;
  }
  async function leaveAtOnce(residentId: string, rev: number, replies: readonly Reply[]): Promise<void> {
    if (await line.send(residentId, rev, replies)) await markAllSent(db.query, [{ residentId, rev }], clock());
  }

  return { life, db, turn, sent, round: dispatch.round, telling };
}
export type House = ReturnType<typeof openHouse>;
