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
  const values = parts.flatMap((part) => part.values);
  const { text, name } = statementOf(parts);
  const { rows } = await query<{ rev: number }>(text, values, name);
  return rows[0]?.rev ?? null;
}

/** Few shapes occur: each is put together once, and planned once per connection under its own name. */
const statements = new Map<string, { text: string; name: string }>();

function statementOf(parts: readonly Part[]): { text: string; name: string } {
  const shape = parts.map(({ name, text }) => `${name} as (${text})`).join(',\n');
  const known = statements.get(shape);
  if (known) return known;
  let from = 0;
  const steps = parts.map(({ name, text, values }) => {
    const own = text.replace(/\$(\d+)/g, (_, n: string) => `$${from + Number(n)}`);
    from += values.length;
    return `${name} as (${own})`;
  });
  const made = { text: `with ${steps.join(',\n')}\nselect rev from moved`, name: `turn_${statements.size}` };
  statements.set(shape, made);
  return made;
}

/** Stands in for `moved` where a person's rows are written while their conversation stays where it is. */
export const unmoved = (residentId: string, centerId: string): Part => ({
  name: 'moved',
  text: 'select $1::uuid as resident_id, $2::uuid as center_id, 0 as rev',
  values: [residentId, centerId],
});
