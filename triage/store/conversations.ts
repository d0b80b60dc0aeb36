/** Where each conversation stands. One trip loads everything a turn needs to decide. */
import { z } from 'zod';
import type { Part } from './commit.ts';
import type { Query } from './db.ts';
import type { Priority, Tier } from './escalations.ts';
import { isWaiting, unasked } from './turns.ts';

const Row = z.object({
  residentId: z.string(),
  centerId: z.string(),
  wrappedKey: z.instanceof(Buffer),
  rev: z.number().nullable(),
  channel: z.string().nullable(),
  snapshot: z.instanceof(Buffer).nullable(),
  heardAt: z.date().nullable(),
  isUnwritten: z.boolean(),
  storedRev: z.number().nullable(),
  storedDoc: z.instanceof(Buffer).nullable(),
  placementId: z.string().nullable(),
  pending: z.string().nullable(),
  unread: z.number(),
  late: z.number(),
  unshown: z.boolean(),
  escalationId: z.string().nullable(),
  tier: z.enum(['low', 'potential', 'high']).nullable(),
  priority: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  rules: z.array(z.string()).nullable(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
  fence: z.number().nullable(),
  claimBy: z.date().nullable(),
  handedBack: z.boolean(),
  hasSpoken: z.boolean().nullable(),
  ownerAt: z.date().nullable(),
});
type Row = z.infer<typeof Row>;

export interface OpenEscalation {
  id: string;
  tier: Tier | null;
  priority: Priority;
  rules: string[];
  owner: { id: string; name: string } | null;
  fence: number;
  claimBy: Date;
  /** Its owner has handed the talk back: the program answers, until somebody is called again. */
  handedBack: boolean;
  /** Its owner has kept what a claim asks of them: no claim of theirs lapses. */
  hasSpoken: boolean;
  /** When its owner last did something in it; null: nobody has it, or nothing yet. */
  ownerAt: Date | null;
}

export interface Loaded {
  residentId: string;
  centerId: string;
  wrappedKey: Buffer;
  /** null: known person, no conversation yet. */
  conversation: {
    rev: number;
    channel: string;
    snapshot: Buffer;
    /** The latest thing heard of them, by the clock of their channel; null: it tells no times. */
    heardAt: Date | null;
  } | null;
  /** Nobody writes to the address it was found by: it has blocked us, or another of theirs in the same channel has its place. */
  isUnwritten: boolean;
  /** This event was committed before: its replies. */
  stored: { rev: number; doc: Buffer } | null;
  /** The placement they came through last; null: by themselves. */
  placementId: string | null;
  /** The oldest event of this person that still waits to become a turn. */
  pending: string | null;
  /** A counsellor's turns, and what came by itself, that were never shown. */
  unread: number;
  /** Answers of the program that came too late for their request and were not shown yet. */
  late: number;
  /** The program's latest answer is still not known to have arrived, though somebody has been sending it for a while. */
  isUnshown: boolean;
  escalation: OpenEscalation | null;
}

/** So long nothing is read into it that what was answered is not written down as shown. Nobody reads a question and types within it. */
const shownWithin = `interval '1 second'`;
/** Of a turn that was not sent: it is the latest answer of the program, and who was to read it may type on without having seen it. */
const isUnshown = (turn: string, now: string): string =>
  `(not ${unasked(turn)} and ${turn}.due_at is not null and ${turn}.at <= ${now}::timestamptz - ${shownWithin}
    and not exists (select from turn newer where newer.resident_id = ${turn}.resident_id and newer.rev > ${turn}.rev and not ${unasked('newer')}))`;

/** Loads by address hash or by resident; null for an address nobody has. `lock` holds the conversation to the end of the
 *  transaction (the third try after two lost races). Lock order everywhere: conversation, escalation, turn. */
export async function load(
  query: Query,
  who: { hash: Buffer } | { residentId: string },
  eventId: string,
  now: Date,
  lock = false,
): Promise<Loaded | null> {
  const byHash = 'hash' in who;
  const text = `
    select r.id as "residentId", r.center_id as "centerId", r.placement_id as "placementId", r.wrapped_key as "wrappedKey",
      c.rev, c.channel, c.snapshot, c.heard_at as "heardAt", t.rev as "storedRev", t.doc as "storedDoc",
      (select i.event_id from inbox i where i.resident_id = r.id and i.quarantined_at is null and i.event_id <> $2
        order by i.received_at limit 1) as pending,
      w.unread, w.late, w.unshown, ${byHash ? '(a.blocked or a.sealed_id is null)' : 'false'} as "isUnwritten",
      e.id as "escalationId", e.tier, e.priority, e.rules, e.owner, s.name as "ownerName", e.fence, e.claim_by as "claimBy",
      e.handed_back_at is not null as "handedBack", e.lapse_at is null as "hasSpoken",
      (select max(v.at) from escalation_event v
        where v.resident_id = e.resident_id and v.escalation_id = e.id and v.staff_id = e.owner) as "ownerAt"
    from ${byHash ? 'address a join resident r on r.id = a.resident_id' : 'resident r'}
      left join conversation c on c.resident_id = r.id
      left join turn t on t.resident_id = r.id and t.event_id = $2
      left join escalation e on e.resident_id = r.id and e.closed_at is null
      left join staff s on s.id = e.owner
      cross join lateral (select count(*) filter (where ${unasked('u')})::integer as unread, count(*) filter (where not ${unasked('u')} and ${isWaiting('u', '$3')})::integer as late,
        coalesce(bool_or(${isUnshown('u', '$3')}), false) as unshown
        from turn u where u.resident_id = r.id and u.sent_at is null and u.due_at is not null) w
    where ${byHash ? 'a.hash' : 'r.id'} = $1`;
  const key = byHash ? who.hash : who.residentId;
  if (lock && !byHash) await query('select from conversation where resident_id = $1 for update', [key]);
  if (lock && byHash) {
    await query(
      'select from conversation where resident_id = (select resident_id from address where hash = $1) for update',
      [key],
    );
  }
  const { rows } = await query<Row>(text, [key, eventId, now], `load_${byHash ? 'hash' : 'resident'}`);
  return rows[0] ? shaped(Row.parse(rows[0])) : null;
}

const shaped = (row: Row): Loaded => ({
  residentId: row.residentId,
  centerId: row.centerId,
  wrappedKey: row.wrappedKey,
  conversation:
    row.rev !== null && row.snapshot && row.channel
      ? { rev: row.rev, channel: row.channel, snapshot: row.snapshot, heardAt: row.heardAt }
      : null,
  isUnwritten: row.isUnwritten,
  stored: row.storedRev !== null && row.storedDoc ? { rev: row.storedRev, doc: row.storedDoc } : null,
  placementId: row.placementId,
  pending: row.pending,
  unread: row.unread,
  late: row.late,
  isUnshown: row.unshown,
  escalation:
    row.escalationId !== null && row.priority !== null && row.fence !== null && row.claimBy !== null
      ? {
          id: row.escalationId,
          tier: row.tier,
          priority: row.priority,
          rules: row.rules ?? [],
          owner: row.owner !== null ? { id: row.owner, name: row.ownerName ?? '' } : null,
          fence: row.fence,
          claimBy: row.claimBy,
          handedBack: row.handedBack,
          hasSpoken: row.hasSpoken ?? false,
          ownerAt: row.ownerAt,
        }
      : null,
});

/** Has anything happened in the conversation of this address since then? */
export async function movedSince(query: Query, hash: Buffer, since: Date): Promise<boolean> {
  const { rowCount } = await query(
    `select from address a join conversation c on c.resident_id = a.resident_id where a.hash = $1 and c.updated_at > $2`,
    [hash, since],
    'conversation_moved_since',
  );
  return rowCount > 0;
}

/** Moves the conversation from the expected rev to the next, or begins it. Everything else of the turn reads from `moved`. */
export function move(at: {
  residentId: string;
  centerId: string;
  /** null: begin. */
  rev: number | null;
  channel: string;
  snapshot: Buffer;
  /** When this was done, by the clock of its channel. */
  heardAt: Date | null;
  now: Date;
}): Part {
  if (at.rev === null) {
    return {
      name: 'moved',
      text: `insert into conversation (resident_id, center_id, rev, channel, snapshot, updated_at, heard_at) values ($1, $2, 1, $3, $4, $5, $6)
        on conflict (resident_id) do nothing returning resident_id, center_id, rev, channel`,
      values: [at.residentId, at.centerId, at.channel, at.snapshot, at.now, at.heardAt],
    };
  }
  return {
    name: 'moved',
    text: `update conversation set rev = rev + 1, channel = $3, snapshot = $4, updated_at = $5,
        heard_at = greatest(heard_at, $6)
      where resident_id = $1 and rev = $2 returning resident_id, center_id, rev, channel`,
    values: [at.residentId, at.rev, at.channel, at.snapshot, at.now, at.heardAt],
  };
}

/** Moves a conversation that this process left at `rev`, without having looked again. What looking would have shown stands in the
 *  statement instead: another turn, a case, an event that waits, words that were never shown, an address that became somebody
 *  else's or cannot be written to. Any of it, and nothing is written. */
export function moveIfStill(at: {
  residentId: string;
  rev: number;
  channel: string;
  snapshot: Buffer;
  heardAt: Date | null;
  now: Date;
  hash: Buffer;
  /** Are people written to at their address in this channel? */
  isWritten: boolean;
}): Part {
  return {
    name: 'moved',
    text: `update conversation c set rev = rev + 1, channel = $3, snapshot = $4, updated_at = $5, heard_at = greatest(heard_at, $6)
      where c.resident_id = $1 and c.rev = $2
        and exists (select from address a where a.hash = $7 and a.resident_id = $1 and (not $8 or (not a.blocked and a.sealed_id is not null)))
        and not exists (select from escalation e where e.resident_id = $1 and e.closed_at is null)
        and not exists (select from inbox i where i.resident_id = $1 and i.quarantined_at is null)
        and not exists (select from turn u where u.resident_id = $1 and u.sent_at is null and u.due_at is not null
          and (${unasked('u')} or ${isWaiting('u', '$5')} or ${isUnshown('u', '$5')}))
      returning resident_id, center_id, rev, channel`,
    values: [at.residentId, at.rev, at.channel, at.snapshot, at.now, at.heardAt, at.hash, at.isWritten],
  };
}
