/** People and the way between them and the house: what they send may come twice, late, out of order or not at all, and what is answered
 *  may be lost. Whoever hears nothing sends the same again, as their page or their messenger does. */
import type { Reply } from '../../flows/protocol.ts';
import { Refused } from '../../triage/errors.ts';
import type { TurnEvent, TurnResult } from '../../triage/turn.ts';
import type { House } from './house.ts';
import type { Ledger, Sent } from './ledger.ts';
import type { Outside } from './outside.ts';
import { breaks, type Move, moveOf, stays } from './personas.ts';
import type { Person } from './plan.ts';
import type { Chance, Timeline } from './timeline.ts';

export interface Streets {
  timeline: Timeline;
  chance: Chance;
  ledger: Ledger;
  outside: Outside;
  centerId: string;
  /** A process that lives; null: none. */
  anyHouse(): House | null;
  /** What is next to go wrong between a person and the house. */
  mishap(): 'duplicate' | 'reorder' | 'dropAsked' | 'dropAnswer' | null;
}

const patienceMs = 6_000;
const awayMs = 26 * 3_600_000;
/** Their messenger or page gives up then; nothing goes wrong for that long. */
const mostTries = 40;

export class Resident {
  readonly who: string;
  readonly plan: Person;
  residentId: string | null = null;
  /** The process their page is open at. */
  pageAt: number | null = null;
  #ask: Extract<Reply, { type: 'ask' }> | null = null;
  #moves = 0;
  #sent = 0;
  #gone = false;
  readonly #in: Streets;

  constructor(nth: number, plan: Person, streets: Streets) {
    this.who = `p${nth}`;
    this.plan = plan;
    this.#in = streets;
    streets.timeline.after(plan.comes * 1_000, () =>
      this.#send({ inbound: { type: 'opened', unread: 0 }, rings: false }),
    );
  }

  /** What came by itself. */
  hears(replies: readonly Reply[]): void {
    this.#ask =
      replies.findLast((reply): reply is Extract<Reply, { type: 'ask' }> => reply.type === 'ask') ?? this.#ask;
  }

  #next(afterMs: number): void {
    if (this.#gone) return;
    this.#in.timeline.after(afterMs, () => this.#act());
  }

  #act(): void {
    const { persona } = this.plan;
    if (this.#moves >= stays[persona]) return;
    if (this.#moves === breaks[persona] && !this.#gone) {
      this.#moves += 1;
      this.pageAt = null;
      this.#in.timeline.after(awayMs, () => this.#send({ inbound: { type: 'opened', unread: 0 }, rings: false }));
      return;
    }
    const move = moveOf(persona, this.#ask, this.#moves, this.#in.chance);
    this.#moves += 1;
    if (!move) return;
    // Two taps, or a word beside a tap, before anything was answered.
    if (persona === 'hasty' && this.#in.chance() < 0.5) this.#send(move, false);
    this.#send(move);
  }

  #send(move: Move, goesOn = true): void {
    const { timeline, ledger } = this.#in;
    const id = `${this.plan.channel}:${this.who}-${this.#sent++}`;
    const { persona } = this.plan;
    const sent: Sent = {
      id,
      who: this.who,
      persona,
      inbound: move.inbound,
      at: timeline.now,
      accepted: null,
      rings: move.rings,
    };
    ledger.events.set(id, sent);
    ledger.count(`persona.${persona}.events`);
    this.#deliver(sent, goesOn, 0);
  }

  #deliver(sent: Sent, goesOn: boolean, tries: number): void {
    const { timeline, chance, ledger, mishap } = this.#in;
    const what = tries === 0 ? mishap() : null;
    if (what) ledger.count(`way.${what}`);
    const way = { isHeard: false };
    const again = (ms: number) =>
      timeline.after(ms, () => {
        if (way.isHeard || tries >= mostTries) return;
        way.isHeard = true;
        this.#deliver(sent, goesOn, tries + 1);
      });
    const lateMs = what === 'reorder' ? 4_000 : 5 + chance() * 60;
    if (what !== 'dropAsked')
      timeline.after(lateMs, () => this.#reach(sent, goesOn, way, what === 'dropAnswer', again));
    if (what === 'duplicate') {
      timeline.after(chance() * 120, () => this.#reach(sent, false, { isHeard: true }, false, () => {}));
    }
    // Another message is on its way before this one has come.
    if (what === 'reorder' && goesOn) this.#next(200);
    again(patienceMs);
  }

  #reach(
    sent: Sent,
    goesOn: boolean,
    way: { isHeard: boolean },
    isLost: boolean,
    again: (ms: number) => unknown,
  ): void {
    const { chance, timeline } = this.#in;
    const house = this.#in.anyHouse();
    if (!house) {
      again(1_000);
      return;
    }
    const { life } = house;
    const answered = (result: TurnResult) => {
      timeline.after(5 + chance() * 40, () => {
        if (isLost || way.isHeard) return;
        way.isHeard = true;
        this.#hear(sent, result, life.nth, goesOn);
      });
    };
    const failed = (error: unknown) => {
      if (!(error instanceof Refused) || way.isHeard) return void again(1_500);
      way.isHeard = true;
      sent.accepted = 'refused';
      this.#in.ledger.count(`refused.${error.code}`);
      // Their session is no more: they were forgotten.
      if (error.code === 'session_invalid' && this.residentId !== null) this.#gone = true;
    };
    (this.plan.channel === 'line' ? house.sent : house.turn)(this.#eventOf(sent)).then(answered, failed);
  }

  #eventOf(sent: Sent): TurnEvent {
    const { channel } = this.plan;
    return {
      id: sent.id,
      who: { address: { channel, id: this.who }, centerId: this.#in.centerId },
      inbound: sent.inbound,
      ...(channel === 'line' ? { answer: 'sent' as const, happenedAt: sent.at, deadlineMs: 1_000 } : {}),
    };
  }

  #hear(sent: Sent, result: TurnResult, process: number, goesOn: boolean): void {
    const { ledger, outside } = this.#in;
    sent.accepted = result.kept ? 'kept' : 'turn';
    // A tap on something that was no longer asked means nothing.
    if (result.stale) sent.rings = false;
    if (result.kept) {
      ledger.count('answer.kept');
      // What a tap will mean when its turn comes is not known yet.
      if (sent.inbound.type !== 'said') sent.rings = false;
    }
    if (result.again) ledger.count('answer.again');
    ledger.residents.set(this.who, result.residentId);
    this.residentId = result.residentId;
    if (this.plan.channel === 'web') this.pageAt = process;
    if (this.plan.channel !== 'line' && !result.kept) outside.carried(result.residentId, result.rev, result.replies);
    if (!result.kept) this.hears(result.replies);
    if (goesOn) this.#next((0.5 + this.#in.chance()) * this.plan.pace + (result.kept ? 8_000 : 0));
  }
}
