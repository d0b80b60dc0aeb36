/** Handing a case over: an offer to a colleague, who takes it or does not. Until they take it the giver is responsible, also when their
 *  shift is over; taking it is a claim and goes through the turn (cases.ts). */
import type { z } from 'zod';
import { dutyAt } from '../triage/duty.ts';
import { Refused } from '../triage/errors.ts';
import { endOffer, offerCase } from '../triage/store/caseActs.ts';
import type { Database, Transaction } from '../triage/store/db.ts';
import { holderOf, keyOfCase } from '../triage/store/desk.ts';
import { addPages } from '../triage/store/pages.ts';
import { dutyStaff, lockDuty } from '../triage/store/shifts.ts';
import { caseWriter } from './caseActs.ts';
import { notFound, tooLate } from './caseEvent.ts';
import type { Takers } from './contract.ts';
import type { Call, DeskDeps, Handlers } from './handler.ts';

export type CaseOfferHandlers = Pick<Handlers, 'takers' | 'offer' | 'endOffer'>;

export function caseOfferHandlers(deps: DeskDeps, changed: (centerId: string) => void): CaseOfferHandlers {
  const { db, clock } = deps;
  const write = caseWriter(deps, changed);

  async function takers({ session }: Call<'takers'>): Promise<z.infer<typeof Takers>> {
    const on = new Set((await dutyAt(db, session.centerId, clock())).map(({ staffId }) => staffId));
    const all = await dutyStaff(db, session.centerId);
    return {
      takers: all.filter(({ id }) => id !== session.id).map((one) => ({ ...one, onDuty: on.has(one.id) })),
    };
  }

  async function offer(call: Call<'offer'>): Promise<void> {
    const { session, body } = call;
    const { fence, staffId, note } = body;
    if (staffId === session.id) throw new Refused(422, 'own_offer', 'nobody asks themselves');
    const to = (await dutyStaff(db, session.centerId)).find((one) => one.id === staffId)?.name ?? '';
    const content = { to, ...(note === undefined ? {} : { note }) };
    await write(
      call,
      'offered',
      content,
      (act, trace) =>
        db.transaction(async (tx) => {
          // The account before the case, as when an account is switched off: they cannot be offered anything after that.
          if ((await lockDuty(tx, session.centerId, staffId)) !== 'takes-duty') throw takesNone();
          if (!(await offerCase(tx, act, fence, staffId, trace))) return false;
          await tell(tx, call, staffId, trace.at);
          return true;
        }),
      () => whyNot(db, call),
    );
  }

  /** The colleague hears of it outside the desk, too. */
  async function tell(tx: Transaction, call: Call<'offer'>, staffId: string, now: Date) {
    const { id, session } = call;
    const found = await keyOfCase(tx, session.centerId, id);
    const holder = await holderOf(tx, session.centerId, id);
    if (!found || !holder) throw notFound();
    const about = { residentId: found.residentId, escalationId: id, priority: holder.priority, round: 0, step: 0 };
    await addPages(tx, { centerId: session.centerId, kind: 'offer', about, staffIds: [staffId], now });
  }

  return {
    takers,
    offer,
    endOffer: (call) =>
      write(
        call,
        'offer-ended',
        {},
        (act, trace) => endOffer(db, act, trace),
        async () => ((await isClosed(db, call)) ? tooLate(db, call.session.centerId, call.id) : noOffer()),
      ),
  };
}

/** Before the turn, which cannot know why nothing happened. */
export async function refuseUnoffered(db: Database, { id, session, body }: Call<'accept'>): Promise<void> {
  const holder = await holderOf(db, session.centerId, id);
  if (!holder) throw notFound();
  if (holder.closed) throw await tooLate(db, session.centerId, id);
  // Asked for again after it was done: the turn knows its event.
  if (holder.owner?.id === session.id && holder.fence === body.fence + 1) return;
  if (holder.offeredTo !== session.id || holder.fence !== body.fence) throw noOffer();
}

async function whyNot(db: Database, { id, session, body }: Call<'offer'>): Promise<Refused> {
  const holder = await holderOf(db, session.centerId, id);
  const isTheirs = holder && !holder.closed && holder.owner?.id === session.id && holder.fence === body.fence;
  if (isTheirs && holder.offeredTo) return new Refused(409, 'offer_pending', 'somebody was asked already');
  return tooLate(db, session.centerId, id);
}

const isClosed = async (db: Database, { id, session }: Call<'endOffer'>): Promise<boolean> =>
  (await holderOf(db, session.centerId, id))?.closed ?? false;

const noOffer = (): Refused => new Refused(409, 'no_offer', 'no such offer stands');
const takesNone = (): Refused => new Refused(409, 'not_for_duty', 'only counsellors and leads whose account works');
