/** What the last looks at the invariants showed, and whose turn it is to look. */
import type { Query } from './db.ts';

/** True: this process looks now, and no other one before `nextAt`. */
export async function takeRound(query: Query, now: Date, nextAt: Date): Promise<boolean> {
  const { rowCount } = await query(
    `insert into invariant_round (due_at) values ($2)
     on conflict (one) do update set due_at = excluded.due_at where invariant_round.due_at <= $1`,
    [now, nextAt],
    'invariant_round_take',
  );
  return rowCount === 1;
}

/** Every one of them has a row from now on, so that one which can never be looked at is seen to be old; what this build does not know any
 *  more goes. Gives when each was last looked at. */
export async function lookedAt(query: Query, ids: readonly string[], now: Date): Promise<Map<string, Date>> {
  await query('delete from invariant where id <> all ($1::text[])', [ids], 'invariants_forget');
  await query(
    `insert into invariant (id, looked_at, broken, looks, took_ms) select id, $2, 0, 0, 0 from unnest($1::text[]) id
     on conflict (id) do nothing`,
    [ids, now],
    'invariants_begin',
  );
  const { rows } = await query<{ id: string; at: Date }>(
    'select id, looked_at as at from invariant where id = any ($1::text[])',
    [ids],
    'invariants_looked',
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** Writes down what a look showed. One that read only what is new does not take back what an earlier one found: what it broke on may be
 *  older by now, and still broken. */
export async function keepLook(
  query: Query,
  { id, broken, sawAll, tookMs, now }: { id: string; broken: number; sawAll: boolean; tookMs: number; now: Date },
): Promise<void> {
  const stands = `case when $4::boolean then excluded.broken else greatest(invariant.broken, excluded.broken) end`;
  await query(
    `insert into invariant (id, looked_at, broken, looks, took_ms) values ($1, $2, $3, sign($3::integer), $5)
     on conflict (id) do update set looked_at = excluded.looked_at, took_ms = excluded.took_ms, broken = ${stands},
       looks = case when ${stands} > 0 then invariant.looks + 1 else 0 end`,
    [id, now, broken, sawAll, Math.round(tookMs)],
    'invariant_keep',
  );
}
