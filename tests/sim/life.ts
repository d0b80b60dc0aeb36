/** One life of a process: from its start until it is killed. Whatever it asks of the world passes here, takes a moment, and may be struck:
 *  the process dies or stops before it was sent or after it was done, the answer is lost, the line is cut, or it all takes very long. */
import type pg from 'pg';
import type { After } from '../../triage/clock.ts';
import type { Database, Query, Transaction } from '../../triage/store/db.ts';
import { asUnavailable, isConnectionLost, RolledBack } from '../../triage/store/faults.ts';
import { heldBefore, takenTwice } from './leases.ts';
import type { Fault, StepName } from './plan.ts';
import type { Chance, Timeline } from './timeline.ts';

/** Whose transaction is open. */
interface Holder {
  life: Life;
  isBroken: boolean;
}

/** The one session of the store: while a transaction is open, statements of others wait. */
export class Session {
  readonly client: pg.Client;
  holder: Holder | null = null;
  /** Until when nobody answers. */
  awayUntil = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(client: pg.Client) {
    this.client = client;
  }

  isBusyFor(holder: Holder | null): boolean {
    return this.holder !== null && this.holder !== holder;
  }

  wait(go: () => void): void {
    this.#waiting.push(go);
  }

  release(): void {
    this.holder = null;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** The server rolls back what a lost client had begun. */
  async abandon(holder: Holder): Promise<void> {
    if (holder.isBroken || this.holder !== holder) return;
    holder.isBroken = true;
    await this.client.query('rollback');
    this.release();
  }
}

export interface Around {
  timeline: Timeline;
  chance: Chance;
  session: Session;
  /** The planned fault that strikes this step of this process now; null: none. */
  strike(process: number, step: StepName | 'other'): Extract<Fault, { process: number }> | null;
  /** Something was stored that may be due. */
  stored(): void;
  died(life: Life): void;
  /** Something happened that may never happen. */
  broke(says: string): void;
}

const lost = (code: string) => asUnavailable(Object.assign(new Error(`read ${code}`), { code }));
/** Longer than a resident waits, and than a lease lasts for some. */
const slowMs = [3_500, 12_000] as const;
const pauseMs = [2_000, 25_000] as const;

export class Life {
  readonly nth: number;
  isAlive = true;
  skewMs = 0;
  #pausedUntil = 0;
  readonly #around: Around;

  constructor(nth: number, around: Around) {
    this.nth = nth;
    this.#around = around;
  }

  clock = (): Date => new Date(this.#around.timeline.now + this.skewMs);

  after: After = (ms, then) => this.#around.timeline.after(ms, () => this.#unless(then));

  /** A dead process does nothing more, one that is stopped does it when it goes on. */
  #unless(then: () => unknown): unknown {
    if (!this.isAlive) return undefined;
    const rest = this.#pausedUntil - this.#around.timeline.now;
    return rest > 0 ? void this.after(rest, then) : then();
  }

  async die(): Promise<void> {
    if (!this.isAlive) return;
    this.isAlive = false;
    const { holder } = this.#around.session;
    if (holder?.life === this) await this.#around.session.abandon(holder);
    this.#around.died(this);
  }

  async #pause(ms: number): Promise<void> {
    this.#pausedUntil = this.#around.timeline.now + ms;
    const { holder } = this.#around.session;
    // Nobody may hold a transaction open that long.
    if (holder?.life === this && ms > 4_000) await this.#around.session.abandon(holder);
  }

  #between([from, to]: readonly [number, number]): number {
    return from + this.#around.chance() * (to - from);
  }

  /** `holder`: the transaction it belongs to; null: none; undefined: it asks nothing of the store. */
  pass<T>(step: StepName | 'other', work: () => Promise<T>, holder?: Holder | null): Promise<T> {
    const { timeline, session, strike } = this.#around;
    return new Promise<T>((resolve, reject) => {
      const answer = (tell: () => void) => void this.after(0, tell);
      const go = async (struck: ReturnType<typeof strike>, isLate = false): Promise<void> => {
        if (holder !== undefined) {
          if (holder?.isBroken) return answer(() => reject(lost('ECONNRESET')));
          if (timeline.now < session.awayUntil) return answer(() => reject(lost('ECONNREFUSED')));
          if (session.isBusyFor(holder)) return session.wait(() => this.after(0, () => go(struck, isLate)));
        }
        const isBefore = struck !== null && 'when' in struck && struck.when === 'before';
        if (struck?.kind === 'crash' && isBefore) return this.die();
        if (struck?.kind === 'pause' && isBefore) {
          await this.#pause(this.#between(pauseMs));
          return void this.after(0, () => go(null));
        }
        if (struck?.kind === 'slow' && !isLate) return void this.after(this.#between(slowMs), () => go(struck, true));
        if (struck?.kind === 'cut') {
          if (holder) await session.abandon(holder);
          return answer(() => reject(lost('ECONNRESET')));
        }
        const done = await work().then(
          (value) => () => resolve(value),
          (error: unknown) => () => reject(asUnavailable(error)),
        );
        if (struck?.kind === 'crash') return this.die();
        if (struck?.kind === 'unknown') {
          if (holder) await session.abandon(holder);
          return answer(() => reject(lost('ECONNRESET')));
        }
        if (struck?.kind === 'pause') await this.#pause(this.#between(pauseMs));
        answer(done);
      };
      this.after(this.#around.chance() * 8, () => go(strike(this.nth, step)));
    });
  }

  #run<Row>(text: string, values: readonly unknown[] | undefined, name: string | undefined, holder: Holder | null) {
    const { session, stored, broke } = this.#around;
    return this.pass(
      stepOf(text, name),
      async () => {
        const given = values?.map((value) => (value instanceof Date ? value.toISOString() : value));
        const held = await heldBefore(session.client, name, given);
        const isStale = settlesPages.test(name ?? '') && (await this.#isStale(given));
        const result = await session.client.query({
          text,
          ...(given ? { values: given } : {}),
          ...(name ? { name } : {}),
        });
        if (isStale && (result.rowCount ?? 0) > 0) broke(`a page was settled under a lease that had passed on`);
        for (const key of takenTwice(held, result.rows))
          broke(`${key} was taken before its lease had passed (${name})`);
        if (holder === null && leavesDue.test(text)) stored();
        return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
      },
      holder,
    );
  }

  /** The first two values of a page's settling: which pages, and under which fences. All of them had passed to another by now. */
  async #isStale(given: readonly unknown[] | undefined): Promise<boolean> {
    const { rows } = await this.#around.session.client.query<{ current: number }>(
      `select count(*)::integer as current from page join unnest($1::uuid[], $2::integer[]) as lease (id, fence)
         on page.id = lease.id and page.fence = lease.fence`,
      given?.slice(0, 2),
    );
    return rows[0]?.current === 0;
  }

  #begun(holder: Holder): Promise<void> {
    const { session } = this.#around;
    const begin = async () => {
      await session.client.query('begin');
      session.holder = holder;
    };
    return this.pass('begin', begin, holder);
  }

  #committed(holder: Holder, failed: () => unknown): Promise<void> {
    const { session, stored } = this.#around;
    const commit = async () => {
      const { command } = await session.client.query('commit');
      holder.isBroken = true;
      session.release();
      stored();
      if (command !== 'COMMIT') throw new RolledBack({ cause: failed() });
    };
    return this.pass('commit', commit, holder);
  }

  database(): Database {
    const query: Query = (text, values, name) => this.#run(text, values, name, null);
    const transaction = async <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> => {
      const holder: Holder = { life: this, isBroken: false };
      let failed: unknown;
      await this.#begun(holder);
      try {
        const result = await fn({
          query: async (text, values, name) => {
            try {
              return await this.#run(text, values, name, holder);
            } catch (error) {
              failed = error;
              throw error;
            }
          },
        });
        await this.#committed(holder, () => failed);
        return result;
      } catch (error) {
        if (!isConnectionLost(error) && !holder.isBroken)
          await this.pass('other', () => this.#around.session.abandon(holder), holder);
        else await this.#around.session.abandon(holder);
        throw error;
      }
    };
    const main = { pool: undefined as never, query, transaction };
    const apart = { reserved: main, urgent: main, delayMs: () => 0 };
    return { ...main, ...apart, lane: query, embedded: false, close: async () => {} };
  }
}

/** Statements after which somebody may have something to do at once. */
const leavesDue = /turn_due|armed_|alarmed|acted|set due_at|insert into (?:inbox|timer|page)/;

const settlesPages = /^pages_(?:taken|failed)$/;

const named: Readonly<Record<string, StepName>> = {
  load_hash: 'load',
  load_resident: 'load',
  inbox_set_aside: 'aside',
  inbox_lease: 'lease-inbox',
  inbox_lease_one: 'lease-inbox',
  turn_lease_due: 'lease-turns',
  turn_mark_sent: 'settle',
  turn_mark_all_sent: 'settle',
  timer_lease: 'lease-timers',
  timer_drop: 'drop-timer',
  pages_taken: 'settle-page',
  pages_failed: 'settle-page',
  what_is_due: 'look',
  climbs_anything: 'look',
  ways_due: 'look',
};
const stepOf = (text: string, name: string | undefined): StepName | 'other' =>
  named[name ?? ''] ?? (text.endsWith('select rev from moved') ? 'turn' : 'other');
