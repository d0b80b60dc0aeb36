import { useSyncExternalStore } from 'react';

/** Splits a length of time for the words of a language. ms: milliseconds, negative counts as 0. */
export const parts = (ms: number) => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const whole = (unit: number) => Math.floor(seconds / unit);
  return { days: whole(86400), hours: whole(3600) % 24, minutes: whole(60) % 60, seconds: seconds % 60 };
};

// The desk counts with the server's clock: a PC that is ten minutes wrong must not make an overdue case look fresh.
// The monotonic timer carries it from one answer to the next, so setting the PC's clock changes nothing either.
let heard: { serverMs: number; monotonicMs: number } | null = null;
const listeners = new Set<() => void>();
let tick = 0;
let timer: ReturnType<typeof setInterval> | undefined;

export const serverNow = (): number =>
  heard ? heard.serverMs + (performance.now() - heard.monotonicMs) : performance.timeOrigin + performance.now();

/** Learns the server's time from an answer. now: ISO 8601; tookMs: the round trip, half of which has passed since. */
export const hearServer = (now: string, tookMs: number): void => {
  heard = { serverMs: Date.parse(now) + tookMs / 2, monotonicMs: performance.now() };
  beat();
};

const beat = (): void => {
  tick = Math.floor(serverNow() / 1000) * 1000;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(beat, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** The server's time in whole seconds (as ms); whoever asks is drawn again each second. */
export const useNow = (): number =>
  useSyncExternalStore(subscribe, () => tick || Math.floor(serverNow() / 1000) * 1000);

/** Whether a moment has passed by the server's clock; draws again only when that changes. */
export const usePassed = (at: string): boolean => useSyncExternalStore(subscribe, () => Date.parse(at) < serverNow());

// A centre works in Korean time wherever the browser thinks it is.
const clock = (options: Intl.DateTimeFormatOptions) => {
  const make = (locale: string) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Seoul', hourCycle: 'h23', ...options });
  const formats = { ko: make('ko-KR'), en: make('en-GB') };
  return (lang: 'ko' | 'en', at: string | number) => formats[lang].format(new Date(at));
};
const hm = clock({ hour: '2-digit', minute: '2-digit' });
const hms = clock({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = clock({ month: 'short', day: 'numeric' });

/** 02:13:05 */
export const toSecond = hms;

const dayOfYear = clock({ year: 'numeric', month: 'short', day: 'numeric' });
const year = clock({ year: 'numeric' });
/** 10월 1일, and with the year (2027년 1월 5일) when it is another one. */
export const toDay = (lang: 'ko' | 'en', at: string): string =>
  year(lang, at) === year(lang, serverNow()) ? day(lang, at) : dayOfYear(lang, at);

/** 02:13, and with the day (7월 3일 02:13) when it was not today by the server's clock. */
export const toMinute = (lang: 'ko' | 'en', at: string): string =>
  day(lang, at) === day(lang, serverNow()) ? hm(lang, at) : `${day(lang, at)} ${hm(lang, at)}`;
