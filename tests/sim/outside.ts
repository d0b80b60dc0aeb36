/** What is outside: messengers and phones, each with a record of its own of what it took and what somebody saw. They misbehave by plan. */
import type { Reply } from '../../flows/protocol.ts';
import type { Delivery, Notice } from '../../triage/notify/notice.ts';
import type { How } from './plan.ts';

export class Outside {
  /** By `resident/rev`: what their screen shows of this turn, and how often it was taken. */
  readonly shown = new Map<string, { texts: string; times: number; swallowed: number }>();
  /** Messages a messenger took without a fault, each with when. The farewell of somebody who is forgotten has the rev of the turn before,
   *  so the length of its text tells them apart. */
  readonly taken: { name: string; at: number; isClean: boolean }[] = [];
  /** `isClean`: nothing went wrong with the call, and whoever made it heard so. */
  readonly pages: { to: string; id: string; kind: string; at: number; rang: boolean; isClean: boolean }[] = [];
  /** What the house reported; for whoever looks why a world broke. */
  readonly faults: string[] = [];
  /** What the next calls will meet. */
  readonly #ahead: Record<'messenger' | 'pager', How[]> = { messenger: [], pager: [] };
  readonly #met: (what: string) => void;
  readonly #arrived: (residentId: string, replies: readonly Reply[]) => void;

  constructor(met: (what: string) => void, arrived: (residentId: string, replies: readonly Reply[]) => void) {
    this.#met = met;
    this.#arrived = arrived;
  }

  misbehave(who: 'messenger' | 'pager', how: How, many: number): void {
    this.#ahead[who].push(...Array.from({ length: many }, () => how));
  }

  goesWell(): void {
    this.#ahead.messenger.length = 0;
    this.#ahead.pager.length = 0;
  }

  /** The meaning of Sender.send. What comes again under the same resident and rev is the same message. */
  async deliver(
    channel: string,
    residentId: string,
    rev: number,
    replies: readonly Reply[],
    at: number,
  ): Promise<boolean | 'hangs'> {
    const how = channel === 'line' ? this.#ahead.messenger.shift() : undefined;
    if (how) this.#met(`messenger.${how}`);
    if (how === 'tooFast') return false;
    if (how === 'fails') throw new Error('500');
    const name = `${residentId}/${rev}`;
    const texts = textsOf(replies);
    const before = this.shown.get(name);
    if (how === 'hangs') return how;
    const swallowed = how === 'swallows' ? 1 : 0;
    this.shown.set(name, {
      texts: before?.texts ?? texts,
      times: (before?.times ?? 0) + 1,
      swallowed: (before?.swallowed ?? 0) + swallowed,
    });
    if (channel === 'line' && how === undefined)
      this.taken.push({ name: `${name} of ${texts.length} letters`, at, isClean: true });
    if (!before && !swallowed) this.#arrived(residentId, replies);
    if (how === 'failsAfter') throw new Error('500');
    return true;
  }

  /** Whoever sent these heard no answer and may send them again when they like: a page by its id, replies by `resident/rev`. */
  unheard(name: string): void {
    for (const page of this.pages) if (page.id === name) page.isClean = false;
    for (const text of this.taken) if (text.name.startsWith(`${name} `)) text.isClean = false;
  }

  /** A request brought these replies to the screen. */
  carried(residentId: string, rev: number, replies: readonly Reply[]): void {
    const name = `${residentId}/${rev}`;
    const before = this.shown.get(name);
    this.shown.set(name, { texts: textsOf(replies), times: (before?.times ?? 0) + 1, swallowed: 0 });
  }

  async page(to: string, notice: Notice, now: Date): Promise<Delivery | 'hangs'> {
    const how = this.#ahead.pager.shift();
    if (how) this.#met(`pager.${how}`);
    const rang = (): void => {
      this.pages.push({
        to,
        id: notice.id,
        kind: notice.kind,
        at: now.getTime(),
        rang: how !== 'swallows',
        isClean: how === undefined,
      });
    };
    switch (how) {
      case 'tooFast':
        return { type: 'later', why: '429', waitMs: 20_000 };
      case 'fails':
        return { type: 'later', why: '500' };
      case 'failsAfter':
        rang();
        return { type: 'later', why: '500' };
      case 'hangs':
        return how;
      default:
        rang();
        return { type: 'accepted' };
    }
  }
}

const textsOf = (replies: readonly Reply[]): string =>
  replies
    .filter(({ type }) => type !== 'ask')
    .map(({ text }) => text)
    .join('\n');
