/** 순번: who takes turns. Making and editing one lays the shifts of the roster; before that it can be looked at. */
import { addDays, dayOf } from '../triage/days.ts';
import { Refused } from '../triage/errors.ts';
import { holidayOn, holidaysKnownUntil } from '../triage/holidays.kr.ts';
import { type Clash, clashesOf, editRotation, endRotation, makeRotation, preview } from '../triage/laying.ts';
import { countsFrom, unknownFrom } from '../triage/rotation.ts';
import { audit, type Queryable } from '../triage/store/audit.ts';
import type { Transaction } from '../triage/store/db.ts';
import { lockRotation, type Plan, rotationsOf, type Rotation as Stored } from '../triage/store/rotations.ts';
import { allStaff, dutyStaff, lockDuty } from '../triage/store/shifts.ts';
import type { Clash as ClashShown, Rotation, RotationPreview, Rotations, TypedRotation } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { onceIds } from './onceMade.ts';
import { planOf, wrongRotation } from './rotationRules.ts';
import { span } from './shown.ts';

type RotationHandlers = Pick<
  Handlers,
  'rotations' | 'previewRotation' | 'addRotation' | 'changeRotation' | 'endRotation'
>;
type Everybody = Awaited<ReturnType<typeof allStaff>>;

const previewDays = 28;
/** Of clashes: enough to see which they are. */
const mostShown = 20;

export function rotationHandlers({ db, clock, newId }: DeskDeps): RotationHandlers {
  async function read({ session }: Call<'rotations'>): Promise<Rotations> {
    const now = clock();
    const { centerId } = session;
    const staff = await allStaff(db, centerId);
    return {
      now: now.toISOString(),
      today: dayOf(now),
      rotations: (await rotationsOf(db, centerId)).map((one) => shown(one, staff)),
      staff: await dutyStaff(db, centerId),
      knownUntil: holidaysKnownUntil,
    };
  }

  async function look({ session, body }: Call<'previewRotation'>): Promise<RotationPreview> {
    const now = clock();
    const { centerId } = session;
    const rotation = body.id === null ? null : known(await rotationsOf(db, centerId), body.id);
    const staff = await allStaff(db, centerId);
    const plan = await fitting(db, body.plan, { centerId, rotation, staff, now });
    return previewShown(await preview(db, { centerId, rotation, plan, now }), plan, staff, now);
  }

  async function add(call: Call<'addRotation'>): Promise<{ id: string }> {
    const now = clock();
    const { centerId } = call.session;
    const id = onceIds(call, newId)(0);
    await db.transaction(async (tx) => {
      // The same request again, after its answer was lost.
      if (await lockRotation(tx, centerId, id)) return;
      const plan = await mustFit(tx, call.body.plan, centerId, null, now);
      await makeRotation(tx, { id, centerId, plan }, { staffId: call.session.id, at: now, newId });
      await written(tx, call, 'rotation.add', id, now);
    });
    return { id };
  }

  async function change(call: Call<'changeRotation'>): Promise<void> {
    const now = clock();
    const { centerId } = call.session;
    await db.transaction(async (tx) => {
      const rotation = mustBe(await lockRotation(tx, centerId, call.id), call.body.rev);
      const plan = await mustFit(tx, call.body.plan, centerId, rotation, now);
      await editRotation(tx, rotation, plan, { staffId: call.session.id, at: now, newId });
      await written(tx, call, 'rotation.change', call.id, now);
    });
  }

  async function end(call: Call<'endRotation'>): Promise<void> {
    const now = clock();
    await db.transaction(async (tx) => {
      const rotation = mustBe(await lockRotation(tx, call.session.centerId, call.id), call.body.rev);
      await endRotation(tx, rotation, now);
      await written(tx, call, 'rotation.end', call.id, now);
    });
  }

  /** Fits, and nobody would be in two places. Locks the accounts, so that nobody is put in elsewhere meanwhile. */
  async function mustFit(
    tx: Transaction,
    typed: TypedRotation,
    centerId: string,
    rotation: Stored | null,
    now: Date,
  ): Promise<Plan> {
    for (const staffId of [...new Set(typed.people)].sort()) await lockDuty(tx, centerId, staffId);
    const staff = await allStaff(tx, centerId);
    const plan = await fitting(tx, typed, { centerId, rotation, staff, now });
    const clashes = await clashesOf(tx, rotation, plan, now);
    if (clashes.length === 0) return plan;
    const details = { clashes: clashes.slice(0, mostShown).map((one) => clashShown(one, staff)) };
    throw new Refused(409, 'rotation_clashes', 'somebody would be in two places', details);
  }

  const written = (tx: Transaction, call: Parameters<typeof traceOf>[0], action: string, subject: string, at: Date) =>
    audit(tx, { ...traceOf(call, at), id: newId(), action, subject });

  return { rotations: read, previewRotation: look, addRotation: add, changeRotation: change, endRotation: end };
}

/** What was typed as a plan, or every fault of it. */
async function fitting(
  on: Queryable,
  typed: TypedRotation,
  at: { centerId: string; rotation: Stored | null; staff: Everybody; now: Date },
): Promise<Plan> {
  const { centerId, rotation, staff, now } = at;
  const others = (await rotationsOf(on, centerId)).filter(({ id }) => id !== rotation?.id);
  const names = others.map(({ plan }) => plan.name);
  const faults = wrongRotation(typed, { now, staff, names, began: rotation?.plan.startsOn ?? null });
  if (faults.length > 0) throw new Refused(422, 'rotation_wrong', 'the rotation does not fit', { fields: faults });
  return planOf(typed);
}

function known(rotations: readonly Stored[], id: string): Stored {
  const found = rotations.find((one) => one.id === id);
  if (!found) throw new Refused(404, 'no_such_rotation', 'this centre has no such rotation');
  return found;
}

function mustBe(rotation: Stored | null, rev: number): Stored {
  if (!rotation) throw new Refused(404, 'no_such_rotation', 'this centre has no such rotation');
  if (rotation.rev !== rev) throw new Refused(409, 'rotation_changed', 'the rotation has changed');
  return rotation;
}

const named = (id: string, staff: Everybody) => ({ id, name: staff.get(id)?.name ?? '' });

const shown = ({ id, rev, plan }: Stored, staff: Everybody): Rotation => ({
  ...plan,
  id,
  rev,
  people: plan.people.map((one) => ({ ...named(one, staff), off: staff.get(one)?.takes !== true })),
});

const clashShown = (clash: Clash, staff: Everybody): ClashShown => ({
  who: named(clash.staffId, staff),
  ...span(clash),
  other: { ...span(clash.other), rotation: clash.other.rotationName },
});

function previewShown(
  { turns, clashes, gaps }: Awaited<ReturnType<typeof preview>>,
  plan: Plan,
  staff: Everybody,
  now: Date,
): RotationPreview {
  const first = dayOf(countsFrom(plan, now));
  const days = Array.from({ length: previewDays }, (_, at) => addDays(first, at));
  // What goes on of a turn that would have begun yesterday stands on the first day.
  const dayOfTurn = (startsAt: Date) => (dayOf(startsAt) < first ? first : dayOf(startsAt));
  return {
    days: days.map((day) => ({
      day,
      holiday: holidayOn(day) ?? null,
      turns: turns
        .filter(({ startsAt }) => dayOfTurn(startsAt) === day)
        .map((turn) => ({ ...span(turn), who: named(turn.staffId, staff) })),
    })),
    gaps: gaps.map(span),
    clashes: clashes.slice(0, mostShown).map((one) => clashShown(one, staff)),
    unknownFrom: unknownFrom(plan, first, addDays(first, previewDays)),
  };
}
