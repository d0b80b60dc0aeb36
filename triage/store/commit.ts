/** One turn, one statement, one commit: the conversation moves first and everything else is inserted from the moved row,
 *  so that a turn which lost the race writes nothing at all. Each part's SQL stands whole in the file of what it stores. */
import type { Query } from './db.ts';

/** A data-modifying step named `name`; `$1…` are its own values. It selects from `moved`, or from a part before it. */
export interface Part {
  name: string;
  text: string;
  values: readonly unknown[];
}

/** Runs `before` (rows a first contact needs), the move and the parts as one statement. `moved` must return `rev`.
 *  Returns the new rev, or null when the conversation was not at the expected rev: stale or a duplicate, load again. */
export async function commit(query: Query, parts: readonly Part[]): Promise<number | null> {
  const values: unknown[] = [];
  const steps = parts.map(({ name, text, values: own }) => {
    const from = values.length;
    values.push(...own);
    return `${name} as (${text.replace(/\$(\d+)/g, (_, n: string) => `$${from + Number(n)}`)})`;
  });
  const text = `with ${steps.join(',\n')}\nselect rev from moved`;
  // Few shapes occur, so each is planned once per connection.
  const name = parts.map((part) => part.name).join('+');
  const { rows } = await query<{ rev: number }>(text, values, name.length < 64 ? name : undefined);
  return rows[0]?.rev ?? null;
}

/** Stands in for `moved` where a person's rows are written while their conversation stays where it is. */
export const unmoved = (residentId: string, centerId: string): Part => ({
  name: 'moved',
  text: 'select $1::uuid as resident_id, $2::uuid as center_id, 0 as rev',
  values: [residentId, centerId],
});
