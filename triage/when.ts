/** Times in the words of the people here, always Asia/Seoul. */
import type { Lang } from '../flows/protocol.ts';

const timeZone = 'Asia/Seoul';
const tags: Readonly<Record<Lang, string>> = { ko: 'ko-KR', en: 'en-GB' };

/** "오후 3:10", "내일 오전 1:05"; for a promise within a day. */
export function clockTime(at: Date, now: Date, lang: Lang): string {
  const time = new Intl.DateTimeFormat(tags[lang], { timeZone, hour: 'numeric', minute: '2-digit', hour12: lang === 'ko' });
  if (day(at, lang) === day(now, lang)) return time.format(at);
  return lang === 'ko' ? `내일 ${time.format(at)}` : `${time.format(at)} tomorrow`;
}

/** "12월 2일", "2 December". */
export const day = (at: Date, lang: Lang): string =>
  new Intl.DateTimeFormat(tags[lang], { timeZone, month: 'long', day: 'numeric' }).format(at);
