/** Who a turn is about: found in the store, or begun with the first thing they open. */
import type { Care } from '../flows/protocol.ts';
import type { Stored } from '../flows/snapshot.ts';
import { Refused } from './errors.ts';
import type { TurnDeps, TurnEvent } from './event.ts';
import type { Part } from './store/commit.ts';
import type { Loaded, OpenEscalation } from './store/conversations.ts';
import { newResident, residentKey } from './store/residents.ts';
import { aad, type Key, openJson } from './store/seal.ts';

export interface Person {
  residentId: string;
  centerId: string;
  key: Key;
  channel: string;
  rev: number | null;
  stored: Stored | null;
  escalation: OpenEscalation | null;
  unread: number;
  /** Rows a first contact needs. */
  made: Part[];
}

/** Somebody known, with what of theirs had to be opened. Throws SealBroken. */
export function personOf(deps: TurnDeps, loaded: Loaded): Person {
  const { residentId, centerId, conversation } = loaded;
  const key = residentKey(deps.master, residentId, loaded.wrappedKey);
  return {
    residentId,
    centerId,
    key,
    channel: conversation?.channel ?? 'web',
    rev: conversation?.rev ?? null,
    stored: conversation
      ? (openJson(key, aad('conversation', residentId, 'snapshot'), conversation.snapshot) as Stored)
      : null,
    escalation: loaded.escalation,
    unread: loaded.unread,
    made: [],
  };
}

/** Somebody new. Only opening a conversation makes a person; a message without one has lost its session. */
export function begun(deps: TurnDeps, { who, inbound }: TurnEvent, hash: Buffer | null): Person {
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
    unread: 0,
    made: parts,
  };
}

export const careOf = (escalation: OpenEscalation | null): Care =>
  !escalation ? 'none' : escalation.owner ? 'human' : 'waiting';
