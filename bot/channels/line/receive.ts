/** LINE, inbound: is it from LINE, whose account is it for, what happened. Pure functions over the raw request. */
import { createHash } from 'node:crypto';
import { validateSignature } from '@line/bot-sdk';
import { z } from 'zod';
import type { Inbound } from '../../../flows/protocol.ts';
import { Refused } from '../../../triage/errors.ts';
import type { Heard, RawRequest } from '../channel.ts';
import { audible, cleaned, rings } from '../words.ts';
import { limits } from './limits.ts';

/** Base64 of 32 bytes, and some room for what LINE may add one day. */
const signatureShape = /^[A-Za-z0-9+/=_-]{40,100}$/;

/** Is the body signed with one of our channel secrets? Two are valid while one is being replaced, and each is tried, in constant
 *  time over the raw bytes. Throws Refused(401). */
export function checkSignature({ headers, body }: RawRequest, secrets: readonly string[]): void {
  const signature = headers['x-line-signature'];
  if (typeof signature !== 'string' || signature === '') {
    throw new Refused(401, 'signature_missing', 'The header x-line-signature is missing: only LINE may call this.');
  }
  let known = false;
  if (signatureShape.test(signature)) {
    for (const secret of secrets) known = validateSignature(body, secret, signature) || known;
  }
  if (!known) throw new Refused(401, 'signature_invalid', 'The signature is not of our channel secret.');
}

/** Something in a webhook's body, as far as it concerns us. `at`: by LINE's clock, ms. */
export type Happening =
  /** Becomes a turn. */
  | { type: 'heard'; heard: Heard; userId: string; at: number; again: boolean; joins: boolean }
  /** They blocked the account. */
  | { type: 'blocked'; userId: string; at: number }
  /** They took back what they had sent. */
  | { type: 'withdrawn'; userId: string; at: number; messageId: string }
  /** Nothing for us: another module has the chat, a group, an event that says nothing of a person. */
  | { type: 'passed'; kind: string; why: 'standby' | 'group' | 'kind'; groupId?: string; roomId?: string }
  /** Belongs to nobody that can be found. */
  | { type: 'stray'; fault: string; event: unknown };

const text = z.string().optional().catch(undefined);
/** Leniently: LINE adds kinds, fields and values without notice, and a field we cannot read is one that is not there. */
const Event = z.object({
  type: z.string(),
  mode: text,
  timestamp: z.number().min(0).max(8.64e15).optional().catch(undefined),
  webhookEventId: z.string().min(1).max(100).optional().catch(undefined),
  deliveryContext: z.object({ isRedelivery: z.boolean() }).optional().catch(undefined),
  replyToken: z.string().min(1).max(300).optional().catch(undefined),
  source: z
    .object({ type: text, userId: z.string().min(1).max(100).optional().catch(undefined), groupId: text, roomId: text })
    .optional()
    .catch(undefined),
  message: z.object({ id: text, type: text, text, title: text, address: text }).optional().catch(undefined),
  postback: z.object({ data: text }).optional().catch(undefined),
  unsend: z.object({ messageId: text }).optional().catch(undefined),
});
type Event = z.infer<typeof Event>;

const Body = z.object({ destination: text, events: z.array(z.unknown()) });

/** Whom the body is for and what it tells, in its order. Throws Refused(400, 'invalid_json'), never with the input. */
export function read({ body }: RawRequest): { destination: string | null; happenings: Happening[] } {
  const parsed = Body.safeParse(jsonOf(body));
  if (!parsed.success) throw notABody();
  const { destination, events } = parsed.data;
  return { destination: destination ?? null, happenings: events.map(happeningOf) };
}

const notABody = (): Refused =>
  new Refused(400, 'invalid_json', 'The body must be a LINE webhook: { destination, events }.');

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // The parser's message quotes the body: drop it.
    throw notABody();
  }
}

function happeningOf(given: unknown): Happening {
  const parsed = Event.safeParse(given);
  if (!parsed.success) return { type: 'stray', fault: 'it is no event', event: given };
  const event = parsed.data;
  const { type, source, timestamp: at = 0 } = event;
  if (!known.has(type)) return { type: 'passed', kind: plainKind(type), why: 'kind' };
  // Whoever sits in a group is not alone with us: nothing is asked or answered there.
  if (source?.type === 'group' || source?.type === 'room') {
    const { groupId, roomId } = source;
    return { type: 'passed', kind: type, why: 'group', ...(groupId && { groupId }), ...(roomId && { roomId }) };
  }
  const userId = source?.userId;
  if (userId === undefined) return { type: 'stray', fault: `${type} of nobody`, event: given };
  if (type === 'unfollow') return { type: 'blocked', userId, at };
  if (type === 'unsend') {
    const messageId = event.unsend?.messageId;
    return messageId === undefined
      ? { type: 'stray', fault: 'unsend of nothing', event: given }
      : { type: 'withdrawn', userId, at, messageId };
  }
  const inbound = inboundOf(event);
  // Another module has the chat: we stay silent. But words of danger are heard whoever has it.
  const isOthers = event.mode === 'standby' && !(inbound.type === 'said' && rings(inbound.text));
  if (isOthers) return { type: 'passed', kind: type, why: 'standby' };
  const id = `line:${cleaned(event.webhookEventId ?? nameOf(event, given))}`;
  return {
    type: 'heard',
    userId,
    at,
    again: event.deliveryContext?.isRedelivery ?? false,
    joins: type === 'follow',
    heard: {
      id,
      from: userId,
      inbound,
      ...(event.replyToken && event.mode !== 'standby' ? { answerBy: event.replyToken } : {}),
      ...(event.timestamp === undefined ? {} : { happenedAt: event.timestamp }),
      ...(event.message?.id ? { messageId: event.message.id } : {}),
    },
  };
}

const known = new Set(['message', 'postback', 'follow', 'unfollow', 'unsend', 'join', 'memberJoined']);

/** Of an event without an id: the message's own, or what it says. Sent again it is the same. */
const nameOf = ({ message }: Event, given: unknown): string =>
  message?.id ? `message:${message.id}` : `digest:${digestOf({ ...(given as object), deliveryContext: null })}`;

const digestOf = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url');

/** For the log: a kind's name, never what somebody may have put in its place. */
const plainKind = (type: string): string => (/^[A-Za-z]{1,40}$/.test(type) ? type : 'odd');

function inboundOf({ type, message, postback }: Event): Inbound {
  if (type === 'follow') return { type: 'opened', unread: 0 };
  if (type === 'postback') return { type: 'chose', choice: cleaned(postback?.data ?? '').slice(0, 300) };
  // Whatever kind it has: words that came with it are heard, those on a sticker and those of a place, too.
  const words = message?.text ?? (message?.type === 'location' ? placeOf(message) : undefined);
  if (words === undefined || words.trim() === '') return { type: 'media' };
  return { type: 'said', text: audible(cleaned(words), limits.heardChars) };
}

/** Where somebody says they are: it may be what a counsellor must know. */
const placeOf = ({ title, address }: { title?: string | undefined; address?: string | undefined }): string =>
  [title, address].filter((part) => part).join(' · ');

/** Everybody's happenings apart, each in the order of LINE's clock; what has the same moment stays as it came. */
export function byPerson<T extends { userId: string; at: number }>(happenings: readonly T[]): T[][] {
  const groups = Map.groupBy(happenings, ({ userId }) => userId);
  return [...groups.values()].map((own) => own.toSorted((one, next) => one.at - next.at));
}
