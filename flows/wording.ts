/** Everything the program says: which texts there are, who answers them with what, and how a text becomes a sentence.
 *
 *  In a text `{x}` is a value. `[…]` encloses words that stand or fall with the values inside them, `[…|…]` says what
 *  stands instead. */

import type { Lang } from './protocol.ts';
import { en } from './wording.en.ts';
import { ko } from './wording.ko.ts';

/** choices: ids in the order shown. uses: the values a text may hold. fixed: safety text, changed only with sign-off.
 *  pushed: may appear on a lock screen, so its beginning is neutral. */
interface Spec {
  readonly choices?: readonly string[];
  readonly uses?: readonly string[];
  readonly fixed?: true;
  readonly pushed?: true;
}

const spec = {
  greet: { choices: ['start', 'hard', 'worried', 'language'], uses: ['center'] },
  'greet.limits': { fixed: true },
  'hard.ask': { choices: ['danger', 'notDanger', 'unsure'], fixed: true },
  worried: { choices: ['tell', 'otherDanger', 'self'], fixed: true },
  'crisis.other': { fixed: true },
  age: { choices: ['13-', '14-18', '19-34', '35-49', '50-64', '65-74', '75+'] },
  child: { choices: ['tell', 'restart'], fixed: true },
  'helper.ask': { choices: ['self', 'helping'] },
  'helper.on': {},
  'helper.private': { choices: ['handed', 'keep'] },
  'consent.human': { uses: ['center', 'hours'], fixed: true },
  'consent.minor': { fixed: true },
  'consent.screen': { choices: ['agree', 'refuse', 'more'], uses: ['retention'], fixed: true },
  'consent.more': { uses: ['center', 'retention', 'phone'], fixed: true },
  'consent.no': { uses: ['center', 'phone'], fixed: true },
  'consent.no.open': { uses: ['center', 'phone'], fixed: true },
  shut: {},
  'phq9.intro': {},
  'phq9.item': { uses: ['n', 'item'] },
  'phq9.difficulty': { uses: ['item'] },
  'sgds.intro': {},
  'sgds.item': { uses: ['n', 'item'] },
  'asq.intro': { fixed: true },
  'asq.more': { fixed: true },
  'asq.item': { uses: ['item'], fixed: true },
  'asq.when': { choices: ['months3', 'year1', 'older', 'skip'], fixed: true },
  'crisis.first': { fixed: true },
  'crisis.next': { choices: ['goOn', 'human', 'danger'], fixed: true },
  'crisis.again': { fixed: true },
  'crisis.now': { fixed: true },
  'crisis.text': { fixed: true },
  'check.ask': { choices: ['yes', 'no', 'skip'], fixed: true },
  'staff.paged': { fixed: true },
  'staff.will': { uses: ['center', 'by'], fixed: true },
  'staff.none': { uses: ['nextOpen'], fixed: true },
  'contact.ask': { choices: ['number', 'chat', 'no'], uses: ['contactRetention'] },
  'contact.kakao': {},
  'carry.code': { uses: ['code'] },
  'carry.here': {},
  'carry.unknown': {},
  'carry.other': {},
  'carry.often': { fixed: true },
  'contact.number': {},
  'contact.bad': { choices: ['no'] },
  'contact.skip': {},
  'contact.when': { choices: ['now', 'morning', 'afternoon', 'evening', 'text'] },
  'contact.done': { uses: ['by'] },
  'contact.chat': {},
  'contact.none': {},
  'wait.open': { choices: ['worse', 'help'] },
  'wait.time': { uses: ['minutes'] },
  'wait.closed': { uses: ['nextOpen'], fixed: true },
  'wait.late': { uses: ['others'], fixed: true, pushed: true },
  'wait.worse': { choices: ['danger', 'no'], fixed: true },
  'wait.text': {},
  'human.request': { uses: ['by'] },
  'human.claimed': { uses: ['counsellor'], pushed: true },
  'third.ask': { choices: ['agree', 'refuse'], uses: ['counsellor', 'agency'], fixed: true, pushed: true },
  'third.done': {},
  'human.pull': {},
  'human.first': { uses: ['center', 'counsellor'], pushed: true },
  'human.lapsed': { uses: ['others'], fixed: true, pushed: true },
  'human.back': { fixed: true, pushed: true },
  'result.asq.yes': { fixed: true },
  'result.asq.no': { fixed: true },
  'result.phq9.minimal': {},
  'result.phq9.mild': {},
  'result.phq9.moderate': {},
  'result.phq9.severe': {},
  'result.sgds.ok': {},
  'result.sgds.watch': {},
  'result.sgds.low': {},
  'result.sgds.severe': {},
  'result.part': {},
  'result.note': { fixed: true },
  'next.low': { uses: ['again'] },
  'next.watch': {},
  'next.mid': { choices: ['contact', 'call', 'no'], uses: ['center', 'by'] },
  'next.high': { uses: ['by'], fixed: true },
  'next.high.chat': { uses: ['by'], fixed: true },
  'needs.ask': { choices: ['money', 'work', 'health', 'lonely', 'family', 'home', 'none'] },
  'needs.done': {},
  'again.ask': { choices: ['yes', 'no'], uses: ['again'] },
  'again.done': {},
  'again.due': { uses: ['center'], pushed: true },
  youth: {},
  outside: { uses: ['area'] },
  end: {},
  'end.messenger': {},
  'end.web': {},
  help: { uses: ['center', 'phone', 'hours'], fixed: true },
  pause: {},
  resume: { choices: ['resume', 'restart', 'stop'] },
  'resume.old': { choices: ['restart', 'human'] },
  'resume.case': { choices: ['show', 'restart'], uses: ['center'], pushed: true },
  'back.alarm': { fixed: true },
  stop: { fixed: true },
  'stop.open': { fixed: true },
  unclear: {},
  'unclear.2': {},
  media: {},
  stale: {},
  error: { fixed: true },
  lost: { fixed: true },
  rate: { fixed: true },
  busy: { fixed: true },
  'delete.ask': { choices: ['delete', 'keep'], fixed: true },
  'delete.done': { fixed: true },
  'delete.open': { uses: ['by'], fixed: true },
  'delete.soon': { fixed: true, pushed: true },
  'delete.late': { uses: ['center', 'phone'], fixed: true, pushed: true },
  yes: {},
  no: {},
  skip: {},
  'ui.leave': {},
  'ui.larger': {},
  'ui.listen': {},
  'ui.call': {},
  'ui.carry': {},
  'ui.back': {},
  'ui.repeat': {},
  'ui.pause': {},
  'ui.stop': {},
  'ui.restart': {},
  'ui.counsellor': {},
  'ui.help': {},
  'ui.menu': {},
} as const satisfies Record<string, Spec>;

type Specs = typeof spec;
export type TextKey = keyof Specs;
export const textKeys = Object.keys(spec) as readonly TextKey[];

/** Ids a resident can choose under a text; never for a text without choices. */
export type ChoiceOf<Key extends TextKey> = Key extends TextKey
  ? Specs[Key] extends { readonly choices: readonly (infer Id extends string)[] }
    ? Id
    : never
  : never;
type UsedBy<Key extends TextKey> = Key extends TextKey
  ? Specs[Key] extends { readonly uses: readonly (infer Name extends string)[] }
    ? Name
    : never
  : never;

/** Facts of the centre, the roster or the moment, already in words: `hours` "평일 9~18시", `by` "오늘 오후 6시",
 *  `retention` "1년", `n` 3. What is not known is left out. */
export type Variables = { readonly [Name in UsedBy<TextKey>]?: string | number | undefined };

/** One language: a missing text or choice does not compile. */
export type Texts = {
  readonly [Key in TextKey]: [ChoiceOf<Key>] extends [never]
    ? string
    : { readonly text: string; readonly choices: { readonly [Id in ChoiceOf<Key>]: string } };
};

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type TextIn<Entry> = Entry extends { readonly text: infer Text } ? Text : Entry;
type Stray<Key extends TextKey, Entry> = Exclude<Placeholders<TextIn<Entry>>, UsedBy<Key>>;

/** A language whose texts hold only the values their key may use; the error names the stray one. */
export type Sound<T> = {
  readonly [Key in keyof T]: Key extends TextKey
    ? [Stray<Key, T[Key]>] extends [never]
      ? unknown
      : { readonly stray: Stray<Key, T[Key]> }
    : never;
};

const languages: Readonly<Record<Lang, Texts>> = { ko, en };

/** Safety texts: no release changes one without a clinical lead's signature. */
export const fixed: readonly TextKey[] = textKeys.filter((key) => 'fixed' in spec[key]);
/** Texts that may reach a lock screen. */
export const pushed: readonly TextKey[] = textKeys.filter((key) => 'pushed' in spec[key]);

/** Values a text may hold. */
export function uses(key: TextKey): readonly string[] {
  const one: Spec = spec[key];
  return one.uses ?? [];
}

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(spec, key);

/** A text in words. A bracket group with an unknown value goes, else the sentence or line with it; nothing else does.
 *  Empty when nothing is left: such a text is not sent (`wait.time` without a measured time). */
export function render(lang: Lang, key: TextKey, variables: Variables = {}): string {
  const entry = languages[lang][key];
  return fill(typeof entry === 'string' ? entry : entry.text, variables);
}

/** What can be chosen under a text, in the order shown; empty for a text without choices. Answers to an instrument's
 *  items come from the instrument (`answersTo`), with `skip` after them. */
export function choices(lang: Lang, key: TextKey): { value: string; label: string }[] {
  const entry = languages[lang][key];
  if (typeof entry === 'string') return [];
  const labels: Readonly<Record<string, string>> = entry.choices;
  return idsOf(key).map((value) => ({ value, label: labels[value] ?? value }));
}

/** A text and its choices as one string, for hashing what was shown: text, then a line per choice, NFC. */
export const canonical = (lang: Lang, key: TextKey, variables: Variables = {}): string =>
  [render(lang, key, variables), ...choices(lang, key).map(({ label }) => `▸ ${label}`)].join('\n').normalize('NFC');

/** The consent as this resident saw it, bubble by bubble, for hashing. minor: 14–18. */
export const consentText = (lang: Lang, minor: boolean, variables: Variables): string =>
  (minor
    ? (['consent.human', 'consent.minor', 'consent.screen'] as const)
    : (['consent.human', 'consent.screen'] as const)
  )
    .map((key) => canonical(lang, key, variables))
    .join('\n\n');

/** Whether a text may begin on a lock screen: its first 40 characters say nothing of death, harm, danger or illness.
 *  A centre's own name is not judged: the account already carries it. */
export const neutralAtFirstSight = (text: string): boolean =>
  !/자살|죽|목숨|해치|위험|우울|109|119|suicid|dying|\bdie|\bdead|\bkill|\bharm|danger|depress/iu.test(
    [...text].slice(0, 40).join(''),
  );

/** Changes with any letter of any text, choice or their order: `ko-1a2b3c4d`. Tells versions apart; it is no seal. */
export const wordingVersion: Readonly<Record<Lang, string>> = { ko: versionOf('ko'), en: versionOf('en') };

function versionOf(lang: Lang): string {
  const table = textKeys.map((key) => [key, languages[lang][key], idsOf(key)]);
  return `${lang}-${fnv1a(JSON.stringify(table)).toString(16).padStart(8, '0')}`;
}

function idsOf(key: TextKey): readonly string[] {
  const one: Spec = spec[key];
  return one.choices ?? [];
}

/** A text with its values put in. */
export function fill(text: string, variables: Variables): string {
  if (!/[[{]/.test(text)) return text;
  return chosen(text, variables)
    .replace(/\{(\w+)\}/g, (_, name: string) => String(variables[name as keyof Variables]))
    .trim();
}

/** What of a text is said depends on which of its values are known, and on nothing else: it is worked out once for each such set. */
const choicesOf = new Map<string, { names: readonly string[]; byKnown: Map<string, string> }>();

function chosen(text: string, variables: Variables): string {
  let one = choicesOf.get(text);
  if (!one) {
    one = { names: [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name))], byKnown: new Map() };
    choicesOf.set(text, one);
  }
  let known = '';
  for (const name of one.names) known += variables[name as keyof Variables] === undefined ? '0' : '1';
  const before = one.byKnown.get(known);
  if (before !== undefined) return before;
  const made = withoutLacking(text, new Set(one.names.filter((_, at) => known[at] === '1')));
  one.byKnown.set(known, made);
  return made;
}

/** Of every group the first alternative that lacks nothing, and only sentences that lack nothing. */
function withoutLacking(text: string, known: ReadonlySet<string>): string {
  const lacks = (part: string) => [...part.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => !known.has(name));
  let open = text;
  // Innermost first, so that a group inside a group can go alone.
  for (let before = ''; before !== open; ) {
    before = open;
    open = open.replace(/\[([^[\]]*)\]/g, (_, group: string) => group.split('|').find((one) => !lacks(one)) ?? '');
  }
  return open
    .split(/(?<=[.?!]\s)|(?<=\n)/)
    .filter((sentence) => !lacks(sentence))
    .join('');
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
