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

interface Statement {
  text: string;
  name: string;
}

/** Few shapes occur: each is put together once, and planned once per connection under its own name. Found part by part: to join the
 *  texts of a turn only to look it up would cost more than the rest of this file. */
interface Shape {
  made: Statement | null;
  next: Map<string, Map<string, Shape>>;
}
const shapes: Shape = { made: null, next: new Map() };
let many = 0;

function statementOf(parts: readonly Part[]): Statement {
  let shape = shapes;
  for (const { name, text } of parts) shape = following(shape, name, text);
  shape.made ??= statement(parts, `turn_${many++}`);
  return shape.made;
}

function following({ next }: Shape, name: string, text: string): Shape {
  const named = next.get(name) ?? new Map<string, Shape>();
  const found = named.get(text) ?? { made: null, next: new Map() };
  if (!named.has(text)) next.set(name, named.set(text, found));
  return found;
}

function statement(parts: readonly Part[], name: string): Statement {
  let from = 0;
  const steps = parts.map(({ name: step, text, values }) => {
    const own = text.replace(/\$(\d+)/g, (_, n: string) => `$${from + Number(n)}`);
    from += values.length;
    return `${step} as (${own})`;
  });
  return { text: `with ${steps.join(',\n')}\nselect rev from moved`, name };
}

/** Stands in for `moved` where a person's rows are written while their conversation stays where it is. */
export const unmoved = (residentId: string, centerId: string): Part => ({
  name: 'moved',
  text: 'select $1::uuid as resident_id, $2::uuid as center_id, 0 as rev',
  values: [residentId, centerId],
});
