/** What can be seen of KakaoTalk from here, changing nothing: whether our own skill answers at its public address as Kakao would
 *  call it, and whether the event API knows our key. The bot's own settings no API shows (docs/kakao.md lists them). */
import type { KakaoConfig } from '../../triage/config/kakao.ts';

export interface KakaoSight {
  /** What came of calling our own skill: answered in form, refused by us, another thing, or not reached. */
  skill: { type: 'answers'; ms: number } | { type: 'other'; status: number } | { type: 'away'; why: string };
  /** null: no key is set, nothing was asked. */
  key: 'taken' | 'refused' | 'away' | null;
}

const lookMs = 5_000;

export async function lookAtKakao(kakao: KakaoConfig, publicUrl: string): Promise<KakaoSight> {
  const [skill, key] = await Promise.all([callSkill(kakao, publicUrl), askForKey(kakao)]);
  return { skill, key };
}

/** An empty payload: it is answered with the fixed text, and nothing is stored. */
async function callSkill({ secrets }: KakaoConfig, publicUrl: string): Promise<KakaoSight['skill']> {
  const began = performance.now();
  try {
    const response = await fetch(`${publicUrl}/webhooks/kakao`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-skill-secret': secrets[0] ?? '' },
      body: '{}',
      redirect: 'manual',
      signal: AbortSignal.timeout(lookMs),
    });
    const answer = (await response.json().catch(() => null)) as { version?: unknown } | null;
    const isForm = response.status === 200 && answer?.version === '2.0';
    return isForm
      ? { type: 'answers', ms: Math.round(performance.now() - began) }
      : { type: 'other', status: response.status };
  } catch (error) {
    const cause =
      error instanceof Error ? ((error.cause as { code?: string } | undefined)?.code ?? error.name) : 'no answer';
    return { type: 'away', why: cause };
  }
}

/** A task nobody made: a key that is taken is told so, another one is refused before. */
async function askForKey({ events, eventApiBaseUrl }: KakaoConfig): Promise<KakaoSight['key']> {
  if (!events) return null;
  try {
    const { status } = await fetch(`${eventApiBaseUrl}/v1/tasks/doctor`, {
      headers: { authorization: `KakaoAK ${events.restKey}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(lookMs),
    });
    return status === 401 || status === 403 ? 'refused' : status >= 500 ? 'away' : 'taken';
  } catch {
    return 'away';
  }
}
