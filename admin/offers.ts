/** Asking a colleague to take a shift over, or to exchange it. Whoever asks stays on until the other one says yes. */
import { Refused } from '../triage/errors.ts';
import { comes, hand, restFrom } from '../triage/handing.ts';
import { whoComes } from '../triage/roster.ts';
import { audit } from '../triage/store/audit.ts';
import type { Transaction } from '../triage/store/db.ts';
import { insertOffer, type Offer, openOffer, settleOffer } from '../triage/store/offers.ts';
import { addPages } from '../triage/store/pages.ts';
import { lockDuty, lockShift, type Shift } from '../triage/store/shifts.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { onceIds } from './onceMade.ts';
import { forbidden, may } from './roles.ts';
import { mustBeFree, mustTakeDuty } from './roster.ts';

type OfferHandlers = Pick<Handlers, 'offerShift' | 'answerOffer' | 'withdrawOffer'>;

export function offerHandlers({ db, clock, newId }: DeskDeps): OfferHandlers {
  async function offer(call: Call<'offerShift'>): Promise<{ id: string }> {
    const now = clock();
    const { session, body } = call;
    const { centerId } = session;
    const id = onceIds(call, newId)(0);
    await db.transaction(async (tx) => {
      // The same request again, after its answer was lost.
      if (await openOffer(tx, centerId, id)) return;
      await mustTakeDuty(tx, centerId, body.staffId);
      const { shift, back } = await lockBoth(tx, centerId, call.id, body.backShiftId);
      if (!shift) throw new Refused(404, 'not_found', 'this centre has no such shift');
      if (shift.endsAt <= now) throw new Refused(409, 'shift_over', 'the shift is over');
      const from = whoComes(shift).id;
      if (from !== session.id && !may(session.role, 'center')) throw forbidden();
      if (shift.removedAt) throw new Refused(409, 'shift_gone', 'the shift has changed');
      if (from === body.staffId) throw new Refused(409, 'own_shift', 'it is their own shift');
      await mustFit(tx, { shift, back, from, to: body.staffId, wantsBack: body.backShiftId !== null }, now);
      const made = { id, centerId, shiftId: shift.id, backShiftId: body.backShiftId, from, to: body.staffId, now };
      if (!(await insertOffer(tx, made))) throw new Refused(409, 'offer_open', 'somebody was asked already');
      await written(tx, call, 'shift.offer', `${shift.id} ${body.staffId}`, now);
      await told(tx, centerId, body.staffId, now);
    });
    return { id };
  }

  async function answer(call: Call<'answerOffer'>): Promise<void> {
    const now = clock();
    const { session, body } = call;
    await db.transaction(async (tx) => {
      const asked = await openOffer(tx, session.centerId, call.id);
      if (!asked) throw gone();
      if (asked.to.id !== session.id) throw forbidden();
      if (body.accept) await accept(tx, asked, session.centerId, now);
      else if (!(await settleOffer(tx, asked.id, 'declined', now))) throw gone();
      await written(
        tx,
        call,
        body.accept ? 'shift.accept' : 'shift.decline',
        `${asked.shift.id} ${asked.from.id}`,
        now,
      );
      await told(tx, session.centerId, asked.from.id, now);
    });
  }

  /** Both shifts change hands, or nothing does. */
  async function accept(tx: Transaction, asked: Offer, centerId: string, now: Date): Promise<void> {
    for (const staffId of [asked.from.id, asked.to.id].sort()) await lockDuty(tx, centerId, staffId);
    await mustTakeDuty(tx, centerId, asked.to.id);
    const { shift, back } = await lockBoth(tx, centerId, asked.shift.id, asked.back?.id ?? null);
    if (!shift || shift.removedAt || !comes(shift, asked.from.id)) throw gone();
    if (shift.endsAt <= now) throw new Refused(409, 'shift_over', 'the shift is over');
    await mustFit(tx, { shift, back, from: asked.from.id, to: asked.to.id, wantsBack: asked.back !== null }, now);
    const by = { staffId: asked.to.id, at: now, newId };
    // Settled first: what passes into other hands overtakes every open question about it.
    if (!(await settleOffer(tx, asked.id, 'accepted', now))) throw gone();
    await hand(tx, shift, asked.to.id, by);
    if (back) await hand(tx, back, asked.from.id, by);
  }

  async function withdraw(call: Call<'withdrawOffer'>): Promise<void> {
    const now = clock();
    const { session } = call;
    await db.transaction(async (tx) => {
      const asked = await openOffer(tx, session.centerId, call.id);
      if (!asked) throw gone();
      if (asked.from.id !== session.id && !may(session.role, 'center')) throw forbidden();
      if (!(await settleOffer(tx, asked.id, 'withdrawn', now))) throw gone();
      await written(tx, call, 'shift.withdraw', `${asked.shift.id} ${asked.to.id}`, now);
    });
  }

  const written = (tx: Transaction, call: Parameters<typeof traceOf>[0], action: string, subject: string, at: Date) =>
    audit(tx, { ...traceOf(call, at), id: newId(), action, subject });

  return { offerShift: offer, answerOffer: answer, withdrawOffer: withdraw };
}

const gone = (): Refused => new Refused(409, 'offer_gone', 'the request is over');

const told = (tx: Transaction, centerId: string, staffId: string, now: Date) =>
  addPages(tx, { centerId, kind: 'duty', about: null, staffIds: [staffId], now });

/** Both in the order of their ids, so that two exchanges of the same shifts do not wait for each other. */
async function lockBoth(
  tx: Transaction,
  centerId: string,
  shiftId: string,
  backId: string | null,
): Promise<{ shift: Shift | null; back: Shift | null }> {
  const found = new Map<string, Shift | null>();
  for (const id of [shiftId, ...(backId === null ? [] : [backId])].sort())
    found.set(id, await lockShift(tx, centerId, id));
  return { shift: found.get(shiftId) ?? null, back: backId === null ? null : (found.get(backId) ?? null) };
}

interface Exchange {
  shift: Shift;
  back: Shift | null;
  from: string;
  to: string;
  wantsBack: boolean;
}

/** The one who would take it is free then; so is the other one, in an exchange. */
async function mustFit(tx: Transaction, { shift, back, from, to, wantsBack }: Exchange, now: Date): Promise<void> {
  const given = [shift.id, ...(back ? [back.id] : [])];
  if (wantsBack && (!back || back.removedAt || back.startsAt <= now || !comes(back, to)))
    throw new Refused(409, 'back_begun', 'the shift in return has begun or is gone');
  await mustBeFree(tx, to, [restFrom(shift, now)], given);
  if (back) await mustBeFree(tx, from, [restFrom(back, now)], given);
}
