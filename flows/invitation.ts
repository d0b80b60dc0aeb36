/** The words outside the conversation: the poster and the table card, the page behind their code, and what the staff at a booth
 *  say. Fixed words (SCRIPT.md 4); a fact of the centre that is not known drops its piece. */
import { contacts } from './contacts.ts';
import { en } from './invitation.en.ts';
import { ko } from './invitation.ko.ts';
import type { Lang } from './protocol.ts';
import { fill } from './wording.ts';

/** In the order they are read, with `{x}` and `[…]` as in wording.ts. picture, other: what is said of the code to whoever hears
 *  the page, and the other language's name. */
export interface Invitation {
  readonly poster: Readonly<
    Record<
      | 'headline'
      | 'lead'
      | 'how'
      | 'promise'
      | 'staff'
      | 'crisis'
      | 'always'
      | 'center'
      | 'phone'
      | 'hours'
      | 'limits'
      | 'picture',
      string
    >
  >;
  readonly landing: Readonly<
    Record<
      | 'title'
      | 'welcome'
      | 'old'
      | 'what'
      | 'start'
      | 'kakao'
      | 'line'
      | 'crisis'
      | 'limits'
      | 'center'
      | 'hours'
      | 'counted'
      | 'other',
      string
    >
  >;
  readonly booth: string;
}

export interface Facts {
  center: string | null;
  phone: string | null;
  hours: string | null;
}

export type PosterText = Invitation['poster'] & { number: string };
export type LandingText = Invitation['landing'];

/** As they are written, for whoever signs them. */
export const invitation: Readonly<Record<Lang, Invitation>> = { ko, en };

/** The texts of a poster or card; '' where the centre's fact is missing. Hours are those of the phone and go with it.
 *  number: the line that stands at least as large as the centre's own. */
export function posterText(lang: Lang, facts: Facts): PosterText {
  return { ...filled(invitation[lang].poster, facts), number: contacts['109'].number };
}

/** The texts of the page behind a code. */
export const landingText = (lang: Lang, facts: Facts): LandingText => filled(invitation[lang].landing, facts);

/** What the staff at a booth say to whoever passes. */
export const boothLine = (lang: Lang): string => invitation[lang].booth;

function filled<T extends Readonly<Record<string, string>>>(texts: T, { center, phone, hours }: Facts): T {
  const known = {
    center: center ?? undefined,
    phone: phone ?? undefined,
    hours: phone === null ? undefined : (hours ?? undefined),
  };
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fill(text, known)])) as T;
}
