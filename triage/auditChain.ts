/** The audit trail as a chain: whoever may write to the database may still not change what was done. Each row is sealed together with the
 *  seal before it, under a key that stands in no database, so that a row that was altered, taken out or put in between shows. Rows are
 *  written as before, by anybody at once; a worker gives them their places some seconds later. The end of the chain goes to the log,
 *  and with it off the machine: against it even a trail that was cut at its end shows. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Queryable } from './store/audit.ts';
import { addLinks, type Content, type Link, linkBefore, linksAfter, readLink, unlinked } from './store/auditLinks.ts';
import { isUniqueViolation, type Query } from './store/db.ts';
import type { Key } from './store/seal.ts';

export interface ChainDeps {
  query: Query;
  /** The installation's key `audit`. */
  key: Key;
  clock: Clock;
}

const batch = 1_000;
/** Of one round; the rest goes in the next. */
const batches = 50;

/** One round: gives rows that have none their places. Gives the chain's new end; null: nothing was new, or another process is at it. */
export async function sealTrail({ query, key, clock }: ChainDeps): Promise<Link | null> {
  let end: Link | null = null;
  for (let n = 0; n < batches; n += 1) {
    const before = await readLink({ query }, 'last');
    const links: (Link & { content: Content })[] = [];
    for (const content of await unlinked({ query }, batch)) {
      const last: Link | null = links.at(-1) ?? before;
      const place = (last?.n ?? 0) + 1;
      links.push({ n: place, seal: sealOf(key, place, last, content), content });
    }
    if (links.length === 0) return end;
    try {
      await addLinks({ query }, links, clock());
    } catch (error) {
      if (isUniqueViolation(error)) return end;
      throw error;
    }
    end = links.at(-1) ?? end;
    if (links.length < batch) return end;
  }
  return end;
}

function sealOf(key: Key, n: number, before: Link | null, content: Content): Buffer {
  return createHmac('sha256', key)
    .update(before?.seal ?? '')
    .update(JSON.stringify([n, ...content]))
    .digest();
}

/** Places of the chain that do not hold, `42`: its row was altered or is gone, or the place itself is. since: null reads the chain from
 *  its first row. */
export async function brokenLinks(
  on: Queryable,
  key: Key,
  since: Date | null,
): Promise<{ count: number; examples: string[] }> {
  const from = since === null ? 0 : await linkBefore(on, since);
  const wrong: number[] = [];
  let last: Link | null = from === 0 ? null : await readLink(on, from);
  for (
    let links = await linksAfter(on, from, batch);
    links.length > 0;
    links = await linksAfter(on, last?.n ?? 0, batch)
  ) {
    for (const link of links) {
      const expected = (last?.n ?? 0) + 1;
      for (let missing = expected; missing < link.n && wrong.length < mostKept; missing += 1) wrong.push(missing);
      const holds =
        link.n === expected && link.content !== null && isSealOf(link, sealOf(key, link.n, last, link.content));
      if (!holds && wrong.length < mostKept) wrong.push(link.n);
      last = link;
    }
  }
  return { count: wrong.length, examples: wrong.slice(0, mostExamples).map(String) };
}

const mostKept = 1_000;
const mostExamples = 5;

const isSealOf = ({ seal }: Link, expected: Buffer): boolean =>
  seal.length === expected.length && timingSafeEqual(seal, expected);

/** The end of a chain as it is written down: `1204:9f3c…`. */
export const headOf = ({ n, seal }: Link): string => `${n}:${seal.toString('hex')}`;

export const isHead = (text: string): boolean => /^\d{1,9}:[0-9a-f]{64}$/.test(text);

/** Whether the chain still goes through an end that was written down. */
export async function goesThrough(on: Queryable, head: string): Promise<boolean> {
  const [n, seal = ''] = head.split(':');
  const link = await readLink(on, Number(n));
  return link !== null && isSealOf(link, Buffer.from(seal, 'hex'));
}
