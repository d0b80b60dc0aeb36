/** What a staff member does to a case that moves the conversation: claim, speak, ask, hand back, close. The conversation's rev makes one winner, the fence every later write. */

import { Refused } from './errors.ts';
import type { TurnEvent } from './event.ts';
import type { Person } from './person.ts';
import type { Part } from './store/commit.ts';
import { acceptParts, askedParts, claimParts, closeParts, handBackParts, spokeParts } from './store/escalations.ts';
import type { Key } from './store/seal.ts';
import { overtakenPart } from './store/turns.ts';

/** A staff member's act needs the open case, and after the claim its fence. The conversation's rev makes it one winner. */
export function refuseAct({ inbound, desk }: TurnEvent, { escalation, rev }: Pick<Person, 'escalation' | 'rev'>): void {
  if (!desk) return;
  if (!escalation || escalation.id !== desk.escalationId) {
    throw new Refused(409, 'closed', '이미 닫힌 사례예요. 목록을 새로 봐 주세요.');
  }
  const { owner } = escalation;
  if (inbound.type === 'claimed' && !desk.accepts) {
    if (owner && owner.id !== desk.staffId)
      throw new Refused(409, 'claimed', `${owner.name} 상담사가 먼저 맡았어요.`, { owner });
    if (owner) throw new Refused(409, 'claimed', '이미 맡으신 사례예요.', { owner });
    return;
  }
  const isTheirs = desk.accepts ? owner?.id !== desk.staffId : owner?.id === desk.staffId;
  if (!owner || !isTheirs || escalation.fence !== desk.fence) {
    const now = owner ? `지금은 ${owner.name} 상담사가 맡고 있어요.` : '지금은 맡은 사람이 없어요.';
    throw new Refused(409, 'stale_claim', `맡으신 뒤에 바뀌었어요. ${now}`, { owner });
  }
  // Who closes or hands back must have read everything: words of danger may have come while they were at it.
  if ((inbound.type === 'closed' || inbound.type === 'handedBack') && desk.rev !== undefined && (rev ?? 0) > desk.rev) {
    throw new Refused(409, 'news_since', '그 사이에 새 소식이 있어요. 읽어 보시고 다시 해 주세요.', { rev });
  }
}

export function actParts({ id, inbound, desk }: TurnEvent, key: Key, residentId: string, now: Date): Part[] {
  if (!desk) return [];
  const act = { escalationId: desk.escalationId, staffId: desk.staffId, now };
  switch (inbound.type) {
    case 'claimed':
      return [...(desk.accepts ? acceptParts(act, desk.fence ?? -1, id) : claimParts(act, id)), overtakenPart(now)];
    case 'spoke':
      return spokeParts(act, desk.fence ?? -1, desk.rev ?? null, id);
    case 'asks':
      return askedParts(act, desk.fence ?? -1, id);
    case 'handedBack':
      return handBackParts(act, desk.fence ?? -1, id);
    case 'closed':
      return [
        ...closeParts(key, residentId, act, desk.fence ?? -1, desk.outcome ?? '', desk.note, id),
        overtakenPart(now),
      ];
    default:
      return [];
  }
}
