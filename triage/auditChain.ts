/** The audit trail as a chain: whoever may write to the database may still not change what was done. Each row is sealed together with the
 *  seal before it, under a key that stands in no database, so that a row that was altered or taken out shows. Rows are written as before,
 *  by anybody at once; a worker gives them their places some seconds later. Where the chain ends is kept beside the database, too: one that
 *  was cut or written anew shows by that, and is not gone on with. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Queryable } from './store/audit.ts';
import type { KnownEnd } from './store/auditEnd.ts';
import {
  addLinks,
  type Content,
  type Link,
  type Linked,
  lastLink,
  linkBefore,
  linksAfter,
  readLink,
  unlinked,
} from './store/auditLinks.ts';
import { isUniqueViolation, type Query } from './store/db.ts';
import type { Key } from './store/seal.ts';

export interface ChainDeps {
  query: Query;
  /** The installation's key `audit`. */
  key: Key;
  clock: Clock;
  known: KnownEnd;
}

/** The chain does not go through the end that this machine had seen. */
export class TrailRewritten extends Error {
  constructor() {
    super(
      'The audit trail does not go through the end this machine had seen: it was cut or written anew. It is not gone on with.',
    );
    this.name = 'TrailRewritten';
  }
}

const batch = 1_000;
/** Of one round; the rest goes in the next. */
const batches = 50;
/** Of one look at what is new. */
const newestLooked = 50_000;

export interface Sealed {
  /** The chain's new end; null: this process added nothing. */
  end: Link | null;
  /** Nothing is left without a place. */
  all: boolean;
}

/** One round: gives rows that have none their places. Throws TrailRewritten, having added nothing. */
export async function sealTrail({ query, key, clock, known }: ChainDeps, ending?: AbortSignal): Promise<Sealed> {
  const on = { query };
  const head = await known.read();
  if (head !== null && !(await goesThrough(on, head))) throw new TrailRewritten();
  let end: Link | null = null;
  for (let n = 0; n < batches && !ending?.aborted; n += 1) {
    const links = await nextLinks(on, key, clock());
    try {
      if (links.length > 0) await addLinks(on, links);
    } catch (error) {
      // Another process is at it.
      if (isUniqueViolation(error)) return { end, all: false };
      throw error;
    }
    end = links.at(-1) ?? end;
    if (end) await known.keep(headOf(end));
    if (links.length < batch) return { end, all: true };
  }
  return { end, all: false };
}

async function nextLinks(on: Queryable, key: Key, now: Date): Promise<(Linked & { content: Content })[]> {
  const before = await lastLink(on);
  const linkedAt = `${now.toISOString().slice(0, -1)}000Z`;
  const links: (Linked & { content: Content })[] = [];
  for (const content of await unlinked(on, before?.openFrom ?? null, batch)) {
    const last: Link | null = links.at(-1) ?? before;
    const link = { n: (last?.n ?? 0) + 1, linkedAt, content };
    links.push({ ...link, seal: sealOf(key, last, link) });
  }
  return links;
}

function sealOf(key: Key, before: Link | null, { n, linkedAt, content }: Omit<Linked, 'seal'>): Buffer {
  return createHmac('sha256', key)
    .update(before?.seal ?? '')
    .update(JSON.stringify([n, linkedAt, content]))
    .digest();
}

/** Places of the chain that do not hold, `42`: its row was altered or is gone, or the place itself is; `end`: it does not go through the
 *  end that is known. since: null reads it from its first row. */
export async function brokenLinks(
  { query, key, known }: Omit<ChainDeps, 'clock'>,
  since: Date | null,
  ending?: AbortSignal,
): Promise<{ count: number; examples: string[] }> {
  const on = { query };
  const newest = (await lastLink(on))?.n ?? 0;
  const from = since === null ? 0 : Math.max(await linkBefore(on, since), newest - newestLooked);
  const wrong: string[] = [];
  let last: Link | null = from === 0 ? null : await readLink(on, from);
  for (let links = await linksAfter(on, from, batch); links.length > 0 && !ending?.aborted; ) {
    for (const link of links) {
      const expected = (last?.n ?? 0) + 1;
      for (let missing = expected; missing < link.n && wrong.length < mostKept; missing += 1) wrong.push(`${missing}`);
      const holds = link.n === expected && link.content !== null && isSealOf(link, sealOf(key, last, link));
      if (!holds && wrong.length < mostKept) wrong.push(`${link.n}`);
      last = link;
    }
    links = await linksAfter(on, last?.n ?? 0, batch);
  }
  const head = await known.read();
  if (head !== null && !(await goesThrough(on, head))) wrong.unshift('end');
  return { count: wrong.length, examples: wrong.slice(0, mostExamples) };
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
  if (!isHead(head)) return false;
  const [n, seal = ''] = head.split(':');
  const link = await readLink(on, Number(n));
  return link !== null && isSealOf(link, Buffer.from(seal, 'hex'));
}
