/** 연계: another agency is asked to help, and what became of it. Health is sensitive (PIPA 23): whoever is told of a person is told on
 *  a ground, and each ground stands in the audit. */
import { addDays, dayOf, endOf } from '../triage/days.ts';
import { Refused } from '../triage/errors.ts';
import type { Queryable } from '../triage/store/audit.ts';
import { addTask } from '../triage/store/followUpActs.ts';
import { type CaseHeld, holdCase } from '../triage/store/followUpsHeld.ts';
import {
  moveReferral,
  referralNote,
  referralNow,
  requestReferral,
  thirdPartiesOf,
  wasMoved,
  wasRequested,
} from '../triage/store/referrals.ts';
import { residentKey } from '../triage/store/residents.ts';
import { resourceOf } from '../triage/store/resources.ts';
import { seal } from '../triage/store/seal.ts';
import { actIds } from './actIds.ts';
import { isOffered, refuseHighTier } from './assignees.ts';
import { agreedTo, consentsIn } from './consents.ts';
import { type ReferralState, referralStates } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';

/** Somebody looks after this many days what has become of it. */
const checkAfterDays = 14;

export function referralHandlers(deps: DeskDeps): Pick<Handlers, 'requestReferral' | 'moveReferral'> {
  const { db, clock, newId, master, log } = deps;

  async function request(call: Call<'requestReferral'>): Promise<{ id: string; checkOn: string }> {
    const { id: escalationId, session, body } = call;
    const trace = traceOf(call, clock());
    const ids = actIds(call, newId);
    const id = ids(0);
    const checkOn = addDays(dayOf(trace.at), checkAfterDays);
    await db.transaction(async (tx) => {
      const held = await holdCase(tx, session.centerId, escalationId);
      if (!held) throw new Refused(404, 'not_found', 'this centre has no such case');
      const { residentId, wrappedKey } = held;
      if (await wasRequested(tx, residentId, id)) return;
      await refuseUnasked(tx, session.centerId, held, body);
      const key = residentKey(master, residentId, wrappedKey);
      const note = body.note === undefined ? null : seal(key, referralNote(residentId, id, ids(1)), body.note);
      const { resourceId, basis } = body;
      const made = { id, eventId: ids(1), auditId: newId(), residentId, escalationId, resourceId, basis, note };
      if (!(await requestReferral(tx, made, trace))) {
        throw new Refused(409, 'referral_exists', 'they were referred there already');
      }
      const check = { kind: 'referral', id: ids(2), eventId: ids(3), auditId: newId(), dueAt: endOf(checkOn) } as const;
      await addTask(tx, { ...check, residentId, escalationId, referralId: id, assignee: session.id }, trace);
    });
    return { id, checkOn };
  }

  /** Whether this agency may be asked for this person at all. */
  async function refuseUnasked(
    tx: Queryable,
    centerId: string,
    { residentId, wrappedKey, tier }: CaseHeld,
    { resourceId, basis }: Call<'requestReferral'>['body'],
  ): Promise<void> {
    const resource = await resourceOf(tx, centerId, resourceId);
    if (!isOffered(resource)) {
      throw new Refused(422, 'unknown_resource', 'no such resource, or it is retired', { field: 'resourceId' });
    }
    if (resource.kind === 'gatekeeper') refuseHighTier(tier);
    if (basis !== 'consent') return;
    const key = residentKey(master, residentId, wrappedKey);
    const consents = consentsIn(await thirdPartiesOf(tx, residentId), residentId, key, log);
    if (agreedTo(consents, resource.name)) return;
    throw new Refused(422, 'consent_missing', 'they did not agree that this agency is told', {
      field: 'basis',
      agency: resource.name,
    });
  }

  async function move(call: Call<'moveReferral'>): Promise<void> {
    const { id, session, body } = call;
    const { state, note } = body;
    const ids = actIds(call, newId);
    const now = await referralNow(db, session.centerId, id);
    if (!now) throw new Refused(404, 'not_found', 'this centre has no such referral');
    if (state === 'declined' && note === undefined) {
      throw new Refused(422, 'note_wanted', 'say why it was declined', { field: 'note' });
    }
    const key = residentKey(master, now.residentId, now.wrappedKey);
    const sealed = note === undefined ? null : seal(key, referralNote(now.residentId, id, ids(0)), note);
    const ends = state === 'confirmed' ? 'confirmed' : state === 'declined' ? 'referral-declined' : null;
    const step = { id, state, from: before(state), eventId: ids(0), auditId: newId(), note: sealed };
    if (await moveReferral(db, { ...step, ends, endEventId: ids(1) }, traceOf(call, clock()))) return;
    // The same request again, after its answer was lost.
    if (await wasMoved(db, now.residentId, id, ids(0))) return;
    const then = await referralNow(db, session.centerId, id);
    throw new Refused(409, 'state_now', 'it has moved meanwhile', {
      state: then?.state,
      by: then?.by,
      at: then?.at.toISOString(),
    });
  }

  return { requestReferral: request, moveReferral: move };
}

/** Only forward; a step may be left out, because agencies tell late. Declined: from wherever it is not over. */
function before(state: ReferralState): ReferralState[] {
  if (state === 'declined') return ['requested', 'accepted', 'provided'];
  return referralStates.slice(0, referralStates.indexOf(state));
}
