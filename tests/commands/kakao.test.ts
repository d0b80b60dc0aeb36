/** What the doctor says of KakaoTalk, against a running house and the stand-in's event API. */
import { describe, expect, test } from 'vitest';
import { kakaoFindings } from '../../commands/kakao/findings.ts';
import { lookAtKakao } from '../../commands/kakao/skill.ts';
import type { KakaoConfig } from '../../triage/config/kakao.ts';
import { readConfig } from '../../triage/config.ts';
import { botId, openKakao, secret } from '../harness/kakao.ts';

const config = (over: Partial<KakaoConfig> = {}): KakaoConfig => ({
  secrets: [secret],
  botIds: [botId],
  networks: [],
  eventApiBaseUrl: 'http://127.0.0.1:1',
  events: null,
  consultation: false,
  channelUrl: null,
  ...over,
});
const place = { publicUrl: 'https://chat.example.kr', nodeEnv: 'production' } as const;
const wrongs = (findings: ReturnType<typeof kakaoFindings>) => findings.map(({ en }) => en.wrong).join('\n');

describe('what is seen', () => {
  test('a skill that answers, a wrong secret, a house that is not there; a key that is taken and one that is not', async () => {
    const { chatUrl, platform, db } = await openKakao(() => ({}), { withEvents: true });
    const base = { eventApiBaseUrl: platform.callbackBase };
    const right = await lookAtKakao(config({ ...base, events: { restKey: platform.restKey, name: 'n' } }), chatUrl);
    expect(right).toMatchObject({ skill: { type: 'answers' }, key: 'taken' });
    const wrong = await lookAtKakao(
      config({ ...base, secrets: ['other'], events: { restKey: 'x', name: 'n' } }),
      chatUrl,
    );
    expect(wrong).toEqual({ skill: { type: 'other', status: 401 }, key: 'refused' });
    expect(await lookAtKakao(config(), 'http://127.0.0.1:1')).toMatchObject({ skill: { type: 'away' }, key: null });
    // It looks and leaves nothing behind.
    expect((await db.query('select from resident')).rowCount).toBe(0);
  });
});

describe('what is said', () => {
  test('a sound installation is told only what nobody can change: that we cannot write first', () => {
    const findings = kakaoFindings({ skill: { type: 'answers', ms: 80 }, key: null }, config(), place);
    expect(findings.every(({ must }) => !must)).toBe(true);
    expect(wrongs(findings)).toBe('In KakaoTalk we cannot write first.');
  });

  test('everything that is wrong at once, in both languages, and no secret in any of it', () => {
    const bad = config({ secrets: ['short', 'shorter'], botIds: [], consultation: true, networks: ['203.0.113.1'] });
    const sight = { skill: { type: 'other', status: 403 }, key: 'refused' } as const;
    const findings = kakaoFindings(sight, bad, { publicUrl: 'http://10.0.0.5:3000', nodeEnv: 'production' });
    for (const part of [
      'https',
      'fewer than 32',
      'every bot',
      'HTTP 403',
      'KAKAO_REST_KEY',
      'two values',
      'consultation',
    ])
      expect(wrongs(findings)).toContain(part);
    expect(JSON.stringify(findings)).not.toContain('shorter');
    for (const { ko, en } of findings)
      for (const said of [ko, en]) expect(Object.values(said).every(Boolean)).toBe(true);
  });

  test('slow, and not there', () => {
    const of = (skill: Parameters<typeof kakaoFindings>[0]['skill']) =>
      wrongs(kakaoFindings({ skill, key: 'away' }, config(), place));
    expect(of({ type: 'answers', ms: 2_400 })).toContain('2.4 s');
    expect(of({ type: 'away', why: 'ECONNREFUSED' })).toContain('ECONNREFUSED');
  });
});

describe('settings', () => {
  const read = (env: Record<string, string>) => readConfig(env).channels.kakao;
  test('unset, KakaoTalk is not set up', () => expect(read({})).toBeNull());

  test('all of them', () => {
    expect(
      read({
        KAKAO_SKILL_SECRET: 'new, old',
        KAKAO_BOT_IDS: 'aaa!, bbb',
        KAKAO_SKILL_IPS: '203.0.113.7, 198.51.100.0/24',
        KAKAO_REST_KEY: 'key',
        KAKAO_CONSULTATION: 'on',
        KAKAO_CHANNEL_URL: 'https://pf.kakao.com/_abc',
      }),
    ).toEqual({
      secrets: ['new', 'old'],
      botIds: ['aaa', 'bbb'],
      networks: ['203.0.113.7', '198.51.100.0/24'],
      eventApiBaseUrl: 'https://bot-api.kakao.com',
      events: { restKey: 'key', name: 'maumjigi_news' },
      consultation: true,
      channelUrl: 'https://pf.kakao.com/_abc',
    });
  });

  test.each([
    ['KAKAO_SKILL_SECRET', { KAKAO_SKILL_SECRET: 'a,b,c' }],
    ['KAKAO_SKILL_SECRET', { KAKAO_BOT_IDS: 'aaa' }],
    ['KAKAO_SKILL_SECRET', { KAKAO_REST_KEY: 'aaa' }],
    ['KAKAO_SKILL_SECRET', { KAKAO_SKILL_IPS: '203.0.113.0/24' }],
    ['KAKAO_BOT_IDS', { KAKAO_SKILL_SECRET: 'a', KAKAO_BOT_IDS: 'a b' }],
    ['KAKAO_SKILL_IPS', { KAKAO_SKILL_SECRET: 'a', KAKAO_SKILL_IPS: '203.0.113.0/0' }],
    ['KAKAO_EVENT_API_BASE_URL', { KAKAO_SKILL_SECRET: 'a', KAKAO_EVENT_API_BASE_URL: 'bot-api.kakao.com' }],
    ['KAKAO_CONSULTATION', { KAKAO_SKILL_SECRET: 'a', KAKAO_CONSULTATION: 'yes' }],
  ])('%s is named when it is wrong', (name, env) => {
    expect(() => readConfig(env as unknown as Record<string, string>)).toThrow(name);
  });
});
