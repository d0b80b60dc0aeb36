/** Times in the words of the people here, always Asia/Seoul. */
import type { Lang } from '../flows/protocol.ts';

const timeZone = 'Asia/Seoul';
const tags = { ko: 'ko-KR', en: 'en-GB' } as const satisfies Record<Lang, string>;

/** Made once: a formatter costs more than a turn. */
const formats = Object.fromEntries(
  (['ko', 'en'] as const).map((lang) => [
    lang,
    {
      time: new Intl.DateTimeFormat(tags[lang], {
        timeZone,
        hour: 'numeric',
        minute: '2-digit',
        hour12: lang === 'ko',
      }),
      day: new Intl.DateTimeFormat(tags[lang], { timeZone, month: 'long', day: 'numeric' }),
    },
  ]),
) as Record<Lang, { time: Intl.DateTimeFormat; day: Intl.DateTimeFormat }>;

/** "오후 3:10", "내일 오전 1:05"; for a promise within a day. */
export function clockTime(at: Date, now: Date, lang: Lang): string {
  const time = formats[lang].time.format(at);
  if (day(at, lang) === day(now, lang)) return time;
  return lang === 'ko' ? `내일 ${time}` : `${time} tomorrow`;
}

/** "내일 오전 9:00", "12월 4일 오전 9:00"; for a moment that may be days away. */
export function openingTime(at: Date, now: Date, lang: Lang): string {
  if (at.getTime() - now.getTime() < 24 * 3_600_000) return clockTime(at, now, lang);
  const time = formats[lang].time.format(at);
  return lang === 'ko' ? `${day(at, lang)} ${time}` : `${time} on ${day(at, lang)}`;
}

/** "12월 2일", "2 December". */
export const day = (at: Date, lang: Lang): string => formats[lang].day.format(at);
