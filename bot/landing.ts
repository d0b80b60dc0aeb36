/** The page behind a code, as HTML. It works without script; what script there is fetches the typeface. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contacts } from '../flows/contacts.ts';
import { type Facts, landingText } from '../flows/invitation.ts';
import type { Lang } from '../flows/protocol.ts';
import { Refused } from '../triage/errors.ts';
import type { Door } from './channels/channel.ts';

export interface Shown {
  lang: Lang;
  facts: Facts;
  /** Goes on into the chat; null: there is none that leads anywhere. */
  code: string | null;
  /** Nobody has this code (any more). */
  old: boolean;
  /** Ways into the messengers, behind the browser's. */
  doors: readonly Door[];
}

/** Reads the built page once; gives what draws it. Throws Refused(503) while it has not been built. */
export function landingPage(pageDir: string): (shown: Shown) => Promise<string> {
  let frame: Promise<string> | null = null;
  const read = async (): Promise<string> => {
    frame ??= readFile(join(pageDir, 'landing.html'), 'utf8');
    try {
      return await frame;
    } catch {
      frame = null;
      throw new Refused(503, 'page_missing', 'The landing page has not been built: npm run build.');
    }
  };
  return async (shown) => {
    const slots: Record<string, string> = {
      lang: shown.lang,
      title: escaped(landingText(shown.lang, shown.facts).title),
      page: page(shown),
    };
    return (await read()).replace(/\{\{(lang|title|page)\}\}/g, (_, name: string) => slots[name] ?? '');
  };
}

function page({ lang, facts, code, old, doors }: Shown): string {
  const text = landingText(lang, facts);
  const other = lang === 'ko' ? 'en' : 'ko';
  return `<header class="landing-top">
        ${mark}
        <a class="landing-other" href="?lang=${other}" lang="${other}" hreflang="${other}">${escaped(text.other)}</a>
      </header>
      <main>
        ${old ? `<p class="landing-old">${escaped(text.old)}</p>` : ''}
        <h1>${escaped(text.welcome)}</h1>
        <p class="landing-what">${escaped(text.what)}</p>
        <nav class="landing-ways">${startHere(lang, text.start, code)}${doors.map(({ word, href }) => way(text[word], href(code))).join('')}</nav>
        <section class="landing-crisis">
          <p>${escaped(text.crisis)}</p>
          <p class="landing-lines">
            <a class="line line-109" href="${contacts['109'].href}">${escaped(contacts['109'].label[lang])}</a>
            <a class="line line-119" href="${contacts['119'].href}">${escaped(contacts['119'].label[lang])}</a>
          </p>
        </section>
      </main>
      <footer class="landing-foot">
        <p>${escaped(text.limits)}</p>
        ${centerLine(text, facts)}
        <p>${escaped(text.counted)}</p>
      </footer>`;
}

const way = (text: string, href: string): string =>
  `<a class="landing-way" href="${escaped(href)}">${escaped(text)}</a>`;

/** The browser comes first: it needs no account. */
function startHere(lang: Lang, start: string, code: string | null): string {
  const asked = new URLSearchParams({ ...(code && { c: code }), ...(lang === 'en' && { lang }) }).toString();
  return `<a class="landing-start" href="${escaped(asked ? `/chat?${asked}` : '/chat')}">${escaped(start)}</a>`;
}

function centerLine({ center, hours }: { center: string; hours: string }, { phone }: Facts): string {
  if (center === '') return '';
  const dialled = (phone ?? '').replace(/[^\d+-]/g, '');
  const call = phone && dialled ? `<a href="tel:${dialled}">${escaped(phone)}</a>` : escaped(phone ?? '');
  return `<p>${[escaped(center), call, escaped(hours)].filter(Boolean).join(' ')}</p>`;
}

/** The sign of the chat page (page/icons.tsx). */
const mark = `<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path class="mark-bubble" d="M16 4.500c7 0 12.500 4.800 12.500 10.900S23 26.300 16 26.300c-1.300 0-2.500-.2-3.700-.5L6 29l1.200-5.100c-2.300-2-3.700-4.900-3.700-8.500C3.500 9.300 9 4.500 16 4.500z"/><circle class="mark-light" cx="16" cy="15.400" r="4"/></svg>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
