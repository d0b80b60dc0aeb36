/** One person's case: reading it, and what a counsellor does about it in the conversation. Claim, words, handing back and closing go
 *  through the turn, because they move the conversation; what does not is in caseActs.ts. */
import type { Inbound } from '../flows/protocol.ts';
import { render } from '../flows/wording.ts';
import { Refused } from '../triage/errors.ts';
import { audit } from '../triage/store/audit.ts';
import { type ClosingFacts, closingFactsOf, type OtherCaseRow, otherCasesOf } from '../triage/store/caseFacts.ts';
import { numberOf } from '../triage/store/contacts.ts';
import {
  type CaseRow,
  callsOf,
  contactOf,
  eventsOf,
  holderOf,
  type NeedRow,
  needsOf,
  openCase,
  pagesOf,
  revealNumber,
  screeningsOf,
  turnsOf,
} from '../triage/store/desk.ts';
import { residentKey } from '../triage/store/residents.ts';
import { open } from '../triage/store/seal.ts';
import type { DeskAct, TurnResult } from '../triage/turn.ts';
import { type CaseActHandlers, caseActHandlers } from './caseActs.ts';
import { eventOf, notFound, tooLate } from './caseEvent.ts';
import { type CaseOfferHandlers, caseOfferHandlers, refuseUnoffered } from './caseOffers.ts';
import { type Case, Need, Outcome, type QueueRow, type Reason, roles, type Talk, Tier, type Way } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { queueRow } from './queue.ts';
import { openRecord, scalesOf } from './record.ts';
import { may } from './roles.ts';

const turnsOfPage = 100;
/** Who may confirm where a counsellor may not alone. */
const checkers = roles.filter((role) => may(role, 'check'));
/** Tries that must have been made before somebody counts as out of reach. */
const triesNeeded = 3;

type Told = 'claim' | 'accept' | 'say' | 'askThirdParty' | 'handBack' | 'close';
type CaseHandlers = Pick<Handlers, 'case' | 'talk' | 'reveal' | Told> & CaseActHandlers & CaseOfferHandlers;

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
          pages: await pagesOf(tx, row.residentId, id),
          screenings: await screeningsOf(tx, row.residentId),
          calls: await callsOf(tx, row.residentId, id),
          contact: await contactOf(tx, row.residentId),
          needs: await needsOf(tx, row.residentId),
          others: await otherCasesOf(tx, row.residentId, id),
          closing: await closingFactsOf(tx, session.centerId, id, checkers),
        }
      );
    });
    if (!found?.closing) throw notFound();
    const { row, events, pages, screenings, calls, contact, needs, others, closing } = found;
    const record = openRecord(row, residentKey(master, row.residentId, row.wrappedKey), log);
    const shown = queueRow(row, deps.push, now);
    const told = record.events(events, pages);
    return {
      now: now.toISOString(),
      row: shown,
      fence: row.fence,
      rev: row.rev,
      mine: row.ownerId === session.id,
      closedAt: row.closedAt?.toISOString() ?? null,
      outcome: Outcome.safeParse(row.outcome).data ?? null,
      handedBackAt: row.handedBackAt?.toISOString() ?? null,
      judged: judgedOf(row, told),
      place:
        row.campaign !== null && row.placement !== null ? { campaign: row.campaign, placement: row.placement } : null,
      others: others.map(otherCase),
      closing: closingOf(closing),
      why: record.why(events),
      events: told,
      screenings: screenings.map((screening) => record.screening(screening)),
      scales: scalesOf(screenings, row.lang),
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
    return {
      lines: turns.flatMap((turn) => record.lines(turn, deps.push(turn.channel))),
      more: found.turns.length > turnsOfPage,
      from: turns[0]?.rev ?? 0,
      to: turns.at(-1)?.rev ?? 0,
    };
  }

  /** Hands an act to the turn. The audit row is committed first, by the statement that finds the case: an act without its
   *  row cannot be, a row without its act is an attempt that was refused or lost. */
  async function act(
    call: Call<Told>,
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
          // Forgotten at this very moment: it is the resident who has no session any more, not whoever sits at the desk.
          if (fault.status === 401) throw notFound();
        }
        throw fault;
      });
    changed(session.centerId);
    return result;
  }

  /** A repeated claim whose first answer was lost: the turn knows its replies, the row knows its fence. */
  async function fenceOf({ id, session }: Call<'claim' | 'accept'>): Promise<number> {
    const holder = await holderOf(db, session.centerId, id);
    if (holder?.owner?.id === session.id && !holder.closed) return holder.fence;
    throw await tooLate(db, session.centerId, id);
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

  /** Some outcomes may be chosen only when something has been done before. Whoever does not hold the case any more is told that
   *  instead, by the turn. */
  async function refuseOutcome({ id, session, body }: Call<'close'>): Promise<void> {
    const { outcome, fence } = body;
    if (outcome !== 'unreachable-three' && outcome !== 'crisis-intervention') return;
    const holder = await holderOf(db, session.centerId, id);
    if (!holder || holder.closed || holder.owner?.id !== session.id || holder.fence !== fence) return;
    const facts = await closingFactsOf(db, session.centerId, id, checkers);
    if (!facts) throw notFound();
    if (outcome === 'crisis-intervention' && !facts.hasPlan) {
      throw new Refused(422, 'plan_missing', '8주 계획이 아직 없어요. 먼저 계획을 시작해 주세요.');
    }
    if (outcome === 'unreachable-three') refuseUnreached(facts, may(session.role, 'check'));
  }

  return {
    case: read,
    talk,
    reveal,
    ...caseActHandlers(deps, changed),
    ...caseOfferHandlers(deps, changed),
    async claim(call) {
      const { fence } = await act(call, { type: 'claimed', counsellor: call.session.name }, {});
      return { fence: fence ?? (await fenceOf(call)) };
    },
    async accept(call) {
      await refuseUnoffered(db, call);
      const claimed = { type: 'claimed', counsellor: call.session.name } as const;
      const { fence } = await act(call, claimed, { fence: call.body.fence, accepts: true });
      return { fence: fence ?? (await fenceOf(call)) };
    },
    async say(call) {
      const { fence, text, rev } = call.body;
      const read = rev === undefined ? {} : { rev };
      await act(call, { type: 'spoke', counsellor: call.session.name, text }, { fence, ...read });
    },
    async askThirdParty(call) {
      const { fence, agency } = call.body;
      await act(call, { type: 'asks', counsellor: call.session.name, agency }, { fence });
    },
    async handBack(call) {
      // Asked for again after it was done: nothing more is said to the resident.
      const found = await holderOf(db, call.session.centerId, call.id);
      const { fence, rev } = call.body;
      if (found?.handedBack && found.owner?.id === call.session.id && found.fence === fence) return;
      await act(call, { type: 'handedBack' }, { fence, ...(rev === undefined ? {} : { rev }) });
    },
    async close(call) {
      const { fence, outcome, note, rev } = call.body;
      await refuseOutcome(call);
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

/** Who judged the tier that stands, with the reason of their last judgement. */
function judgedOf({ judgedBy, judgedAt }: CaseRow, events: Case['events']): Case['judged'] {
  if (judgedBy === null || judgedAt === null) return null;
  const last = events.findLast(({ kind }) => kind === 'judged');
  return { by: judgedBy, at: judgedAt.toISOString(), reason: last?.note ?? null };
}

const otherCase = ({ id, openedAt, closedAt, outcome, tier, reason }: OtherCaseRow): Case['others'][number] => ({
  id,
  openedAt: openedAt.toISOString(),
  closedAt: closedAt?.toISOString() ?? null,
  outcome: Outcome.safeParse(outcome).data ?? null,
  tier: Tier.safeParse(tier).data ?? null,
  reason: reason as Reason,
});

const closingOf = ({ attempts, checkedBy, checkedAt, leads, hasPlan }: ClosingFacts): Case['closing'] => ({
  attempts,
  checked: checkedBy !== null && checkedAt !== null ? { by: checkedBy, at: checkedAt.toISOString() } : null,
  leads,
  hasPlan,
});

/** 세 번 시도, 닿지 않음(책임자 확인): as its name says. isChecker: whoever closes may confirm it themself. */
function refuseUnreached({ attempts, checkedAt, leads }: ClosingFacts, isChecker: boolean): void {
  if (attempts < triesNeeded) {
    throw new Refused(
      422,
      'attempts_missing',
      `닿지 않은 통화 기록이 ${attempts}번이에요. ${triesNeeded}번이 되어야 이렇게 닫을 수 있어요.`,
      { attempts, needed: triesNeeded },
    );
  }
  if (checkedAt !== null || isChecker) return;
  const who = leads.length > 0 ? `책임자(${leads.join(', ')})` : '책임자';
  throw new Refused(422, 'check_missing', `마지막 시도 뒤에 ${who}의 확인이 아직 없어요. 확인을 부탁해 주세요.`, {
    leads,
  });
}
