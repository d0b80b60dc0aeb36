/** Where a process is killed: each step of a turn, of a delivery and of a pending event, by what is seen on the wire. Nothing in the
 *  product knows of it. */
import type { FaultProxy, Watch, Watched } from '../harness/faultProxy.ts';
import type { Member } from './house.ts';

export interface Point {
  id: string;
  says: string;
  /** Whose death: who hears residents, or who does what is due. */
  role: 'bot' | 'worker';
  /** What waits for the worker when it comes: an event to become a turn, a turn to leave, a page to ring. */
  finds?: 'event' | 'turn' | 'page';
  /** Arms the networks; `reached` resolves at the moment to kill. `nth`: variants take turns. */
  arm(member: Member, nth: number): { reached: Promise<unknown>; over(): void };
}

const turn = /\0turn_\d+\0/;
const all = (...watched: Watched[]) => ({
  reached: (watched.at(-1) as Watched).seen,
  over: () => {
    for (const one of watched) one.release();
  },
});
const on = (proxy: FaultProxy | null, watch: Watch): Watched => {
  if (!proxy) throw new Error('It has no such network.');
  return proxy.watch(watch);
};
const up = (pattern: RegExp, does: Watch['does'], times = 1): Watch => ({ way: 'up', pattern, does, times });

/** No turn can be committed, until an event was kept instead: its case is stored by a statement of the same kind. */
export function turnsFail(postgres: FaultProxy): { kept: Promise<void>; over(): void } {
  const cut = postgres.watch(up(turn, 'cut', Number.POSITIVE_INFINITY));
  const aside = postgres.watch(up(/\0inbox_set_aside\0/, 'tell'));
  const over = () => {
    cut.release();
    aside.release();
  };
  return { kept: aside.seen.then(cut.release), over };
}

export const points: readonly Point[] = [
  {
    id: 'S1',
    says: 'accepted: the connection stands, and the request has not come',
    role: 'bot',
    arm: ({ http }) => all(on(http, { way: 'up', pattern: /POST \/(webhooks|chat)/, does: 'hold' })),
  },
  {
    id: 'S2',
    says: 'verified: it asks the database, and nothing has got there',
    role: 'bot',
    arm: ({ postgres }) => all(on(postgres, up(/\0load_hash\0/, 'hold'))),
  },
  {
    id: 'S3',
    says: 'loaded: the answer of the database has come, nothing is decided',
    role: 'bot',
    arm: ({ postgres }) => all(on(postgres, up(turn, 'hold')), on(postgres, up(/\0load_hash\0/, 'hold-reply'))),
  },
  {
    id: 'S4',
    says: 'stepped: the commit is sent and has not arrived',
    role: 'bot',
    arm: ({ postgres }) => all(on(postgres, up(turn, 'hold'))),
  },
  {
    id: 'S5',
    says: 'the commit has arrived, and its outcome is unread',
    role: 'bot',
    // Killed the moment it leaves, or when it is done and nobody knows.
    arm: ({ postgres }, nth) => all(on(postgres, up(turn, nth % 2 ? 'tell' : 'hold-reply'))),
  },
  {
    id: 'S6',
    says: 'committed, and the answer has not left',
    role: 'bot',
    arm: ({ http }) => all(on(http, { way: 'down', pattern: /HTTP\/1\.1 200/, does: 'hold' })),
  },
  {
    id: 'S7',
    says: 'answered, and nothing else was done',
    role: 'bot',
    arm: ({ http, line }) =>
      all(on(line, up(/POST \/v2/, 'hold')), on(http, { way: 'down', pattern: /HTTP\/1\.1 200/, does: 'tell' })),
  },
  {
    id: 'S8.turn',
    says: 'a turn is leased for delivery',
    role: 'worker',
    finds: 'turn',
    arm: ({ postgres }) => all(on(postgres, up(/\0turn_lease_due\0/, 'hold-reply'))),
  },
  {
    id: 'S8.page',
    says: 'a page is leased',
    role: 'worker',
    finds: 'page',
    arm: ({ postgres }) => all(on(postgres, up(/\0pages_lease\0/, 'hold-reply'))),
  },
  {
    id: 'S9.reply',
    says: 'LINE has taken the reply, and its answer is unread',
    role: 'bot',
    arm: ({ line }) => all(on(line, up(/POST \/v2\/bot\/message/, 'hold-reply'))),
  },
  {
    id: 'S9.push',
    says: 'LINE has taken the push, and its answer is unread',
    role: 'worker',
    finds: 'turn',
    arm: ({ line }) => all(on(line, up(/POST \/v2\/bot\/message/, 'hold-reply'))),
  },
  {
    id: 'S10.reply',
    says: 'sent, and that it was is not written down',
    role: 'bot',
    arm: ({ postgres }) => all(on(postgres, up(/\0turn_mark_all_sent\0/, 'hold'))),
  },
  {
    id: 'S10.push',
    says: 'pushed, and that it was is not written down',
    role: 'worker',
    finds: 'turn',
    arm: ({ postgres }) => all(on(postgres, up(/\0turn_mark_sent\0/, 'hold'))),
  },
  {
    id: 'S10.page',
    says: 'the phone has rung, and that it has is not written down',
    role: 'worker',
    finds: 'page',
    arm: ({ postgres }) => all(on(postgres, up(/\0pages_taken\0/, 'hold'))),
  },
  {
    id: 'P1',
    says: 'the turn could not be; the event is kept, and nobody has been told so',
    role: 'bot',
    arm: ({ postgres }) => {
      const failing = turnsFail(postgres);
      const commits: Watched[] = [];
      const reached = failing.kept.then(() => {
        commits.push(on(postgres, up(/commit\0/, 'hold-reply')));
        return commits[0]?.seen;
      });
      const over = () => {
        failing.over();
        for (const one of commits) one.release();
      };
      return { reached, over };
    },
  },
  {
    id: 'P2',
    says: 'a kept event is leased',
    role: 'worker',
    finds: 'event',
    arm: ({ postgres }) => all(on(postgres, up(/\0inbox_lease\0/, 'hold-reply'))),
  },
  {
    id: 'P3',
    says: 'the commit of the kept event is sent: it has not arrived, or its outcome is unread',
    role: 'worker',
    finds: 'event',
    arm: ({ postgres }, nth) => all(on(postgres, up(turn, nth % 2 ? 'hold' : 'hold-reply'))),
  },
];
