/** Sends what is due: takes pages by lease, looks at the case once more, tells by the way's notifier within a deadline, and writes down what
 *  became of it under the fence of the lease. Any number of processes may run it; a killed one is followed by another after the lease. */
import type { After, Clock } from '../clock.ts';
import { namedUuid } from '../namedUuid.ts';
import { type Passes, passes } from '../passes.ts';
import type { Database } from '../store/db.ts';
import { type MethodKind, openTo } from '../store/noticeMethods.ts';
import type { NoticeKind } from '../store/pages.ts';
import {
  type DuePage,
  type DueWay,
  type Leased,
  leasePages,
  lockDueWays,
  pagesDue,
  postponePages,
  settleFailed,
  settleTaken,
  textsSince,
  voidOfRemoved,
  voidPages,
  waysDue,
} from '../store/pagesDue.ts';
import type { Key } from '../store/seal.ts';
import { withinMs } from '../within.ts';
import { codeOf } from './codes.ts';
import type { Delivery, Notice, Notifier } from './notice.ts';
import { limits, longestWindowMs, planWay } from './plan.ts';

export interface DeliverDeps {
  db: Database;
  /** The installation's key `notice`. */
  key: Key;
  clock: Clock;
  /** 0 ≤ n < 1. */
  chance: () => number;
  notifiers: readonly Notifier[];
  /** Where browsers reach the desk, without a slash at its end. */
  deskUrl: string;
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
  deadlineMs?: number;
  after?: After;
}

/** Longer than a provider is waited for, so that a page is not sent twice by two of us. */
const leaseMs = 15_000;
const deadlineMs = 8_000;
const waysAtOnce = 20;
/** Of all of them together. Hundreds of a way are one text, or wait for its limit together. */
const pagesAtOnce = 2_000;
/** Under way at once by one kind of way: a provider that hangs must not hold the others up. */
const mostOfKind = 16;

const keyOf = (pages: readonly DuePage[]): string => {
  const ids = pages.map(({ id }) => id).sort();
  return namedUuid(`pages/${ids.join('/')}`);
};

/** A round ends when what is due was taken, not when it was sent; it never throws. Nudged where pages were written. Settled: nothing is
 *  under way. */
export function deliverer(deps: DeliverDeps): Passes {
  const notifierOf = new Map(deps.notifiers.map((notifier) => [notifier.kind, notifier]));
  const underWay = new Map<MethodKind, number>();
  const sending = new Set<Promise<void>>();

  /** true: there may be more than one look takes. */
  async function take(): Promise<boolean> {
    const now = deps.clock();
    const busy = [...underWay].flatMap(([kind, many]) => (many >= mostOfKind ? [kind] : []));
    const ids = await waysDue(deps.db, now, busy, waysAtOnce);
    if (ids.length === 0) return false;
    const texts = await deps.db.transaction(async (tx) => {
      const ways = await lockDueWays(tx, ids);
      await voidOfRemoved(tx, ids, now);
      const methodIds = ways.map(({ id }) => id);
      const due = await pagesDue(tx, methodIds, now, pagesAtOnce);
      const sentAt = await textsSince(tx, methodIds, new Date(now.getTime() - longestWindowMs), now);
      const plans = ways.map((way) => ({
        way,
        plan: planWay(
          due.filter(({ methodId }) => methodId === way.id),
          limits[way.channel ?? (way.kind === 'hook' ? 'sms' : way.kind)],
          sentAt.get(way.id) ?? [],
          now,
        ),
      }));
      const dropped = plans.flatMap(({ plan }) => plan.dropped.map(({ id }) => id));
      if (dropped.length > 0) await voidPages(tx, dropped, now);
      for (const { plan } of plans) {
        if (plan.later)
          await postponePages(
            tx,
            plan.later.pages.map(({ id }) => id),
            plan.later.until,
          );
      }
      const taken = plans.flatMap(({ way, plan }) => plan.texts.map((pages) => ({ way, pages })));
      const fences = await leasePages(
        tx,
        taken.flatMap(({ pages }) => pages.map(({ id }) => id)),
        new Date(now.getTime() + leaseMs),
      );
      return taken.map((text) => ({ ...text, leased: leasedOf(text, fences) }));
    });
    for (const text of texts) track(text.way.kind, send(text));
    return texts.length > 0 && ids.length === waysAtOnce;
  }

  function track(kind: MethodKind, work: Promise<void>): void {
    underWay.set(kind, (underWay.get(kind) ?? 0) + 1);
    const done = work.finally(() => {
      underWay.set(kind, (underWay.get(kind) ?? 1) - 1);
      sending.delete(done);
    });
    sending.add(done);
  }

  /** Never throws: what could not be written down comes again when its lease has passed. */
  async function send({ way, pages, leased }: Text): Promise<void> {
    const head = pages[0] as DuePage;
    try {
      const delivery = await told(way, pages);
      await settle(leased, pages, delivery);
    } catch (error) {
      deps.fault('a page could not be settled', error, { pageId: head.id });
    }
  }

  async function told(way: DueWay, pages: readonly DuePage[]): Promise<Delivery> {
    const notifier = notifierOf.get(way.kind);
    if (!notifier) return { type: 'later', why: 'not set up here' };
    try {
      const to = openTo(deps.key, way.id, way.sealed);
      const most = deps.deadlineMs ?? deadlineMs;
      return await withinMs(most + 500, notifier.send(to, noticeOf(way, pages), most), deps.after);
    } catch (error) {
      deps.fault('a notifier threw', error, { methodId: way.id });
      return { type: 'later', why: 'a fault of ours' };
    }
  }

  function noticeOf(way: DueWay, pages: readonly DuePage[]): Notice {
    const [head] = pages as [DuePage];
    const since = pages.map(({ openedAt, madeAt }) => (openedAt ?? madeAt).getTime());
    return {
      id: head.id,
      kind: head.kind,
      priority: head.priority,
      since: new Date(pages.length > 1 ? Math.min(...since) : (since[0] ?? 0)),
      center: way.centerName,
      lang: way.lang,
      href: deps.deskUrl + placeOf(head, pages.length, way.id),
      ...(pages.length > 1 ? { many: pages.length, key: keyOf(pages) } : {}),
      ...(head.kind === 'verify' ? { code: codeOf(deps.key, head.id) } : {}),
    };
  }

  async function settle(leased: Leased, pages: readonly DuePage[], delivery: Delivery): Promise<void> {
    const now = deps.clock();
    const head = pages[0] as DuePage;
    switch (delivery.type) {
      case 'accepted':
      case 'delivered': {
        const providerId = delivery.providerId ?? null;
        await settleTaken(deps.db, leased, { state: delivery.type, providerId, now });
        return;
      }
      case 'gone':
      case 'refused': {
        const gone = delivery.type === 'gone';
        await settleFailed(deps.db, leased, { dueAt: null, gone, fault: delivery.why, now });
        return;
      }
      case 'later': {
        // Whoever has just begun to wait is tried again soon, also in one text with somebody who waits for long.
        const attempts = Math.min(...pages.map((page) => page.attempts));
        const dueAt = new Date(now.getTime() + waitMs(attempts, delivery.waitMs, deps.chance()));
        const lasts = givesUpAfterMs(head.kind);
        const isOver = lasts !== null && dueAt.getTime() > head.madeAt.getTime() + lasts;
        await settleFailed(deps.db, leased, { dueAt: isOver ? null : dueAt, gone: false, fault: delivery.why, now });
        return;
      }
    }
  }

  const looks = passes(async () => {
    try {
      while (await take());
    } catch (error) {
      deps.fault('pages', error, {});
    }
  });
  return {
    ...looks,
    async settled() {
      await looks.settled();
      while (sending.size > 0) {
        await Promise.all(sending);
        await looks.settled();
      }
    },
  };
}

interface Text {
  way: DueWay;
  pages: readonly DuePage[];
  leased: Leased;
}

const leasedOf = ({ way, pages }: Pick<Text, 'way' | 'pages'>, fences: ReadonlyMap<string, number>): Leased => ({
  methodId: way.id,
  pages: pages.map(({ id }) => ({ id, fence: fences.get(id) ?? 0 })),
});

/** What several cases are told of together opens the queue. */
function placeOf({ kind, escalationId }: DuePage, many: number, wayId: string): string {
  if (many > 1) return '/';
  if (escalationId !== null) return `/cases/${escalationId}`;
  if (kind === 'verify') return `/alerts?way=${wayId}`;
  return kind === 'duty' ? '/roster' : '/alerts';
}

/** 1 s, 2 s, 4 s … 60 s, each up to a half shorter so that a provider that comes back is not met by all at once. What a provider asks for
 *  is kept up to five minutes. attempts: before this one. */
export function waitMs(attempts: number, asked: number | undefined, chance: number): number {
  const doubled = Math.min(60_000, 1_000 * 2 ** Math.min(attempts, 10));
  return Math.max(doubled * (1 - chance / 2), Math.min(asked ?? 0, 300_000));
}

/** null: as long as the case waits. Whoever asked for a code or a test is not there any more after its time. */
function givesUpAfterMs(kind: NoticeKind): number | null {
  switch (kind) {
    case 'verify':
    case 'test':
      return 10 * 60_000;
    case 'duty':
      return 2 * 3_600_000;
    default:
      return null;
  }
}
