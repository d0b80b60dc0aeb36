/** Asking a colleague to take a shift over, or to exchange it for one of theirs. Nothing changes hands until they say yes. */
import type { Queryable } from './audit.ts';

export interface Person {
  id: string;
  name: string;
}

export interface OfferedShift {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

export interface Offer {
  id: string;
  from: Person;
  to: Person;
  shift: OfferedShift;
  /** What whoever asks would take in return. */
  back: OfferedShift | null;
  madeAt: Date;
}

interface Row {
  id: string;
  fromId: string;
  fromName: string;
  toId: string;
  toName: string;
  shiftId: string;
  startsAt: Date;
  endsAt: Date;
  backId: string | null;
  backStartsAt: Date | null;
  backEndsAt: Date | null;
  madeAt: Date;
}

const rowsOf = `select offer.id, giver.id as "fromId", giver.name as "fromName", taker.id as "toId", taker.name as "toName",
    shift.id as "shiftId", shift.starts_at as "startsAt", shift.ends_at as "endsAt",
    back.id as "backId", back.starts_at as "backStartsAt", back.ends_at as "backEndsAt", offer.made_at as "madeAt"
  from shift_offer offer
  join staff giver on giver.id = offer.from_staff
  join staff taker on taker.id = offer.to_staff
  join shift on shift.id = offer.shift_id
  left join shift back on back.id = offer.back_shift_id`;

const offerOf = (row: Row): Offer => ({
  id: row.id,
  from: { id: row.fromId, name: row.fromName },
  to: { id: row.toId, name: row.toName },
  shift: { id: row.shiftId, startsAt: row.startsAt, endsAt: row.endsAt },
  back:
    row.backId && row.backStartsAt && row.backEndsAt
      ? { id: row.backId, startsAt: row.backStartsAt, endsAt: row.backEndsAt }
      : null,
  madeAt: row.madeAt,
});

/** Open questions of a centre about shifts that are not over, by the shift. */
export async function openOffers(on: Queryable, centerId: string, now: Date): Promise<Offer[]> {
  const { rows } = await on.query<Row>(
    `${rowsOf} where offer.center_id = $1 and offer.state = 'open' and shift.ends_at > $2 order by shift.starts_at, offer.id`,
    [centerId, now],
    'offers_open',
  );
  return rows.map(offerOf);
}

/** Those that somebody was asked and has not answered. */
export async function countOffersTo(on: Queryable, staffId: string, now: Date): Promise<number> {
  const { rows } = await on.query<{ many: number }>(
    `select count(*)::integer as many from shift_offer offer join shift on shift.id = offer.shift_id
     where offer.to_staff = $1 and offer.state = 'open' and shift.ends_at > $2`,
    [staffId, now],
    'offers_to',
  );
  return rows[0]?.many ?? 0;
}

/** An open question of a centre; not locked. */
export async function openOffer(on: Queryable, centerId: string, id: string): Promise<Offer | null> {
  const { rows } = await on.query<Row>(
    `${rowsOf} where offer.id = $1 and offer.center_id = $2 and offer.state = 'open'`,
    [id, centerId],
  );
  return rows[0] ? offerOf(rows[0]) : null;
}

export interface NewOffer {
  id: string;
  centerId: string;
  shiftId: string;
  backShiftId: string | null;
  from: string;
  to: string;
  now: Date;
}

/** Asks. false: somebody was asked for this shift already. */
export async function insertOffer(on: Queryable, offer: NewOffer): Promise<boolean> {
  const { rowCount } = await on.query(
    `insert into shift_offer (id, center_id, shift_id, back_shift_id, from_staff, to_staff, made_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (shift_id) where state = 'open' do nothing`,
    [offer.id, offer.centerId, offer.shiftId, offer.backShiftId, offer.from, offer.to, offer.now],
  );
  return rowCount === 1;
}

export type Settled = 'accepted' | 'declined' | 'withdrawn';

/** false: it was settled meanwhile. */
export async function settleOffer(on: Queryable, id: string, state: Settled, now: Date): Promise<boolean> {
  const { rowCount } = await on.query(
    `update shift_offer set state = $2, settled_at = $3 where id = $1 and state = 'open'`,
    [id, state, now],
  );
  return rowCount === 1;
}

/** The shift is in other hands, or nobody's: whoever was asked for it is not asked any more. */
export const overtake = (on: Queryable, shiftId: string, now: Date): Promise<unknown> =>
  on.query(
    `update shift_offer set state = 'overtaken', settled_at = $2
     where state = 'open' and (shift_id = $1 or back_shift_id = $1)`,
    [shiftId, now],
  );
