/** Somebody writes of danger while nothing can be stored: no case, no ladder's row, no page. Whoever is to be called is called all the same,
 *  out of memory: at once, and again while it lasts, one step of the ladder further each time. What was kept becomes a case when the
 *  records are back, and the ladder itself goes on from there. */
import type { CallList, CallLists, OpenWay } from './callList.ts';
import { advance, type Call, type Place } from './climb.ts';
import type { Clock, NewId } from './clock.ts';
import type { Delivery, Notifier } from './notify/notice.ts';
import { type Passes, passes } from './passes.ts';

export interface DirectPagerDeps {
  lists: Pick<CallLists, 'of'>;
  /** None that needs the database to send. */
  notifiers: () => readonly Notifier[];
  clock: Clock;
  newId: NewId;
  deskUrl: string;
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
  /** Nobody hears of somebody in danger: whoever reads the log is the last one who could. */
  fatal: (what: string, ids: Record<string, string>) => void;
}

export interface Danger {
  /** Whose: told apart by it and nothing else, and never logged. */
  key: string;
  centerId: string;
  priority: 0 | 1;
  /** No store has taken it: it is known here and nowhere else, until somebody was told. */
  isHereAlone?: true;
}

export interface DirectPager extends Passes {
  /** Calls at once; nobody waits for it. The same person again is news after two minutes. */
  danger(danger: Danger): void;
  /** Of these the records know by now; `waits`: whose words are still kept aside. Who is known here alone stays until somebody was told, or
   *  a repetition later. */
  over(waits: (key: string) => boolean): void;
  /** Somebody's danger is in memory alone, or their words in the spool. */
  isCalling(): boolean;
  /** Notices that a provider took since the start of this process. */
  sent(): number;
}

const newsAgainMs = 2 * 60_000;
const repeatMs = 5 * 60_000;
/** Several people in one moment are told of together. */
const gatherMs = 10_000;
/** No way took it. */
const tryAgainMs = 30_000;
const deadlineMs = 8_000;

/** Of one centre. */
interface Standing {
  /** key → since when, when they last said so, and whether they are known here alone and nobody was told of them. */
  people: Map<string, { since: Date; saidAt: Date; isHereAlone: boolean }>;
  priority: 0 | 1;
  isNews: boolean;
  /** When it was last told; null: not yet. */
  toldAt: Date | null;
  /** What the next repetition waits for. */
  dueAt: Date;
  place: Place;
}

export function directPager(deps: DirectPagerDeps): DirectPager {
  const standing = new Map<string, Standing>();
  let sent = 0;

  async function tell(centerId: string, at: Standing, now: Date): Promise<void> {
    at.isNews = false;
    at.toldAt = now;
    const people = [...at.people.values()];
    const list = deps.lists.of(centerId);
    const took = list ? await climbed(list, at, now) : 0;
    sent += took;
    at.dueAt = new Date(now.getTime() + (took > 0 ? repeatMs : tryAgainMs));
    if (took > 0) for (const one of people) one.isHereAlone = false;
    else deps.fatal('somebody is in danger, the records are away and nobody could be told', { centerId });
  }

  /** How many notices were taken. A step of which no way took one is not waited for: the next is called at once, and after the last whoever
   *  is left. */
  async function climbed(list: CallList, at: Standing, now: Date): Promise<number> {
    const climb = list.ladder.climbs[at.priority];
    const answers = list.answersAt(now);
    const notifiers = deps.notifiers();
    const tried = new Set<string>();
    const call = async (ways: readonly OpenWay[]): Promise<number> => {
      const fresh = ways.filter(({ id }) => !tried.has(id));
      for (const { id } of fresh) tried.add(id);
      const fates = await Promise.all(
        fresh.map((way) => told(notifiers.find(({ kind }) => kind === way.kind) ?? null, way, list.centerName, at)),
      );
      return fates.filter(({ type }) => type === 'accepted' || type === 'delivered').length;
    };
    let { place } = at;
    for (const _ of climb.steps) {
      const move = advance(climb, { ...place, dueAt: now }, answers, now);
      if (!move.call) break;
      place = move.next;
      const took = await call(waysOf(list.ways, move.call));
      if (took === 0) continue;
      at.place = place;
      return took;
    }
    return await call(waysOf(list.ways, { staffIds: answers.everyone, team: true }));
  }

  async function told(
    notifier: Notifier | null,
    { id, to, lang }: OpenWay,
    center: string,
    at: Standing,
  ): Promise<Delivery> {
    const since = new Date(Math.min(...[...at.people.values()].map((one) => one.since.getTime())));
    const notice = {
      id: deps.newId(),
      kind: 'away' as const,
      priority: at.priority,
      since,
      center,
      lang,
      href: `${deps.deskUrl}/`,
      many: at.people.size,
    };
    const sending: Promise<Delivery> = notifier
      ? notifier.send(to, notice, deadlineMs)
      : Promise.resolve({ type: 'later', why: 'not set up here' });
    const fate = await sending.catch((error: unknown): Delivery => {
      deps.fault('a notifier threw', error, { methodId: id });
      return { type: 'later', why: 'a fault of ours' };
    });
    if (fate.type !== 'accepted' && fate.type !== 'delivered')
      deps.fault('a direct page was not taken', new Error(fate.why), { methodId: id });
    return fate;
  }

  const looks = passes(async () => {
    const now = deps.clock();
    const due = [...standing].filter(([, one]) => isDue(one, now));
    await Promise.all(due.map(([centerId, one]) => tell(centerId, one, now)));
  });

  return {
    ...looks,
    danger({ key, centerId, priority, isHereAlone }) {
      const now = deps.clock();
      const at = standing.get(centerId) ?? begun(priority, now);
      standing.set(centerId, at);
      const before = at.people.get(key);
      if (!before || now.getTime() - before.saidAt.getTime() >= newsAgainMs) at.isNews = true;
      const person = before && !at.isNews ? before : { since: before?.since ?? now, saidAt: now, isHereAlone: false };
      at.people.set(key, person);
      if (isHereAlone) person.isHereAlone = true;
      if (priority < at.priority) {
        at.priority = priority;
        at.isNews = true;
      }
      looks.nudge();
    },
    over(waits) {
      const now = deps.clock();
      for (const [centerId, { people }] of standing) {
        for (const [key, { saidAt, isHereAlone }] of people) {
          const isKept = waits(key) || (isHereAlone && now.getTime() - saidAt.getTime() < repeatMs);
          if (!isKept) people.delete(key);
        }
        if (people.size === 0) standing.delete(centerId);
      }
    },
    isCalling: () => standing.size > 0,
    sent: () => sent,
  };
}

const begun = (priority: 0 | 1, now: Date): Standing => ({
  people: new Map(),
  priority,
  isNews: true,
  toldAt: null,
  dueAt: now,
  place: { round: 0, step: 0, dueAt: now, roundAt: now },
});

const isDue = ({ people, isNews, toldAt, dueAt }: Standing, now: Date): boolean =>
  people.size > 0 && (now >= dueAt || (isNews && (toldAt === null || now.getTime() - toldAt.getTime() >= gatherMs)));

/** Every way of these people, whatever their rule says: nobody can come back to it later. */
const waysOf = (ways: readonly OpenWay[], { staffIds, team }: Pick<Call, 'staffIds' | 'team'>): OpenWay[] =>
  ways.filter(({ staffId }) => (staffId === null ? team : staffIds.includes(staffId)));
