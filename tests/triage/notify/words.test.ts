import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Notice } from '../../../triage/notify/notice.ts';
import { fullWords, mailWords, pushWords, shortWords, spokenWords } from '../../../triage/notify/words.ts';
import type { NoticeKind } from '../../../triage/store/pages.ts';
import { kinds } from './kinds.ts';

const priorities = [0, 1, 2, 3] as const;

const notice = (kind: NoticeKind, more: Partial<Notice> = {}): Notice => ({
  id: randomUUID(),
  kind,
  priority: 0,
  since: new Date('2026-01-05T18:12:00Z'),
  center: '한마음구 정신건강복지센터',
  lang: 'ko',
  href: 'https://desk.example.kr/cases/0197',
  ...more,
});

const every = kinds.flatMap((kind) =>
  priorities.flatMap((priority) =>
    (['ko', 'en'] as const).flatMap((lang) =>
      [1, 12].map((many) => notice(kind, { priority, lang, many, code: '123456' })),
    ),
  ),
);

/** As networks of Korea count a short message: EUC-KR. */
const smsBytes = (text: string): number => [...text].reduce((sum, letter) => sum + (letter < '\u0080' ? 1 : 2), 0);

test('whoever is called reads that somebody waits, since when, and where', () => {
  expect(fullWords(notice('case'))).toBe(
    '마음지기: 긴급 사례 1건 대기 · 03:12부터 · 열기 https://desk.example.kr/cases/0197',
  );
  expect(fullWords(notice('case', { many: 3, priority: 1 }))).toContain('사례 3건 대기, 가장 급한 것 빠른 · 03:12부터');
});

test('every notice fits one short message', () => {
  for (const one of every) expect([shortWords(one), smsBytes(shortWords(one)) <= 90]).toEqual([shortWords(one), true]);
});

test('no notice holds more than a priority in words, a time, a number of cases and an address: nothing of anybody, no code of ours', () => {
  for (const one of every) {
    const all = [
      shortWords(one),
      fullWords(one),
      spokenWords(one),
      JSON.stringify(mailWords(one)),
      JSON.stringify(pushWords(one)),
    ];
    for (const text of all)
      expect(text).not.toMatch(/자살|위험|우울|PHQ|ASQ|점수|score|suicid|risk|undefined|null|\bP[0-3]\b/i);
  }
});

test('a voice reads twice, digit by digit, and no address', () => {
  const spoken = spokenWords(notice('verify', { code: '120934' }));
  expect(spoken.match(/1 2 0 9 3 4/g)).toHaveLength(2);
  for (const one of every) expect(spokenWords(one)).not.toContain('https:');
});
