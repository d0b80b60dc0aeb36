/** What staff write to a case beside its conversation: a call, a judged tier, a note, 119·112 called together, a case given back, the
 *  lead's look. Free text is sealed under the person's own key; what is asked for twice is done once. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Refused } from '../triage/errors.ts';
import {
  actOf,
  alarmedSince,
  checkCase,
  type DeskWrite,
  judgeTier,
  logSummon,
  releaseCase,
  writeNote,
} from '../triage/store/caseActs.ts';
import { isUniqueViolation } from '../triage/store/db.ts';
import { callOf, type EventKind, keyOfCase, logCall as storeCall } from '../triage/store/desk.ts';
import { residentKey } from '../triage/store/residents.ts';
import { aad, open, openJson, seal, sealJson } from '../triage/store/seal.ts';
import { type CaseCall, eventOf, notFound, tooLate } from './caseEvent.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { asUuid } from './onceMade.ts';
import { noteOf } from './record.ts';

export type CaseActHandlers = Pick<Handlers, 'logCall' | 'judge' | 'writeNote' | 'summon' | 'release' | 'check'>;

/** The request an event was written for, kept with it: the same key must mean the same request. */
const Written = z.looseObject({ digest: z.string().optional() });

/** changed: tells the desks of a centre to look again. */
export function caseWriter(deps: DeskDeps, changed: (centerId: string) => void) {
  const { db, master, clock, newId } = deps;

  /** Writes one event to a case, once. content: what is sealed with it; store: the statement, false where nothing was written. */
  return async function write(
    call: CaseCall & { address: string },
    kind: EventKind,
    content: object,
    store: (act: DeskWrite, trace: ReturnType<typeof traceOf>) => Promise<boolean>,
    why: () => Refused | Promise<Refused> = () => tooLate(db, call.session.centerId, call.id),
  ): Promise<void> {
    const { id, session } = call;
    const found = await keyOfCase(db, session.centerId, id);
    if (!found) throw notFound();
    const { residentId } = found;
    const key = residentKey(master, residentId, found.wrappedKey);
    const { eventId, digest } = eventOf(call);
    const place = aad('escalation_event', `${residentId}/${eventId}/${kind}`, 'detail');
    const kept = { findings: [], ...content, ...(digest ? { digest: digest.toString('base64') } : {}) };
    const act = { escalationId: id, cause: eventId, detail: sealJson(key, place, kept), auditId: newId() };
    const stored = await store(act, traceOf(call, clock())).catch((fault: unknown) => {
      if (isUniqueViolation(fault)) return false;
      throw fault;
    });
    if (stored) return changed(session.centerId);
    // The same request again, after its answer was lost: done, whatever happened to the claim since.
    const earlier = digest && (await actOf(db, residentId, id, eventId));
    if (!earlier) throw await why();
    const known = earlier.kind === kind && earlier.detail && Written.parse(openJson(key, place, earlier.detail));
    if (!known || known.digest !== digest.toString('base64')) throw mismatch();
  };
}

/** changed: tells the desks of a centre to look again. */
export function caseActHandlers(deps: DeskDeps, changed: (centerId: string) => void): CaseActHandlers {
  const { db, master, clock, newId } = deps;
  const write = caseWriter(deps, changed);

  /** Whoever judges must have read what alarms: it may have come while they were writing their reason. */
  async function judge(call: Call<'judge'>): Promise<void> {
    const { id, session, body } = call;
    const { fence, tier, reason, rev } = body;
    let alarmed = false;
    const store = (act: DeskWrite, trace: ReturnType<typeof traceOf>): Promise<boolean> =>
      db.transaction(async (tx) => {
        alarmed = rev !== undefined && (await alarmedSince(tx, session.centerId, id, { rev, at: trace.at }));
        return !alarmed && (await judgeTier(tx, act, fence, tier, trace));
      });
    await write(call, 'judged', { note: reason }, store, () =>
      alarmed ? alarmSince() : tooLate(db, session.centerId, id),
    );
  }

  async function logCall(call: Call<'logCall'>): Promise<void> {
    const { id, session, body } = call;
    const found = await keyOfCase(db, session.centerId, id);
    if (!found) throw notFound();
    const { residentId } = found;
    const key = residentKey(master, residentId, found.wrappedKey);
    const { eventId, digest } = eventOf(call);
    const callId = digest ? asUuid(createHash('sha256').update(`${id}|${session.id}|${eventId}`).digest()) : newId();
    const note = body.note?.trim() ? seal(key, noteOf(residentId, callId), body.note) : null;
    const trace = traceOf(call, clock());
    const { fence, outcome, rev } = body;
    const made = { id: callId, escalationId: id, fence, cause: eventId, outcome, note, auditId: newId() };
    const stored = await db
      .transaction(async (tx) => {
        const unread = await alarmedSince(tx, session.centerId, id, { rev, at: trace.at });
        return storeCall(tx, { ...made, unread }, trace);
      })
      .catch((fault: unknown) => {
        if (isUniqueViolation(fault)) return false;
        throw fault;
      });
    if (stored) return changed(session.centerId);
    // As in `write`: done already, or too late.
    const earlier = digest && (await callOf(db, residentId, callId));
    if (!earlier) throw await tooLate(db, session.centerId, id);
    const earlierNote = earlier.note && open(key, noteOf(residentId, callId), earlier.note).toString();
    if (earlier.outcome !== body.outcome || (earlierNote ?? '') !== (body.note?.trim() ? body.note : ''))
      throw mismatch();
  }

  return {
    logCall,
    judge,
    writeNote: (call) => {
      const { fence, text } = call.body;
      return write(call, 'wrote', { note: text }, (act, trace) => writeNote(db, act, fence, trace));
    },
    summon: (call) => {
      const { fence, note, rev } = call.body;
      const services = [...new Set(call.body.services)];
      const content = { services, ...(note === undefined ? {} : { note }) };
      return write(call, 'summoned', content, (act, trace) =>
        db.transaction(async (tx) => {
          const unread = await alarmedSince(tx, call.session.centerId, call.id, { rev, at: trace.at });
          return logSummon(tx, act, { fence, services, unread }, trace);
        }),
      );
    },
    release: (call) => {
      const { fence, reason } = call.body;
      return write(call, 'released', { note: reason }, (act, trace) =>
        db.transaction((tx) => releaseCase(tx, act, fence, trace)),
      );
    },
    check: (call) => {
      const { note } = call.body;
      return write(call, 'checked', note === undefined ? {} : { note }, (act, trace) => checkCase(db, act, trace));
    },
  };
}

const alarmSince = (): Refused =>
  new Refused(409, 'alarm_since', 'something rang since this was read; read it, then judge again');

const mismatch = (): Refused =>
  new Refused(422, 'idempotency_mismatch', 'this Idempotency-Key was used with another body');
