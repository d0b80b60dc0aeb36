/** Counsellors at their desks: they look at the queue now and then, claim, write, call, hand back and close, each by habit; two may claim
 *  at once, and one may act from a page that was left open. */

import { Refused } from '../../triage/errors.ts';
import { audit } from '../../triage/store/audit.ts';
import { logCall } from '../../triage/store/desk.ts';
import type { DeskAct, TurnEvent } from '../../triage/turn.ts';
import type { House } from './house.ts';
import type { Act, Ledger } from './ledger.ts';
import type { Habit } from './plan.ts';
import type { Chance, Timeline } from './timeline.ts';

export interface OpenCase {
  residentId: string;
  id: string;
  owner: string | null;
}

export interface Office {
  timeline: Timeline;
  chance: Chance;
  ledger: Ledger;
  centerId: string;
  newId(): string;
  anyHouse(): House | null;
  queue(): Promise<OpenCase[]>;
  /** Two claim the next case at once. */
  race(): boolean;
}

const lookMs: Readonly<Record<Habit, number>> = {
  quick: 15_000,
  slow: 120_000,
  forgetful: 45_000,
  stale: 30_000,
  handsBack: 30_000,
  offline: 0,
};
type Kind = Act['kind'];
/** As the desk's trail calls them. */
const actions: Readonly<Record<Kind, string>> = {
  claimed: 'case.claim',
  spoke: 'case.say',
  called: 'case.call',
  'handed-back': 'case.handBack',
  closed: 'case.close',
};

export class Counsellor {
  readonly staffId: string;
  readonly habit: Habit;
  readonly #in: Office;
  readonly #colleagues: () => readonly Counsellor[];
  #many = 0;
  /** All habits end: whatever is open is seen to. */
  #clearsUp = false;
  readonly #busy = new Set<string>();
  /** Cases of which a page was left open once. */
  readonly #left = new Set<string>();

  constructor(staffId: string, habit: Habit, office: Office, colleagues: () => readonly Counsellor[]) {
    this.staffId = staffId;
    this.habit = habit;
    this.#in = office;
    this.#colleagues = colleagues;
    if (habit !== 'offline') this.#look(lookMs[habit]);
  }

  /** From now on they take what nobody has, and end it. */
  clearUp(): void {
    if (this.#clearsUp) return;
    this.#clearsUp = true;
    this.#look(1_000);
  }

  #look(afterMs: number): void {
    this.#in.timeline.after(afterMs * (0.7 + 0.6 * this.#in.chance()), async () => {
      const isEmpty = (await this.#see()) === 0;
      // A quiet night is looked through in great steps.
      this.#look(this.#clearsUp ? (isEmpty ? 900_000 : 20_000) : lookMs[this.habit]);
    });
  }

  /** How many cases are open. */
  async #see(): Promise<number> {
    const { chance, race, ledger } = this.#in;
    const all = await this.#in.queue();
    this.#claim(all, chance, race, ledger);
    return all.length;
  }

  #claim(cases: readonly OpenCase[], chance: Chance, race: () => boolean, ledger: Ledger): void {
    const open = cases.filter(({ id }) => !this.#busy.has(id));
    const own = open.find(({ owner }) => owner === this.staffId);
    const free = open.filter(({ owner }) => owner === null);
    const case_ = own ?? free[Math.floor(chance() * free.length)];
    if (!case_) return;
    const all = this.#colleagues();
    const other = all[(all.indexOf(this) + 1) % all.length];
    if (!own && other && other !== this && race()) {
      ledger.count('desk.race');
      void other.sees(case_);
    }
    void this.sees(case_);
  }

  /** One case from the claim to its end, or as far as their habit goes. */
  async sees({ residentId, id, owner }: OpenCase): Promise<void> {
    if (this.#busy.has(id)) return;
    this.#busy.add(id);
    const given =
      owner === this.staffId ? await this.#fenceOf(residentId, id) : await this.#act('claimed', residentId, id, 0);
    if (given !== null) await this.#works(residentId, id, given);
    this.#busy.delete(id);
  }

  async #works(residentId: string, id: string, fence: number): Promise<void> {
    const { chance } = this.#in;
    if (!this.#clearsUp && this.habit === 'forgetful' && chance() < 0.7) return;
    if (!this.#clearsUp && this.habit === 'stale' && !this.#left.has(id)) {
      // A page is left open over a lapse; somebody else may have it by then, or they themselves in another page.
      this.#busy.delete(id);
      this.#left.add(id);
      await this.#waits(700_000);
      this.#in.ledger.count('desk.stale');
      await this.#act(chance() < 0.5 ? 'called' : 'spoke', residentId, id, fence);
      return;
    }
    await this.#waits(5_000 + chance() * 60_000);
    if ((await this.#act('spoke', residentId, id, fence)) === null) return;
    if (chance() < 0.5) await this.#act('called', residentId, id, fence);
    await this.#waits(10_000 + chance() * 90_000);
    if (this.habit === 'handsBack') {
      await this.#act('handed-back', residentId, id, fence);
      await this.#waits(120_000);
    }
    await this.#act('closed', residentId, id, fence);
  }

  #waits(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#in.timeline.after(ms, resolve));
  }

  async #fenceOf(residentId: string, id: string): Promise<number | null> {
    const claims = [...this.#in.ledger.acts.values()].filter(
      (act) =>
        act.kind === 'claimed' &&
        act.done &&
        act.residentId === residentId &&
        act.escalationId === id &&
        act.staffId === this.staffId,
    );
    return claims.at(-1)?.fence ?? null;
  }

  /** Done: the fence it was done under. null: it was refused, or is no longer tried. */
  async #act(kind: Kind, residentId: string, escalationId: string, fence: number): Promise<number | null> {
    const { ledger } = this.#in;
    const id = `desk:${this.staffId.slice(-4)}-${this.#many++}`;
    const act: Act = { id, residentId, escalationId, kind, staffId: this.staffId, fence, done: false };
    ledger.acts.set(id, act);
    for (let tries = 0; tries < 40; tries += 1) {
      const done = await this.#tried(act);
      if (done === 'later') {
        await this.#waits(2_000);
        continue;
      }
      ledger.count(done === null ? `desk.${kind}.refused` : `desk.${kind}`);
      if (done === null) return null;
      act.done = true;
      act.fence = done;
      return done;
    }
    return null;
  }

  /** The answer of one try; `later` where none came in time. */
  #tried(act: Act): Promise<number | null | 'later'> {
    const { anyHouse, timeline } = this.#in;
    const house = anyHouse();
    if (!house) return Promise.resolve('later');
    return new Promise((resolve) => {
      timeline.after(5_000, () => resolve('later'));
      const work = act.kind === 'called' ? this.#called(house, act) : this.#acted(house, act);
      work.then(resolve, (error: unknown) => {
        resolve(error instanceof Refused || isTwice(error) ? (isTwice(error) ? act.fence : null) : 'later');
      });
    });
  }

  /** As the desk does it: that they tried stands in the trail first. */
  async #acted(house: House, act: Act): Promise<number> {
    const { newId, centerId } = this.#in;
    const { residentId, staffId, escalationId, id, kind } = act;
    const at = house.life.clock();
    const trace = { at, centerId, staffId, address: null, requestId: id };
    await audit(house.db, {
      ...trace,
      id: newId(),
      action: actions[kind],
      residentId,
      subject: escalationId,
      reason: null,
    });
    const { fence } = await house.turn(eventOf(act));
    return fence ?? act.fence;
  }

  async #called(house: House, act: Act): Promise<number | null> {
    const { newId, centerId } = this.#in;
    const made = {
      id: newId(),
      escalationId: act.escalationId,
      fence: act.fence,
      cause: act.id,
      outcome: 'reached',
      note: null,
      unread: false,
      auditId: newId(),
    };
    const trace = { at: house.life.clock(), centerId, staffId: act.staffId, address: null, requestId: act.id };
    return (await logCall(house.db, made, trace)) ? act.fence : null;
  }
}

/** The same call was written before: its answer was lost. */
const isTwice = (error: unknown): boolean => (error as { code?: string }).code === '23505';

function eventOf({ id, residentId, escalationId, staffId, fence, kind }: Act): TurnEvent {
  const desk: DeskAct = { escalationId, staffId, ...(kind === 'claimed' ? {} : { fence }) };
  const who = { residentId };
  switch (kind) {
    case 'claimed':
      return { id, who, desk, inbound: { type: 'claimed', counsellor: '김상담' } };
    case 'handed-back':
      return { id, who, desk, inbound: { type: 'handedBack' } };
    case 'closed':
      return { id, who, desk: { ...desk, outcome: 'support' }, inbound: { type: 'closed' } };
    default:
      return { id, who, desk, inbound: { type: 'spoke', counsellor: '김상담', text: '안녕하세요, 곁에 있어요.' } };
  }
}
