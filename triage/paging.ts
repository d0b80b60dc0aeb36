/** The engine of the ladder: ends claims without a word, calls whoever is due, counts promises that passed. Everything is a row that says
 *  when it is due, so that any number of processes may run it and one that dies is followed by another; what was decided, the notices and
 *  the next moment are one commit. */
import { answersAt } from './answers.ts';
import { type Answers, advance, callsInVain, leadsToTell, type Move, type Place } from './climb.ts';
import type { Clock, NewId } from './clock.ts';
import { type Ladder, readLadder } from './ladder.ts';
import { type Passes, passes } from './passes.ts';
import {
  addClimbEvents,
  anythingDue,
  type ClimbEvent,
  type DueClimb,
  holdDueClimbs,
  holdPeopleOf,
  lapseClaims,
  type Moved,
  missPromises,
  moveClimbs,
} from './store/climbs.ts';
import type { Database } from './store/db.ts';
import { addAllPages, type NewPage } from './store/pages.ts';

export interface PagingDeps {
  db: Database;
  clock: Clock;
  newId: NewId;
  /** Something of this centre's queue changed. */
  changed: (centerId: string) => void;
  /** Notices were written: whoever sends them may come at once. */
  written: () => void;
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
}

/** Of one transaction: short enough that nobody waits for it long. */
const batch = 200;
/** Of one round; the rest goes in the next, so that a flood keeps nothing else from its turn. */
const batches = 100;

/** A round never throws. Nudged where a case was opened or raised. */
export const paging = (deps: PagingDeps): Passes => passes(() => work(deps));

async function work(deps: PagingDeps): Promise<void> {
  const attempt = async (what: string, one: (deps: PagingDeps) => Promise<number>) => {
    try {
      for (let n = 0; n < batches && (await one(deps)) > 0; n += 1);
    } catch (error) {
      deps.fault(what, error, {});
    }
  };
  try {
    const due = await anythingDue(deps.db, deps.clock());
    if (due.lapses) await attempt('claims without a word', lapses);
    if (due.climbs || due.lapses) await allClimbs(deps);
    // A step that was just called may have passed a promised time.
    if (due.promises || due.climbs) await attempt('missed promises', promises);
  } catch (error) {
    deps.fault('the look for what is due', error, {});
  }
}

async function lapses({ db, clock, changed, written }: PagingDeps): Promise<number> {
  const now = clock();
  const lapsed = await db.transaction(async (tx) => {
    const rows = await lapseClaims(tx, await holdPeopleOf(tx, 'lapse', now, batch), now);
    const pages = rows.map(
      ({ staffId, centerId, ...about }): Omit<NewPage, 'now'> => ({
        centerId,
        kind: 'lapsed',
        about,
        staffIds: [staffId],
      }),
    );
    await addAllPages(tx, pages, now);
    return rows;
  });
  for (const centerId of new Set(lapsed.map((row) => row.centerId))) changed(centerId);
  if (lapsed.length > 0) written();
  return lapsed.length;
}

async function promises({ db, clock, changed }: PagingDeps): Promise<number> {
  const now = clock();
  const missed = await db.transaction(async (tx) =>
    missPromises(tx, await holdPeopleOf(tx, 'promise', now, batch), now),
  );
  for (const centerId of new Set(missed.map((row) => row.centerId))) changed(centerId);
  return missed.length;
}

/** What one case's move comes to. */
interface Climbed {
  moved: Moved;
  pages: Omit<NewPage, 'now'>[];
  events: ClimbEvent[];
}

/** Batch by batch; a batch that fails is taken case by case, so that one nobody can call keeps nobody else waiting. */
async function allClimbs(deps: PagingDeps): Promise<void> {
  try {
    for (let n = 0; n < batches && (await climbs(deps, batch)) > 0; n += 1);
  } catch (error) {
    deps.fault('the ladder', error, {});
    let past = 0;
    for (let n = 0; n < batch; n += 1) {
      const done = await climbs(deps, 1, past).catch((fault: unknown) => {
        deps.fault('one case of the ladder', fault, {});
        return null;
      });
      if (done === 0) return;
      if (done === null) past += 1;
    }
  }
}

async function climbs(deps: PagingDeps, limit: number, past = 0): Promise<number> {
  const { db, clock, changed, written } = deps;
  const now = clock();
  const { due, pages } = await db.transaction(async (tx) => {
    const due = await holdDueClimbs(tx, now, limit, past);
    const answers = new Map<string, Answers>();
    for (const id of new Set(due.map(({ centerId }) => centerId))) answers.set(id, await answersAt(tx, id, now));
    const all = due.flatMap((one) => {
      const known = answers.get(one.centerId);
      return known ? [climbed(one, ladderOf(deps, one), known, deps.newId, now)] : [];
    });
    const pages = all.flatMap((one) => one.pages);
    if (all.length > 0) {
      await moveClimbs(
        tx,
        all.map(({ moved }) => moved),
        now,
      );
      await addClimbEvents(
        tx,
        all.flatMap(({ events }) => events),
        now,
      );
      await addAllPages(tx, pages, now);
    }
    return { due, pages };
  });
  for (const centerId of new Set(due.map((row) => row.centerId))) changed(centerId);
  if (pages.length > 0) written();
  return due.length;
}

const ladderOf = ({ fault }: PagingDeps, { ladder, escalationId }: DueClimb): Ladder =>
  readLadder(ladder, (why) => fault('a ladder cannot be read; the default is climbed', why, { escalationId }));

/** Cases that stand in nobody's queue: their vain calls alarm no lead. */
const isPractice = ({ pageKind }: DueClimb): boolean => pageKind === 'drill' || pageKind === 'canary';

function climbed(due: DueClimb, ladder: Ladder, answers: Answers, newId: NewId, now: Date): Climbed {
  const { residentId, escalationId, centerId, priority, owner, pageKind, claimBy } = due;
  const at: Place = { ...due, roundAt: due.roundAt ?? due.dueAt };
  const move = advance(ladder.climbs[priority], at, answers, now);
  // Somebody has it, and it rang again: to others it is news as well, and its owner hears it first.
  const kind = owner !== null && pageKind === 'case' ? 'raised' : pageKind;
  const page = (step: number, staffIds: readonly string[], team: boolean): Omit<NewPage, 'now'> => ({
    centerId,
    kind,
    about: { residentId, escalationId, priority, round: at.round, step },
    staffIds,
    team,
  });
  const withOwner = (staffIds: readonly string[]) => (owner === null ? staffIds : [...new Set([owner, ...staffIds])]);
  const event = (what: ClimbEvent['kind']): ClimbEvent => ({
    residentId,
    escalationId,
    cause: `ladder:${newId()}`,
    kind: what,
  });
  const { call, alarm, next } = move;
  const passed = notWaitedFor(move, at);
  const isAlarmed = alarm !== null && !isPractice(due);
  return {
    moved: {
      residentId,
      escalationId,
      round: next.round,
      step: next.step,
      dueAt: next.dueAt,
      roundAt: next.roundAt,
      pageKind: call && !isPractice(due) ? 'case' : pageKind,
      promiseAt: call && owner === null && at.round === 0 && claimBy < at.dueAt ? now : null,
      exhausted: alarm === 'exhausted',
      isNews: call !== null || alarm !== null || (at.step > 0 && callsInVain(move)),
    },
    pages: [
      // Looked again each minute, they are called once a round: what was written goes on being tried.
      ...(passed.staffIds.length > 0 || passed.team
        ? [{ ...page(at.step, passed.staffIds, passed.team), unlessSince: at.step === 0 ? at.roundAt : undefined }]
        : []),
      ...(call ? [page(call.step, withOwner(call.staffIds), call.team)] : []),
      ...(isAlarmed
        ? [{ ...page(at.step, leadsToTell(ladder, answers), answers.team !== 'none'), kind: 'exhausted' as const }]
        : []),
    ],
    events: [...(alarm ? [event(alarm)] : []), ...(call ? [event('paged')] : [])],
  };
}

/** Whom steps named that are not waited out, each once: those whose ways fail each time are called, and those no way leads to are written
 *  down as failed when the ladder first comes by, so that the case's story has it. */
function notWaitedFor({ skipped, call }: Move, at: Place): { staffIds: string[]; team: boolean } {
  const isFirstPass = at.round === 0 && (at.step > 0 || at.dueAt.getTime() === at.roundAt.getTime());
  const passed = skipped.filter(({ why }) => why === 'fails' || isFirstPass);
  const named = new Set(passed.flatMap(({ staffIds }) => staffIds));
  return {
    staffIds: [...named].filter((id) => !call?.staffIds.includes(id)),
    team: passed.some(({ team }) => team) && !call?.team,
  };
}
