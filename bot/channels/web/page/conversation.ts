import type { Lang, Reply } from '../../../../flows/protocol.ts';
import {
  type Answered,
  type Center,
  newKey,
  type Outcome,
  openSession,
  pause,
  type Said,
  send,
  sendOff,
} from './connection.ts';
import { Events } from './events.ts';
import { type Event, follow, type Mine, newTalk, type Talk } from './talk.ts';
import { words } from './words.ts';

export interface View {
  talk: Talk;
  center: Center | null;
  /** The line that listens is up. */
  lineUp: boolean;
  /** Something is being sent again. */
  struggling: boolean;
  /** Larger text is suggested by what they said of their age. */
  large: boolean;
}

export const firstView = (lang: Lang): View => {
  return { talk: newTalk(lang), center: null, lineUp: navigator.onLine, struggling: false, large: false };
};

/** Pause between openings, once the first patience is used up. */
const reopenMs = 15_000;

/** The conversation with the server: opened, sent in order, heard, and mended when it breaks. */
export class Conversation {
  #view: View;
  readonly #code: string | null;
  /** The language to ask for; null until the person or the address chose one: a returning talk keeps its own. */
  #wanted: Lang | null;
  readonly #show: (view: View) => void;
  /** Messages wait for one another: their order is part of what they say. But not for one the server asked to come again: it looks at each by
   *  itself, and lets in at once who may be in danger. */
  #queue: Promise<void> = Promise.resolve();
  #opening: Promise<boolean> | null = null;
  #isOpen = false;
  #isHeardUnopened = false;
  /** What has not arrived yet, by its key. */
  readonly #underWay = new Map<string, Said>();
  /** Words that wait to be sent, or behind some that do. */
  readonly #waiting: ((isHeard: boolean) => void)[] = [];
  #isClosed = false;
  /** A session that was just opened was not known: most likely the browser keeps no cookies. */
  #isForgotten = false;
  /** Until it is tried again. */
  #pausing: Promise<void> | null = null;
  #saidSorry = false;
  #events: Events | null = null;

  /** wanted, code: language and placement from the address, if it names them. show: draws what has changed. */
  constructor(first: View, wanted: Lang | null, code: string | null, show: (view: View) => void) {
    this.#view = first;
    this.#wanted = wanted;
    this.#code = code;
    this.#show = show;
  }

  async begin(): Promise<void> {
    addEventListener('pagehide', this.#sendOff);
    while (!this.#isClosed && !(await this.#open())) await pause(reopenMs);
  }

  close(): void {
    this.#isClosed = true;
    this.#events?.close();
    removeEventListener('pagehide', this.#sendOff);
    this.#sendOff();
  }

  /** Whoever leaves now has still said it. Under its own key: what arrives twice counts once. */
  readonly #sendOff = (): void => {
    for (const [id, said] of this.#underWay) sendOff(said, id, this.#lang);
  };

  /** shown: what stands on the screen for it; null: a telephone number. ask: the question whose answer was tapped. */
  say(said: Said, shown: string | null, ask: string | null = null): void {
    const id = newKey();
    this.#tell({ type: 'said', id, said, text: shown, ask });
    this.#enqueue(id, said);
  }

  resend(mine: Mine): void {
    this.#tell({ type: 'sending', id: mine.id, sending: 'sending' });
    this.#enqueue(mine.id, mine.said);
  }

  reopen(lang: Lang): void {
    this.#wanted = lang;
    void this.#open();
  }

  get #lang(): Lang {
    return this.#view.talk.lang;
  }

  #change(part: Partial<View>): void {
    this.#view = { ...this.#view, ...part };
    if (!this.#isClosed) this.#show(this.#view);
  }

  #tell(event: Event): void {
    this.#change({ talk: follow(this.#view.talk, event) });
  }

  /** One opening at a time. True when it is open. */
  #open(): Promise<boolean> {
    this.#opening ??= this.#openOnce().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #openOnce(): Promise<boolean> {
    let repeated = false;
    const wanted = this.#wanted;
    const outcome = await openSession(wanted, this.#code, this.#lang, (replies) => {
      repeated = true;
      this.#onAgain(replies);
      if (replies.length > 0) this.#hearsAnyway();
    });
    this.#isHeardUnopened = false;
    if (outcome.type !== 'answered') {
      this.#onGivenUp(outcome);
      return false;
    }
    const { body } = outcome;
    const show = () => {
      this.#onMended();
      if (body.center) this.#change({ center: body.center });
      this.#suggestSize(body, repeated);
      this.#tell({ type: 'opened', lang: body.lang ?? null, replies: body.replies });
    };
    // After one that was not known the next shows nothing before it is: a greeting every quarter of a minute helps nobody.
    if (!this.#isForgotten) show();
    // Opened again only to change the language: the line that listens stays, and with it its place in the stream.
    if (!this.#isOpen) this.#hear(body.rev ?? null, this.#isForgotten ? show : () => {});
    this.#isOpen = true;
    // Another language was tapped while this was under way.
    return this.#wanted === wanted || this.#openOnce();
  }

  /** The server is there and can open nothing just now: it gave a session all the same, and keeps what is said in it. */
  #hearsAnyway(): void {
    this.#isHeardUnopened = true;
    for (const heard of this.#waiting.splice(0)) heard(true);
  }

  /** Open, or heard without. */
  #canBeHeard(): Promise<boolean> {
    if (this.#isHeardUnopened) return Promise.resolve(true);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      void this.#open().then(resolve);
    });
  }

  #hear(after: number | null, onFirstUp: () => void): void {
    this.#events?.close();
    let wasUp = false;
    const listener = {
      onReplies: (replies: Reply[]) => this.#tell({ type: 'heard', replies, asked: false }),
      onLine: (lineUp: boolean) => {
        if (lineUp && !wasUp) {
          wasUp = true;
          this.#isForgotten = false;
          onFirstUp();
        }
        this.#change({ lineUp });
      },
      onExpired: () => void (wasUp ? this.#renew() : this.#onForgotten()),
    };
    this.#events = new Events(listener, after);
  }

  /** The session just opened is not known: asked at once for another, it would go round for ever. */
  #onForgotten(): void {
    if (!this.#isForgotten) this.#sayForgotten();
    this.#isForgotten = true;
    this.#isOpen = false;
    this.#pausing ??= pause(reopenMs).then(() => {
      this.#pausing = null;
      if (this.#isForgotten && !this.#isClosed) void this.begin();
    });
  }

  #renew(): Promise<boolean> {
    if (!this.#opening && !this.#isForgotten) this.#tell({ type: 'noted', word: 'renewed' });
    this.#isOpen = false;
    // What is under way asks for its own.
    if (!this.#opening) this.#wanted = this.#lang;
    return this.#open();
  }

  #enqueue(id: string, said: Said): void {
    this.#underWay.set(id, said);
    const before = this.#queue;
    this.#queue = new Promise((letOn) => {
      void before.then(async () => {
        if (this.#isOpen || (await this.#canBeHeard())) await this.#deliver(id, said, letOn);
        else this.#tell({ type: 'sending', id, sending: 'unsent' });
        this.#underWay.delete(id);
        this.#saidSorry = false;
        letOn();
      });
    });
  }

  /** letOn: what was written after it need not wait. */
  async #deliver(id: string, said: Said, letOn: () => void, mayRenew = true): Promise<void> {
    let repeated = false;
    const outcome = await send(said, id, this.#lang, (replies) => {
      repeated = true;
      // Words mean that the server is there and said no; a dead line says nothing, and keeps the order.
      if (replies.length > 0) letOn();
      this.#tell({ type: 'sending', id, sending: 'again' });
      this.#onAgain(replies);
    });
    switch (outcome.type) {
      case 'answered': {
        this.#onMended();
        const { replies, stale } = outcome.body;
        this.#suggestSize(outcome.body, repeated);
        return this.#tell({ type: 'answered', id, replies, stale: stale === true });
      }
      case 'expired': {
        if (this.#isHeardUnopened) letOn();
        else this.#waiting.push(letOn);
        if (!mayRenew || !(await this.#renew())) {
          this.#tell({ type: 'sending', id, sending: 'unsent' });
          return mayRenew ? undefined : this.#sayForgotten();
        }
        // Sent again into the new session, a tap as well as words: it may be the one that matters. An answer to a question of
        // the old session comes back as stale, with the present question; a call for help counts from anywhere.
        return this.#deliver(id, said, letOn, false);
      }
      case 'refused':
      case 'unsent':
        this.#tell({ type: 'sending', id, sending: 'unsent' });
        return this.#onGivenUp(outcome);
    }
  }

  /** An answer given again from the store and an apology say nothing of anybody's age; a question does. */
  #suggestSize({ large, replies }: Answered, repeated: boolean): void {
    if (large || (!repeated && replies.some(({ type }) => type === 'ask'))) this.#change({ large: large === true });
  }

  #onAgain(replies: Reply[]): void {
    this.#change({ struggling: true });
    if (replies.length) this.#saySorry(replies);
  }

  #onGivenUp(outcome: Outcome): void {
    this.#change({ struggling: false });
    this.#saySorry(outcome.type === 'refused' ? outcome.replies : []);
  }

  #onMended(): void {
    this.#change({ struggling: false });
    this.#saidSorry = false;
  }

  /** Crisis-safe words as well, and what can be done about it. */
  #sayForgotten(): void {
    this.#tell({ type: 'heard', replies: [{ type: 'text', text: words[this.#lang].forgotten }], asked: true });
  }

  /** Crisis-safe words when there was no answer: the server's own if it sent some, else the fixed ones; once per trouble. */
  #saySorry(replies: Reply[]): void {
    if (this.#saidSorry) return;
    this.#saidSorry = true;
    const fixed: Reply = { type: 'text', text: words[this.#lang].error };
    this.#tell({ type: 'heard', replies: replies.length ? replies : [fixed], asked: true });
  }
}
