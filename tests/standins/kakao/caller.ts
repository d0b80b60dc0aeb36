/** Calls the skill as Kakao does: once, five seconds for everything, and whatever is wrong leaves the person with nothing to see. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { judge, type Thing } from './rules.ts';

/** skill_guide/make_skill: network, TLS and work together; no second try. */
export const answerWithinMs = 5_000;

export interface Manner {
  secret?: 'right' | 'wrong' | 'missing';
  /** Of the way there and back together, ms; it eats from the five seconds. */
  slowMs?: number;
  /** Instead of the payload, as it stands. */
  raw?: string;
  /** Laid over the payload; an object at a key is laid over what is there. */
  patch?: Thing;
}

export interface Exchange {
  at: number;
  requestId: string;
  payload: unknown;
  /** 0: no answer in time. */
  status: number;
  ms: number;
  /** What the person sees: the answer, or nothing and why. */
  outcome: 'shown' | 'callback' | 'too-late' | 'not-200' | 'not-json' | 'invalid' | 'no-answer';
  response: unknown;
  violations: string[];
  notes: string[];
}

export async function callSkill(
  to: { url: string; secret: string },
  payload: Thing,
  { secret = 'right', slowMs = 0, raw, patch }: Manner = {},
): Promise<Exchange> {
  const sent = patch ? laidOver(payload, patch) : payload;
  const requestId = randomUUID();
  const began = performance.now();
  const headers = {
    'content-type': 'application/json;charset=utf-8',
    'x-request-id': requestId,
    'user-agent': 'kakaotalk-bot',
    ...(secret === 'missing' ? {} : { 'x-skill-secret': secret === 'right' ? to.secret : 'somebody-guesses' }),
  };
  const about = { at: Date.now(), requestId, payload: raw ?? sent, response: null, violations: [], notes: [] };
  const ms = () => Math.round(performance.now() - began);
  const late = AbortSignal.timeout(answerWithinMs);
  try {
    await wait(slowMs / 2, undefined, { signal: late });
    const response = await fetch(to.url, {
      method: 'POST',
      headers,
      body: raw ?? JSON.stringify(sent),
      signal: late,
      redirect: 'error',
    });
    const text = await response.text();
    await wait(slowMs / 2, undefined, { signal: late });
    return { ...about, status: response.status, ms: ms(), ...read(response.status, text, hasCallback(sent)) };
  } catch {
    return { ...about, status: 0, ms: ms(), outcome: late.aborted ? 'too-late' : 'no-answer' };
  }
}

const hasCallback = (payload: Thing): boolean =>
  typeof (payload.userRequest as Thing | undefined)?.callbackUrl === 'string';

type Read = Pick<Exchange, 'outcome' | 'response' | 'violations' | 'notes'>;

function read(status: number, text: string, mayCallBack: boolean): Read {
  const nothing = { response: text.slice(0, 500), notes: [] };
  if (status !== 200)
    return { ...nothing, outcome: 'not-200', violations: [`HTTP ${status}: KakaoTalk shows nothing`] };
  let response: unknown;
  try {
    response = JSON.parse(text);
  } catch {
    return { ...nothing, outcome: 'not-json', violations: ['the answer is no JSON: KakaoTalk shows nothing'] };
  }
  const { violations, notes } = judge(response, mayCallBack);
  const calls = (response as Thing).useCallback === true;
  return { response, violations, notes, outcome: violations.length > 0 ? 'invalid' : calls ? 'callback' : 'shown' };
}

function laidOver(under: Thing, over: Thing): Thing {
  const result: Thing = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    const both =
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      typeof below === 'object' &&
      below !== null;
    result[key] = both ? laidOver(below as Thing, value as Thing) : value;
  }
  return result;
}
