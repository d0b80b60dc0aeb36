/** One person's case: reading it, and what a counsellor does about it. Claim, words and closing go through the turn, because
 *  they move the conversation; a logged call does not and is written here. */
import { createHash } from 'node:crypto';
import type { Inbound } from '../flows/protocol.ts';
import { render } from '../flows/wording.ts';
import { Refused } from '../triage/errors.ts';
import { audit } from '../triage/store/audit.ts';
import { numberOf } from '../triage/store/contacts.ts';
import { isUniqueViolation } from '../triage/store/db.ts';
import {
  callOf,
  callsOf,
  contactOf,
  eventsOf,
  holderOf,
  keyOfCase,
  type NeedRow,
  needsOf,
  openCase,
  revealNumber,
  screeningsOf,
  logCall as storeCall,
  turnsOf,
} from '../triage/store/desk.ts';
import { residentKey } from '../triage/store/residents.ts';
import { open, seal } from '../triage/store/seal.ts';
import type { DeskAct, TurnResult } from '../triage/turn.ts';
import { type Case, Need, Outcome, type QueueRow, type Talk, type Way } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, type RouteName, traceOf } from './handler.ts';
import { queueRow } from './queue.ts';
import { noteOf, openRecord } from './record.ts';

const turnsOfPage = 100;

type Written = 'claim' | 'say' | 'askThirdParty' | 'close' | 'logCall';
type CaseHandlers = Pick<Handlers, 'case' | 'talk' | 'reveal' | Written>;

/** changed: tells the desks of a centre to look again. */
export function caseHandlers(deps: DeskDeps, changed: (centerId: string) => void): CaseHandlers {
  const { db, master, clock, newId, log } = deps;

  async function read(call: Call<'case'>): Promise<Case> {
    const now = clock();
    const { session, id } = call;
    const found = await db.transaction(async (tx) => {
      const row = await openCase(tx, { id, auditId: newId(), action: 'case.read' }, traceOf(call, now));
      return (
        row && {
          row,
          events: await eventsOf(tx, row.residentId, id),
          screenings: await screeningsOf(tx, row.residentId),
          calls: await callsOf(tx, row.residentId, id),
          contact: await contactOf(tx, row.residentId),
          needs: await needsOf(tx, row.residentId),
        }
      );
    });
    if (!found) throw notFound();
    const { row, events, screenings, calls, contact, needs } = found;
    const record = openRecord(row, residentKey(master, row.residentId, row.wrappedKey), log);
    const shown = queueRow(row, deps.push, now);
    return {
      now: now.toISOString(),
      row: shown,
      fence: row.fence,
      rev: row.rev,
      mine: row.ownerId === session.id,
      closedAt: row.closedAt?.toISOString() ?? null,
      outcome: Outcome.safeParse(row.outcome).data ?? null,
      why: record.why(events),
      events: record.events(events),
      screenings: screenings.map((screening) => record.screening(screening)),
      calls: calls.map((logged) => record.call(logged)),
      seenAt: row.residentAt?.toISOString() ?? null,
      ways: waysOf(shown.reach, contact && record.phone(contact)),
      promisedBy: row.promisedBy?.toISOString() ?? null,
      contactWish: contact?.way ?? null,
      needs: needs.flatMap(needOf),
      lang: row.lang,
      firstWord: render(row.lang, 'human.first', { center: row.centerName, counsellor: session.name }),
    };
  }

  async function talk(call: Call<'talk'>): Promise<Talk> {
    const { id, query } = call;
    const before = query.before === undefined ? null : Number(query.before);
    const found = await db.transaction(async (tx) => {
      const row = await openCase(tx, { id, auditId: newId(), action: 'case.talk' }, traceOf(call, clock()));
      return row && { row, turns: await turnsOf(tx, row.residentId, before, turnsOfPage + 1) };
    });
    if (!found) throw notFound();
    const record = openRecord(found.row, residentKey(master, found.row.residentId, found.row.wrappedKey), log);
    const turns = found.turns.slice(0, turnsOfPage).reverse();
    return { lines: turns.flatMap((turn) => record.lines(turn)), more: found.turns.length > turnsOfPage };
  }

  /** Hands an act to the turn. The audit row is committed first, by the statement that finds the case: an act without its
   *  row cannot be, a row without its act is an attempt that was refused or lost. */
  async function act(
    call: Call<Written>,
    inbound: Inbound,
    desk: Omit<DeskAct, 'escalationId' | 'staffId'>,
  ): Promise<TurnResult> {
    const { id, session } = call;
    const { eventId, digest } = eventOf(call);
    const found = await openCase(db, { id, auditId: newId(), action: `case.${call.name}` }, traceOf(call, clock()));
    if (!found) throw notFound();
    const result = await deps
      .turn({
        id: eventId,
        who: { residentId: found.residentId },
        inbound,
        desk: { escalationId: id, staffId: session.id, ...desk },
        ...(digest ? { digest } : {}),
      })
      .catch(async (fault: unknown) => {
        // The attempt stands in the audit already; that it was refused must stand there too.
        if (fault instanceof Refused) {
          const trace = traceOf(call, clock());
          await audit(db, {
            ...trace,
            id: newId(),
            action: 'denied',
            residentId: found.residentId,
            subject: `case.${call.name} ${id}`,
            reason: fault.code,
          });
        }
        throw fault;
      });
    changed(session.centerId);
    return result;
  }

  /** Whoever may claim may see the number: a second counsellor makes the call while the first one writes. */
  async function reveal(call: Call<'reveal'>): Promise<{ number: string }> {
    const { id, body } = call;
    const found = await revealNumber(db, { id, auditId: newId(), reason: body.reason }, traceOf(call, clock()));
    if (!found) throw notFound();
    const { residentId, wrappedKey, number } = found;
    if (!number) throw new Refused(409, 'no_number', 'no number was left, or it was deleted');
    return { number: open(residentKey(master, residentId, wrappedKey), numberOf(residentId), number).toString() };
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
    const stored = await storeCall(
      db,
      {
        id: callId,
        escalationId: id,
        fence: body.fence,
        cause: eventId,
        outcome: body.outcome,
        note,
        auditId: newId(),
      },
      trace,
    ).catch((fault: unknown) => {
      if (isUniqueViolation(fault)) return false;
      throw fault;
    });
    if (stored) return changed(session.centerId);
    // The same request again, after its answer was lost: done, whatever happened to the claim since.
    const earlier = digest && (await callOf(db, residentId, callId));
    if (!earlier) throw await tooLate(session.centerId, id);
    const earlierNote = earlier.note && open(key, noteOf(residentId, callId), earlier.note).toString();
    if (earlier.outcome !== body.outcome || (earlierNote ?? '') !== (body.note?.trim() ? body.note : '')) {
      throw new Refused(422, 'idempotency_mismatch', 'this Idempotency-Key was used with another body');
    }
  }

  /** Why nothing was written: the case is closed, or somebody else's by now. */
  async function tooLate(centerId: string, id: string): Promise<Refused> {
    const holder = await holderOf(db, centerId, id);
    if (!holder) return notFound();
    if (holder.closed) return new Refused(409, 'closed', 'the case is closed');
    return new Refused(409, 'stale_claim', 'the claim has lapsed or passed to somebody else', { owner: holder.owner });
  }

  return {
    case: read,
    talk,
    reveal,
    logCall,
    async claim(call) {
      const { fence } = await act(call, { type: 'claimed', counsellor: call.session.name }, {});
      if (fence !== undefined) return { fence };
      // A repeated claim whose first answer was lost: the turn knows its replies, the row knows its fence.
      const holder = await holderOf(db, call.session.centerId, call.id);
      if (holder?.owner?.id === call.session.id && !holder.closed) return { fence: holder.fence };
      throw await tooLate(call.session.centerId, call.id);
    },
    async say(call) {
      const { fence, text } = call.body;
      await act(call, { type: 'spoke', counsellor: call.session.name, text }, { fence });
    },
    async askThirdParty(call) {
      const { fence, agency } = call.body;
      await act(call, { type: 'asks', counsellor: call.session.name, agency }, { fence });
    },
    async close(call) {
      const { fence, outcome, note, rev } = call.body;
      const read = rev === undefined ? {} : { rev };
      await act(call, { type: 'closed' }, { fence, outcome, ...read, ...(note === undefined ? {} : { note }) });
    },
  };
}

/** The one that works now first; where none does, words that wait for them. */
function waysOf(reach: QueueRow['reach'], phone: Way | null): Way[] {
  const works = reach === 'left' ? 'when-they-return' : reach;
  const chat: Way = { way: 'chat', works };
  if (!phone) return [chat];
  return works === 'here-now' ? [chat, phone] : [phone, chat];
}

function needOf({ about, at, doneAt }: NeedRow): Case['needs'] {
  const known = Need.safeParse(about);
  return known.success ? [{ about: known.data, at: at.toISOString(), done: doneAt !== null }] : [];
}

const notFound = (): Refused => new Refused(404, 'not_found', 'this centre has no such case');

/** The event id of a write. With an Idempotency-Key the same request again is the same event; its digest covers who, which
 *  case and what, so that a key seen elsewhere gets nobody an answer that is not theirs. */
function eventOf(call: Call<Written>): { eventId: string; digest: Buffer | null } {
  const key = call.req.get('idempotency-key');
  if (key === undefined) return { eventId: `desk:${call.requestId}`, digest: null };
  if (!/^[\w-]{8,100}$/.test(key)) {
    throw new Refused(400, 'idempotency_key_invalid', 'Idempotency-Key must be 8 to 100 letters, digits, - or _');
  }
  const request: [RouteName, ...unknown[]] = [call.name, call.id, call.session.id, call.body ?? null];
  return { eventId: `desk:${key}`, digest: createHash('sha256').update(JSON.stringify(request)).digest() };
}

/** 16 of the bytes in the form of a version 8 UUID: one made from other things. */
function asUuid(bytes: Buffer): string {
  const hex = bytes.subarray(0, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
