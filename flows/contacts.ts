/** Who answers when a resident needs somebody now. Data with a date: whoever is on call checks them by calling. */

import type { Lang, Link } from './protocol.ts';

/** name: official name, as printed in words. label: on a button, at most 14 characters (Kakao's limit).
 *  verifiedOn: date of the dated source (YYYY-MM-DD), null where the source carries none; nobody has called yet. */
export interface Contact {
  readonly number: string;
  readonly name: Readonly<Record<Lang, string>>;
  readonly label: Readonly<Record<Lang, string>>;
  /** On a button that opens a text message. */
  readonly textLabel?: Readonly<Record<Lang, string>>;
  readonly href: `tel:${string}`;
  readonly sms: `sms:${string}` | null;
  readonly hours: '24h';
  readonly verifiedOn: string | null;
  readonly source: string;
}

export const contacts = {
  /** Replaced 1393 on 2024-01-01; 1393 no longer rings anywhere. */
  '109': {
    number: '109',
    name: { ko: '자살예방 상담전화', en: 'suicide prevention line' },
    label: { ko: '109 전화 · 24시간', en: '109 · 24 hours' },
    textLabel: { ko: '109 문자', en: 'Text 109' },
    href: 'tel:109',
    sms: 'sms:109',
    hours: '24h',
    verifiedOn: '2024-09-10',
    source: 'newspim, hankookilbo (voice since 2024-01-01); asiatoday, segye (text since 2024-09-10)',
  },
  '1577-0199': {
    number: '1577-0199',
    name: { ko: '정신건강 위기상담', en: 'crisis counselling' },
    label: { ko: '1577-0199 전화', en: 'Call 1577-0199' },
    href: 'tel:1577-0199',
    sms: null,
    hours: '24h',
    verifiedOn: null,
    source: 'ministry list of crisis lines, undated',
  },
  '119': {
    number: '119',
    name: { ko: '긴급', en: 'emergency' },
    label: { ko: '119 긴급', en: 'Call 119' },
    href: 'tel:119',
    sms: 'sms:119',
    hours: '24h',
    verifiedOn: null,
    source: 'national rescue number',
  },
  '112': {
    number: '112',
    name: { ko: '경찰', en: 'police' },
    label: { ko: '112 경찰', en: 'Call 112' },
    href: 'tel:112',
    sms: 'sms:112',
    hours: '24h',
    verifiedOn: null,
    source: 'national police number',
  },
  /** From a mobile phone in Gyeonggi the line is 031-1388: a centre there checks this link. */
  '1388': {
    number: '1388',
    name: { ko: '청소년전화', en: 'youth line' },
    label: { ko: '1388 청소년전화', en: '1388 for youth' },
    href: 'tel:1388',
    sms: 'sms:1388',
    hours: '24h',
    verifiedOn: null,
    source: '1388.go.kr; pressian',
  },
} as const satisfies Record<string, Contact>;

export type ContactId = keyof typeof contacts;

/** Cards with phone buttons, by the text they carry. */
export type CardText =
  | 'crisis.first'
  | 'crisis.again'
  | 'crisis.now'
  | 'crisis.other'
  | 'child'
  | 'consent.no'
  | 'consent.no.open'
  | 'help'
  | 'result';

interface Buttons {
  always: readonly ContactId[];
  minor: readonly ContactId[];
  /** For who cannot speak. */
  text?: readonly (ContactId & '109')[];
}

// First the number the text names first: the thumb lands there.
const cards: Readonly<Record<CardText, Buttons>> = {
  'crisis.first': { always: ['109', '1577-0199', '119'], minor: ['1388'] },
  'crisis.again': { always: ['109', '119'], minor: ['1388'] },
  'crisis.now': { always: ['119', '109', '112'], minor: [], text: ['109'] },
  'crisis.other': { always: ['119', '112'], minor: [] },
  child: { always: ['1388', '119'], minor: [] },
  'consent.no': { always: ['109', '1577-0199'], minor: ['1388'] },
  'consent.no.open': { always: ['109', '1577-0199'], minor: ['1388'] },
  help: { always: ['109', '1577-0199', '119'], minor: ['1388'] },
  result: { always: ['109'], minor: ['1388'] },
};

/** Phone buttons of a card. minor: up to 18. phone: the centre's own number, added to `help` and `consent.no` when known. */
export function links(card: CardText, lang: Lang, who: { minor?: boolean; phone?: string | undefined } = {}): Link[] {
  const ids = [...cards[card].always, ...(who.minor ? cards[card].minor : [])];
  const national = [
    ...ids.map((id): Link => ({ label: contacts[id].label[lang], href: contacts[id].href })),
    ...(cards[card].text ?? []).map((id): Link => ({ label: contacts[id].textLabel[lang], href: contacts[id].sms })),
  ];
  if (!['help', 'consent.no', 'consent.no.open'].includes(card) || !who.phone) return national;
  return [...national, { label: lang === 'ko' ? '센터 전화' : 'Our centre', href: `tel:${dialled(who.phone)}` }];
}

/** Digits, plus and hyphens of a number as a centre wrote it. */
const dialled = (phone: string): string => phone.replace(/[^\d+-]/g, '');
