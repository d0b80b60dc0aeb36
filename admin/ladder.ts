/** 단계: the ladder of a centre, seen by whoever sees the roster, written by whoever answers for the centre; and who would be called when. */
import { leadsToTell } from '../triage/climb.ts';
import { type DryStep, dryRun } from '../triage/dryRun.ts';
import { Refused } from '../triage/errors.ts';
import { bounds, defaultLadder, faultsOf, type Ladder, mostSteps, mostTargets, readLadder } from '../triage/ladder.ts';
import type { Queryable } from '../triage/store/audit.ts';
import { addLadder, casesOnLadders, newestLadder, rotationsOf } from '../triage/store/ladders.ts';
import { type Reach, teamReach, usableReach } from '../triage/store/reach.ts';
import type { DryRunResult, LadderView } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';

export type LadderHandlers = Pick<Handlers, 'ladder' | 'changeLadder' | 'dryRun'>;

export function ladderHandlers({ db, clock, newId, log }: DeskDeps): LadderHandlers {
  /** A version nobody can read any more is told and replaced by the default, as the engine does. */
  async function standing(on: Queryable, centerId: string) {
    const newest = await newestLadder(on, centerId);
    if (!newest) return { rev: 0, ladder: defaultLadder, made: null };
    const { rev, content, by, at } = newest;
    const ladder = readLadder(content, () =>
      log.error({ centerId, rev }, 'a ladder cannot be read; the default holds'),
    );
    return { rev, ladder, made: { by, at: at.toISOString() } };
  }

  async function read({ session }: Call<'ladder'>): Promise<LadderView> {
    const now = clock();
    const { centerId } = session;
    const { rev, ladder, made } = await standing(db, centerId);
    const people = await usableReach(db, centerId, now);
    return {
      now: now.toISOString(),
      rev,
      ladder,
      made,
      people: people.map(({ id, name, role, ways }) => ({ id, name, role, ways: waysOf(ways) })),
      team: (await teamReach(db, centerId)) !== 'none',
      rotations: await rotationsOf(db, centerId),
      bounds,
      most: { steps: mostSteps, targets: mostTargets },
      cases: await casesOnLadders(db, centerId, ladder),
    };
  }

  async function change(call: Call<'changeLadder'>): Promise<{ rev: number }> {
    const { session, body } = call;
    const { centerId } = session;
    return await db.transaction(async (tx) => {
      const now = clock();
      await refuseWrong(tx, centerId, body.ladder, now);
      const content = { rev: body.rev, content: body.ladder, auditId: newId() };
      if (await addLadder(tx, content, traceOf(call, now))) return { rev: body.rev + 1 };
      const { rev, ladder, made } = await standing(tx, centerId);
      throw new Refused(409, 'ladder_changed', 'the ladder has changed since it was read', { rev, ladder, made });
    });
  }

  async function run({ session, body }: Call<'dryRun'>): Promise<DryRunResult> {
    const now = clock();
    const { centerId } = session;
    const from = body.at === null ? now : new Date(body.at);
    if (from.getTime() < now.getTime() - 60_000 || from.getTime() > now.getTime() + aheadMs) throw farAway();
    if (body.ladder) await refuseWrong(db, centerId, body.ladder, now);
    const ladder = body.ladder ?? (await standing(db, centerId)).ladder;
    const { priority } = body;
    const steps = await dryRun(db, centerId, { ladder, priority, from, now, desks: body.at === null });
    return { from: from.toISOString(), rows: steps.map((step) => rowOf(step, ladder)) };
  }

  return { ladder: read, changeLadder: change, dryRun: run };
}

/** As far as shifts are written down, and some. */
const aheadMs = 92 * 86_400_000;

async function refuseWrong(on: Queryable, centerId: string, ladder: Ladder, now: Date): Promise<void> {
  const people = await usableReach(on, centerId, now);
  const fields = faultsOf(ladder, {
    people: new Set(people.map(({ id }) => id)),
    leads: new Set(people.filter(({ role }) => role === 'lead').map(({ id }) => id)),
    rotations: new Set((await rotationsOf(on, centerId)).map(({ id }) => id)),
  });
  if (fields.length > 0) throw new Refused(422, 'ladder_wrong', 'the ladder does not fit', { fields });
}

const farAway = (): Refused =>
  new Refused(422, 'moment_wrong', 'a moment from now on, at most three months ahead', { field: 'at' });

/** In the words of the contract; the column allows no others. */
const waysOf = (ways: readonly string[]): LadderView['people'][number]['ways'] =>
  ways as LadderView['people'][number]['ways'];

function rowOf({ at, place, move, answers }: DryStep, ladder: Ladder): DryRunResult['rows'][number] {
  const people = new Map(answers.people.map((one) => [one.id, one]));
  const known = (ids: readonly string[]): Reach[] => ids.flatMap((id) => people.get(id) ?? []);
  const names = (ids: readonly string[]) => known(ids).map(({ name }) => name);
  return {
    at: at.toISOString(),
    round: place.round,
    step: move.call?.step ?? null,
    who: known(move.call?.staffIds ?? []).map(({ id, name, ways, deskOpen }) => ({
      id,
      name,
      ways: waysOf(ways),
      deskOpen,
    })),
    team: move.call?.team ?? false,
    skipped: move.skipped.map(({ step, why, staffIds, team }) => ({ step, why, names: names(staffIds), team })),
    alarm: move.alarm && { why: move.alarm, to: names(leadsToTell(ladder, answers)) },
  };
}
