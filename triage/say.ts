/** What the conversation wants said, in words: wording filled with the centre's facts, and the present question put. Pure. */

import { type CardText, links } from '../flows/contacts.ts';
import type { Context } from '../flows/context.ts';
import { wordingOf } from '../flows/instruments/registry.ts';
import type { CardKind, Effect, Lang, Reply } from '../flows/protocol.ts';
import { questionOf } from '../flows/question.ts';
import { isMinor } from '../flows/screening.ts';
import type { Stored } from '../flows/snapshot.ts';
import { choiceId } from '../flows/step.ts';
import { render, type TextKey, type Variables } from '../flows/wording.ts';
import type { Center } from './store/centers.ts';
import { clockTime, day, openingTime } from './when.ts';

/** What is true at this moment. */
export interface Facts {
  now: Date;
  center: Pick<Center, 'name' | 'phone' | 'hours' | 'area' | 'retention' | 'contactDays'>;
  /** Which of staff.* is true now; only where the conversation promises something. */
  promise: 'staff.paged' | 'staff.will' | 'staff.none' | null;
  /** By when a counsellor will have read it; null: no time can be promised. */
  by: Date | null;
  /** Somebody would hear of them now. */
  onDuty: boolean;
  /** When nobody would: from when on somebody is there, by the roster; null: that is not known. */
  nextOpen: Date | null;
  /** Minutes within which it is usually read; null: not measured, or nobody is there. */
  minutes: number | null;
  /** The talk stays on the phone (a messenger), so that others may read it there. */
  staysOnPhone: boolean;
  /** Nobody can write to them first in this channel: where that matters it is said, with where it goes on. */
  pulls: boolean;
  /** A code made for this turn, and the address that carries it. */
  carry: { code: string; href: string } | null;
  /** A counsellor's words that were never shown. */
  unread: readonly Reply[];
}

/** The centre's facts as a text's variables; what is unknown is left out and drops its sentence. */
export const variablesOf = (
  lang: Lang,
  { name, phone, hours, area, retention, contactDays }: Facts['center'],
): Variables => ({
  center: name,
  phone: phone ?? undefined,
  hours: hours ?? undefined,
  area: area ?? undefined,
  retention: retention === null ? undefined : timeIn(lang, retention),
  contactRetention: lang === 'ko' ? `${contactDays}일` : `${contactDays} days`,
});

/** "1년" in English, too; anything else as the centre wrote it. */
function timeIn(lang: Lang, text: string): string {
  const [, count, unit] = /^(\d+)\s*(년|개월|일)$/.exec(text) ?? [];
  if (lang === 'ko' || count === undefined) return text;
  const word = { 년: 'year', 개월: 'month', 일: 'day' }[unit as '년'];
  return `${count} ${word}${count === '1' ? '' : 's'}`;
}

/** Whom else a missed promise was told. */
const others: Readonly<Record<Lang, string>> = { ko: '다른 상담사', en: 'the other counsellors' };

/** The replies of one turn, in order. A text with nothing left to say is no reply. */
export function repliesOf(effects: readonly Effect[], stored: Stored, facts: Facts): Reply[] {
  const { context, value } = stored.state;
  const { lang } = context;
  const variables: Variables = {
    ...variablesOf(lang, facts.center),
    ...(facts.by ? { by: clockTime(facts.by, facts.now, lang) } : {}),
    ...(facts.nextOpen ? { nextOpen: openingTime(facts.nextOpen, facts.now, lang) } : {}),
    ...(facts.minutes === null ? {} : { minutes: facts.minutes }),
    ...(facts.onDuty ? { others: others[lang] } : {}),
  };
  const lines = (keys: readonly TextKey[], more: Variables = {}) =>
    keys.map((key) => render(lang, key, { ...variables, ...more })).filter((line) => line !== '');
  const text = (keys: readonly TextKey[], more?: Variables): Reply[] => {
    const said = lines(keys, more).join('\n');
    return said ? [{ type: 'text', text: said }] : [];
  };
  return effects.flatMap((effect): Reply[] => {
    switch (effect.type) {
      case 'say':
        return text(effect.keys, {
          ...effect.with,
          ...(effect.by === undefined ? {} : { by: day(new Date(effect.by), lang) }),
        });
      case 'stem':
        return [{ type: 'text', text: wordingOf(context.scale ?? 'phq9', lang).stem }];
      case 'card':
        return [card(effect.kind, effect.keys, lines(effect.keys), context, facts)];
      case 'ask':
        return [...beforeContact(value, context, facts), ...asked(value, context, variables)];
      case 'promise':
        return facts.promise ? text([facts.promise]) : [];
      case 'kept':
        return text(facts.onDuty ? ['wait.text'] : ['wait.text', 'wait.closed']);
      case 'late':
        return text(['wait.late']);
      case 'goodbye':
        return text(['end', facts.staysOnPhone ? 'end.messenger' : 'end.web']);
      case 'carry':
        return facts.carry ? [elsewhere(lang, 'carry.code', facts.carry)] : [];
      case 'human':
        return [{ type: 'human', name: effect.name, text: effect.text }];
      case 'unread':
        // A question among them is put again by itself while it is open.
        return facts.unread.filter(({ type }) => type !== 'ask');
      default:
        return [];
    }
  });
}

/** Words to somebody who has the conversation, in a channel that shows the answer only when they write again. */
export const passedOn = (lang: Lang, { carry }: Facts): Reply[] =>
  carry ? [elsewhere(lang, 'human.pull', carry)] : [];

/** Before it is asked how they may be reached: that nobody can write first here, and where they can. */
const beforeContact = (state: string, context: Context, { pulls, carry }: Facts): Reply[] =>
  pulls && carry && questionOf(state, context)?.id === 'contact.ask'
    ? [elsewhere(context.lang, 'contact.kakao', carry)]
    : [];

const elsewhere = (lang: Lang, key: TextKey, { code, href }: NonNullable<Facts['carry']>): Reply => ({
  type: 'card',
  kind: 'help',
  text: render(lang, key, { code }),
  links: [{ label: render(lang, 'ui.carry'), href }],
});

/** The fixed words when there is no other answer: a fault or a missed deadline (`error`), more messages of one person than can be
 *  taken (`rate`), or more of everybody (`busy`). They need no store and promise nothing about what was kept. */
export const sorry = (lang: Lang, key: 'error' | 'rate' | 'busy' = 'error'): Extract<Reply, { type: 'card' }> => ({
  type: 'card',
  kind: 'help',
  text: render(lang, key),
  // The two numbers the text names.
  links: links('crisis.again', lang),
});

/** To who is in danger while nothing can be looked up: where help is at once, and how to go on. Nothing of it promises that anybody was
 *  told. `key` by what they said. */
export const crisis = (lang: Lang, key: 'crisis.first' | 'crisis.now' | 'crisis.other'): Reply[] => [
  { type: 'card', kind: 'crisis', text: render(lang, key), links: links(key, lang) },
  { type: 'text', text: render(lang, 'error') },
];

function asked(state: string, context: Context, variables: Variables): Reply[] {
  const question = questionOf(state, context);
  if (!question) return [];
  const item = question.item
    ? { item: question.item.words, ...(question.item.n > 0 ? { n: question.item.n } : {}) }
    : {};
  const texts = [question.text, ...(question.also ? [question.also] : [])];
  const lines = texts.map((key) => render(context.lang, key, { ...variables, ...item, ...question.with }));
  return [
    {
      type: 'ask',
      key: question.key,
      text: lines.filter((line) => line !== '').join('\n'),
      choices: question.choices.map(({ value, label }) => ({ id: choiceId(context, question.id, value), label })),
      ...(question.progress ? { progress: question.progress } : {}),
      ...(question.expects ? { expects: question.expects } : {}),
    },
  ];
}

const withPhones = [
  'crisis.first',
  'crisis.again',
  'crisis.now',
  'crisis.other',
  'consent.no',
  'consent.no.open',
  'help',
] as const satisfies CardText[];

function card(kind: CardKind, keys: readonly TextKey[], lines: string[], context: Context, { center }: Facts): Reply {
  const named = withPhones.find((key) => keys.includes(key)) ?? 'result';
  const who = { minor: isMinor(context.age), phone: center.phone ?? undefined };
  return { type: 'card', kind, text: lines.join('\n\n'), links: links(named, context.lang, who) };
}
