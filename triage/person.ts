/** Who a turn is about: found in the store, or begun with the first thing they open. */
import type { Care } from '../flows/protocol.ts';
import type { Stored } from '../flows/snapshot.ts';
import { Refused } from './errors.ts';
import type { TurnDeps, TurnEvent, TurnResult } from './event.ts';
import type { Part } from './store/commit.ts';
import type { Loaded, OpenEscalation } from './store/conversations.ts';
import { newResident, residentKey } from './store/residents.ts';
import { aad, type Key, openJson } from './store/seal.ts';
import { openTurn } from './store/turns.ts';

export interface Person {
  residentId: string;
  centerId: string;
  key: Key;
  channel: string;
  rev: number | null;
  stored: Stored | null;
  escalation: OpenEscalation | null;
  /** The placement they came through last; null: by themselves. */
  placementId: string | null;
  unread: number;
  late: number;
  isUnshown: boolean;
  /** The latest thing heard of them before, by their channel's clock. */
  heardAt: Date | null;
  /** Hash of the address this turn came from; null: it came from none. */
  from: Buffer | null;
  /** Rows a first contact needs. */
  made: Part[];
  /** Made up for a rehearsal: known of who was opened by this process, and of nobody who was looked up. */
  madeUp?: true;
}

/** Somebody known, with what of theirs had to be opened. Throws SealBroken. */
export function personOf(
  deps: Pick<TurnDeps, 'master'>,
  { who }: Pick<TurnEvent, 'who'>,
  loaded: Loaded,
  from: Buffer | null,
): Person {
  const { residentId, centerId, conversation } = loaded;
  const key = residentKey(deps.master, residentId, loaded.wrappedKey);
  return {
    residentId,
    centerId,
    key,
    // A conversation is where its person was last.
    channel: 'address' in who ? who.address.channel : (conversation?.channel ?? 'web'),
    rev: conversation?.rev ?? null,
    stored: conversation
      ? (openJson(key, aad('conversation', residentId, 'snapshot'), conversation.snapshot) as Stored)
      : null,
    escalation: loaded.escalation,
    placementId: loaded.placementId,
    unread: loaded.unread,
    late: loaded.late,
    isUnshown: loaded.isUnshown,
    heardAt: conversation?.heardAt ?? null,
    from,
    made: [],
  };
}

/** Somebody new. Only opening a conversation makes a person; a message without one has lost its session. */
export function begun(
  deps: TurnDeps,
  { who, inbound, placementId, rehearsal }: TurnEvent,
  hash: Buffer | null,
): Person {
  if (!hash || !('address' in who) || inbound.type !== 'opened') {
    throw new Refused(
      401,
      'session_invalid',
      '대화를 찾지 못했어요. 처음부터 다시 열어 주세요. 급하시면 109(24시간)예요.',
    );
  }
  const residentId = deps.newId();
  const { channel } = who.address;
  const { key, parts } = newResident(deps.master, {
    residentId,
    centerId: who.centerId,
    hash,
    channel,
    id: deps.limitsOf(channel).keepsId ? who.address.id : null,
    placementId: placementId ?? null,
    rehearsal: rehearsal ?? null,
    now: deps.clock(),
  });
  return {
    residentId,
    centerId: who.centerId,
    key,
    channel,
    rev: null,
    stored: null,
    escalation: null,
    placementId: placementId ?? null,
    unread: 0,
    late: 0,
    isUnshown: false,
    heardAt: null,
    from: hash,
    made: parts,
    ...(rehearsal ? { madeUp: true as const } : {}),
  };
}

/** The event had become a turn before: its own answer again. Another request under the same id is refused. */
export function answerOf(
  deps: TurnDeps,
  event: TurnEvent,
  { residentId, wrappedKey, escalation }: Loaded,
  stored: { rev: number; doc: Buffer },
): TurnResult {
  const doc = openTurn(residentKey(deps.master, residentId, wrappedKey), residentId, event.id, stored.doc);
  if (event.digest && doc.digest && doc.digest !== event.digest.toString('base64')) {
    throw mismatch();
  }
  return {
    residentId,
    rev: stored.rev,
    replies: doc.replies,
    stale: doc.stale ?? false,
    ...(event.inbound.type === 'claimed' && escalation ? { fence: escalation.fence } : {}),
  };
}

/** Another request under the id of one that was taken. */
export const mismatch = (): Refused =>
  new Refused(422, 'idempotency_mismatch', '같은 Idempotency-Key로 다른 내용이 왔어요. 새 내용에는 새 키를 써 주세요.');

/** Whose the talk is. Handed back it is the program's, though the case stays its owner's. */
export const careOf = (escalation: Pick<OpenEscalation, 'owner' | 'handedBack'> | null): Care =>
  !escalation ? 'none' : escalation.owner && !escalation.handedBack ? 'human' : 'waiting';
