/** What notices say: that somebody waits, since when, and where to look. No name, no answer, no score: a screen lies open on a table. */
import type { Notice } from './notice.ts';
import { en } from './words.en.ts';
import { ko, type NoticeWords } from './words.ko.ts';

const tables: Record<Notice['lang'], NoticeWords> = { ko, en };

/** One sentence without the link, ≤ 90 bytes as mobile networks of Korea count a short message (EUC-KR: two for a letter of Hangul). */
export function shortWords(notice: Notice): string {
  return `${tables[notice.lang].sender} ${saidOf(notice)}`;
}

/** The same with the link. */
export function fullWords(notice: Notice): string {
  const words = tables[notice.lang];
  return [
    `${words.sender}: ${saidOf(notice)}`,
    ...(notice.kind === 'verify' ? [] : [`${words.open} ${notice.href}`]),
  ].join(' · ');
}

/** For a voice: read twice, without an address nobody can remember. */
export function spokenWords(notice: Notice): string {
  const words = tables[notice.lang];
  const said = notice.kind === 'verify' ? words.spokenCode([...(notice.code ?? '')].join(' ')) : saidOf(notice);
  return words.spoken(said);
}

export function mailWords(notice: Notice): { subject: string; text: string } {
  const words = tables[notice.lang];
  const lines = [saidOf(notice), notice.href, '', oneLine(notice.center), words.mailFoot];
  return { subject: shortWords(notice), text: lines.join('\n') };
}

/** As the service worker shows it. A code comes back by a tap. */
export function pushWords(notice: Notice): { title: string; body: string; code?: string } {
  const words = tables[notice.lang];
  if (notice.kind === 'verify') return { title: words.sender, body: words.tapToVerify, code: notice.code ?? '' };
  return { title: words.sender, body: saidOf(notice) };
}

function saidOf(notice: Notice): string {
  const words = tables[notice.lang];
  const priority = notice.priority === null ? '' : words.priority[notice.priority];
  return words.kind[notice.kind]({
    priority,
    since: clock.format(notice.since),
    many: notice.many ?? 1,
    code: notice.code ?? '',
  });
}

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul', hour: '2-digit', minute: '2-digit' });

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
