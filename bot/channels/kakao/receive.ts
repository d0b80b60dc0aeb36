/** KakaoTalk, inbound: who calls, which bot, who speaks, what they said or tapped. Pure functions over the raw request.
 *  Kakao signs nothing and documents no addresses (CHANNELS.md B2): a secret header, the bot's id and, where a centre has a list,
 *  the caller's address are all there is. Whoever holds the secret can speak as any resident. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import type { Inbound, Lang } from '../../../flows/protocol.ts';
import { Refused } from '../../../triage/errors.ts';
import { audible, cleaned, rings } from '../words.ts';
import { limits } from './limits.ts';

export const secretHeader = 'x-skill-secret';

const unauthorized = (): Refused => new Refused(401, 'unauthorized', 'Only our own KakaoTalk bot may call this.');

/** Refuses (401) who does not send one of our secrets; two are valid while one is being replaced. Every secret is compared, each in
 *  constant time and over digests, so that neither length nor place of a difference can be measured. */
export function checkSecret(headers: IncomingHttpHeaders, secrets: readonly string[]): void {
  const sent = headers[secretHeader];
  const digest = digestOf(typeof sent === 'string' ? sent : '');
  let known = false;
  for (const secret of secrets) known = timingSafeEqual(digest, digestOf(secret)) || known;
  if (!known) throw unauthorized();
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Addresses and CIDR ranges as one question. An IPv4 address written as IPv6 is the IPv4 one. */
export function networks(list: readonly string[]): (ip: string) => boolean {
  const allowed = new BlockList();
  for (const one of list) {
    const [address = '', bits] = one.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) allowed.addAddress(address, family);
    else allowed.addSubnet(address, Number(bits), family);
  }
  return (ip) => {
    const plain = ip.startsWith('::ffff:') ? ip.slice(7) : ip;
    return isIP(plain) !== 0 && allowed.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}

/** Refuses (403) a caller outside the list; an empty list checks nothing. */
export function checkNetwork(ip: string, isAllowed: ((ip: string) => boolean) | null): void {
  if (isAllowed && !isAllowed(ip)) throw new Refused(403, 'bad_network', 'This address may not call the skill.');
}

/** Leniently: Kakao adds fields without notice, and its own test sends others than the real channel. */
const Payload = z.object({
  bot: z.object({ id: z.string() }).optional().catch(undefined),
  intent: z.object({ name: z.string() }).optional().catch(undefined),
  userRequest: z
    .object({
      utterance: z.string().optional().catch(undefined),
      lang: z.string().optional().catch(undefined),
      callbackUrl: z.string().max(2_000).optional().catch(undefined),
      user: z
        .object({ id: z.string().min(1).max(200) })
        .optional()
        .catch(undefined),
      block: z.object({ name: z.string() }).optional().catch(undefined),
      params: z.object({ media: z.unknown().optional() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  action: z.object({ clientExtra: z.unknown().optional() }).optional().catch(undefined),
});
type Payload = z.infer<typeof Payload>;

/** The body as Kakao's payload; what is no JSON object is an empty one: it is answered, too. */
export function payloadOf(body: Buffer): Payload {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value: unknown = JSON.parse(text);
    return Payload.safeParse(value).data ?? {};
  } catch {
    // The parser's message quotes the body: drop it.
    return {};
  }
}

/** Whose bot it is, without the `!` of the development channel. Throws Refused(401) for one that is not ours; an empty list takes
 *  every bot, and the doctor says so. */
export function botOf({ bot }: Payload, ours: readonly string[]): string {
  const id = plainBotId(bot?.id ?? '');
  if (ours.length > 0 && !ours.includes(id)) throw unauthorized();
  return id;
}

export const plainBotId = (id: string): string => id.replace(/!$/, '');

/** What a tap carries back: the choice, and the turn that offered it. */
const Extra = z.object({ choice: z.string().min(1).max(200), turn: z.number().int().optional().catch(undefined) });
/** Asks for the rest of an answer that was too long for three bubbles. */
const More = z.object({ more: z.string().regex(/^kakao:[\w:-]{1,100}$/), from: z.number().int().min(1).max(500) });

/** One thing somebody did in the chat. */
export interface Spoken {
  /** `<bot id>/<user id>`: the key is per bot (CHANNELS B5). null: nobody is named. */
  from: string | null;
  inbound: Inbound;
  /** Alike for the same thing done twice in a moment. */
  mark: string;
  /** Within how many ms it is the same thing. */
  withinMs: number;
  lang: Lang;
  callbackUrl: string | null;
  /** Shows an answer on from this bubble. */
  more: { eventId: string; from: number } | null;
}

/** Nobody reads and types the same within a second; a tap names the turn that offered it, so it may be slower. */
const typedMs = 1_000;
const tappedMs = 10_000;

/** Never throws: what cannot be understood counts as something without words, which is answered kindly with the present question.
 *  opens: utterances or block names that only say that the chat was opened (the welcome block, an event of ours). */
export function spokenIn(payload: Payload, botId: string, opens: (name: string) => boolean): Spoken {
  const { userRequest, action, intent } = payload;
  const user = userRequest?.user?.id;
  const lang: Lang = userRequest?.lang?.toLowerCase().startsWith('en') ? 'en' : 'ko';
  const common = {
    from: user === undefined ? null : `${botId}/${user}`,
    lang,
    callbackUrl: userRequest?.callbackUrl ?? null,
    more: null,
  };
  const tap = Extra.safeParse(action?.clientExtra).data;
  if (tap) {
    const choice = cleaned(tap.choice);
    const mark = `tap\0${choice}\0${tap.turn ?? ''}`;
    return { ...common, inbound: { type: 'chose', choice }, mark, withinMs: tappedMs };
  }
  const more = More.safeParse(action?.clientExtra).data;
  if (more) {
    const next = { eventId: more.more, from: more.from };
    return { ...common, inbound: { type: 'media' }, mark: `more\0${more.more}`, withinMs: 0, more: next };
  }
  const utterance = userRequest?.utterance === undefined ? '' : cleaned(userRequest.utterance).trim();
  const isOpening = [intent?.name, userRequest?.block?.name, utterance].some(
    (name) => name !== undefined && opens(name),
  );
  const isPicture = isMedia(utterance);
  // Whatever block they came by and whatever came with them: words of danger are heard.
  const isHeard = !isPicture && (isOpening || userRequest?.params?.media !== undefined) && rings(utterance);
  if (isOpening && !isHeard) {
    return { ...common, inbound: { type: 'opened', unread: 0, lang }, mark: 'open', withinMs: typedMs };
  }
  if (isPicture || (userRequest?.params?.media !== undefined && !isHeard)) {
    return { ...common, inbound: { type: 'media' }, mark: `media\0${utterance}`, withinMs: typedMs };
  }
  return {
    ...common,
    inbound: { type: 'said', text: audible(utterance, limits.heardChars) },
    mark: `said\0${utterance}`,
    withinMs: typedMs,
  };
}

/** Photos come as the address of a file at Kakao's, stickers as their name in brackets; neither is words (CHANNELS B1). */
const isMedia = (utterance: string): boolean =>
  utterance === '' ||
  /^https?:\/\/[\w.-]*(?:kakaocdn\.net|talk\.kakao\.com|daumcdn\.net)\/\S*$/i.test(utterance) ||
  /^\((?:이모티콘|사진|동영상|음성메시지|스티커|emoticon|photo|video|sticker)\)$/i.test(utterance);

/** The welcome block has this name unless somebody renamed it. */
export const isWelcome = (name: string): boolean => /^(?:웰컴|welcome)(?:\s?(?:블록|block))?$/i.test(name.trim());

/** Kakao numbers nothing, so the event's id is made of what happened: the same person doing the same thing within its window has the
 *  same id. A process remembers when something was first done; another process agrees but where a window ends just between them.
 *  at: ms since the epoch. */
export function eventIds(remembered = 10_000): (spoken: Spoken, at: number) => string {
  const first = new Map<string, number>();
  return ({ from, mark, withinMs }, at) => {
    const done = createHash('sha256')
      .update(JSON.stringify([from, mark]))
      .digest('base64url')
      .slice(0, 27);
    const before = first.get(done);
    const isAgain = before !== undefined && at - before < withinMs && at >= before;
    const began = isAgain ? before : at;
    if (!isAgain) {
      first.delete(done);
      first.set(done, at);
      const [oldest] = first.keys();
      if (first.size > remembered && oldest !== undefined) first.delete(oldest);
    }
    return `kakao:${done}:${Math.floor(began / Math.max(1, withinMs)).toString(36)}`;
  };
}
