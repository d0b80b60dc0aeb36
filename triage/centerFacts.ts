/** The facts of a centre that residents are told: what they are called, what fits, and which texts lose a sentence without one.
 *  The command and the desk share them. Pure. */
import { render, type TextKey, textKeys, type Variables } from '../flows/wording.ts';
import type { Center } from './store/centers.ts';

export type CenterField = Exclude<keyof Center, 'id'>;
export type CenterFacts = Omit<Center, 'id'>;

interface Rule {
  /** Its column, as the audit trail names it. */
  column: string;
  ko: string;
  en: string;
  fits: (text: string) => boolean;
  /** '' makes it unknown, and its sentences drop out. */
  clears: boolean;
  allowed: { ko: string; en: string };
}

// Angle brackets are what doctor shows where something is to be filled in.
const isLine = (text: string): boolean => /^[^\p{C}\p{Zl}\p{Zp}<>]{1,60}$/u.test(text);

/** With an area code, which a mobile phone needs (0504-… too), an area's short number (031-1388), or one that has none (1577-0199). */
export const isDialled = (text: string): boolean =>
  /^\d+(-\d+)*$/.test(text) &&
  /^(0[1-9]\d{7,10}|0(2|[3-6]\d)1\d{2,3}|1[4-9]\d{6}|1\d{2,3})$/.test(text.replaceAll('-', ''));

const line = (column: string, ko: string, en: string, clears: boolean, example: string): Rule => ({
  column,
  ko,
  en,
  fits: isLine,
  clears,
  allowed: { ko: `한 줄로 1~60자. 예: "${example}"`, en: `1 to 60 characters on one line, e.g. "${example}"` },
});

export const centerRules: Readonly<Record<CenterField, Rule>> = {
  name: line('name', '이름', 'name', false, '푸른구 정신건강복지센터'),
  phone: {
    column: 'phone',
    ko: '전화번호',
    en: 'phone',
    fits: isDialled,
    clears: true,
    allowed: {
      ko: '휴대폰에서 그대로 걸 수 있는 번호를 숫자와 붙임표(-)로. 예: 02-123-4567, 1577-0199',
      en: 'digits and hyphens, as they are dialled from a mobile phone, e.g. 02-123-4567 or 1577-0199',
    },
  },
  hours: line('hours', '상담 시간', 'hours', true, '평일 9~18시'),
  area: line('area', '관할 지역', 'area', true, '푸른구'),
  retention: {
    column: 'retention',
    ko: '보관 기간',
    en: 'retention',
    fits: (text) => /^[1-9]\d?(년|개월)$/.test(text),
    clears: true,
    allowed: { ko: '1~99에 년이나 개월. 예: 1년, 6개월', en: '1 to 99 and 년 or 개월, e.g. 1년, 6개월' },
  },
  contactDays: {
    column: 'contact_days',
    ko: '번호 보관 일수',
    en: 'days a number is kept',
    fits: (text) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3650,
    clears: false,
    allowed: { ko: '1~3650의 정수. 예: 90', en: 'a whole number from 1 to 3650, e.g. 90' },
  },
};
export const centerFields = Object.keys(centerRules) as readonly CenterField[];

export type Typed = Partial<Record<CenterField, string>>;

/** What somebody typed as facts to store: NFC, trimmed, null where a fact is cleared. `wrong`: every field that does not fit. */
export function readFacts(typed: Typed): { change: Partial<CenterFacts>; wrong: CenterField[] } {
  const texts = centerFields.flatMap((field) => {
    const text = typed[field];
    return text === undefined ? [] : [[field, text.normalize('NFC').trim()] as const];
  });
  const fits = (field: CenterField, text: string) =>
    centerRules[field].fits(text) || (centerRules[field].clears && text === '');
  return {
    change: Object.fromEntries(
      texts.map(([field, text]) => [field, field === 'contactDays' ? Number(text) : text === '' ? null : text]),
    ),
    wrong: texts.filter(([field, text]) => !fits(field, text)).map(([field]) => field),
  };
}

/** Where two states of a centre differ. */
export const changedFields = (before: CenterFacts, after: CenterFacts): CenterField[] =>
  centerFields.filter((field) => before[field] !== after[field]);

/** The names of columns, as the audit trail keeps them. */
export const columnsOf = (fields: readonly CenterField[]): string =>
  fields.map((field) => centerRules[field].column).join(' ');

/** Facts a text can do without. */
export const factNames = ['phone', 'hours', 'area', 'retention'] as const satisfies readonly CenterField[];
export type Fact = (typeof factNames)[number];

export const missingFacts = (center: Pick<Center, Fact>): Fact[] => factNames.filter((fact) => !center[fact]?.trim());

/** Texts that lose something when this fact of the centre is not known. */
export function textsWith(fact: Fact): TextKey[] {
  const all: Variables = { center: '…', phone: '…', hours: '…', area: '…', retention: '…' };
  const { [fact]: _, ...without } = all;
  return textKeys.filter((key) => render('ko', key, all) !== render('ko', key, without));
}
