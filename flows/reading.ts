/** What a text or a tap means where it was said: a choice of the present question, a command, an alarm at an older one. */
import type { Context } from './context.ts';
import type { Command } from './flow.ts';
import { answersTo, parseKey } from './instruments/registry.ts';
import type { Finding, Lang } from './protocol.ts';
import type { Question } from './question.ts';
import type { Risk } from './safety.ts';
import { alarms, findingOf, toldWhenAsked } from './screening.ts';
import { choices, isTextKey } from './wording.ts';

/** Whole messages that are commands; a sentence containing one is not. */
const commands: ReadonlyMap<string, Command> = new Map([
  ['이전', 'BACK'],
  ['뒤로', 'BACK'],
  ['back', 'BACK'],
  ['다시', 'REPEAT'],
  ['repeat', 'REPEAT'],
  ['쉬기', 'PAUSE'],
  ['나중에', 'PAUSE'],
  ['pause', 'PAUSE'],
  ['이어하기', 'RESUME'],
  ['go on', 'RESUME'],
  ['그만', 'STOP'],
  ['그만할래요', 'STOP'],
  ['stop', 'STOP'],
  ['처음', 'RESTART'],
  ['처음으로', 'RESTART'],
  ['start over', 'RESTART'],
  ['시작', 'START'],
  ['start', 'START'],
  ['상담사', 'HUMAN'],
  ['상담원', 'HUMAN'],
  ['counsellor', 'HUMAN'],
  ['도움', 'HELP'],
  ['109', 'HELP'],
  ['119', 'HELP'],
  ['112', 'HELP'],
  ['1388', 'HELP'],
  ['1577-0199', 'HELP'],
  ['help', 'HELP'],
  ['옮기기', 'CARRY'],
  ['move', 'CARRY'],
  ['삭제', 'DELETE'],
  ['delete', 'DELETE'],
]);

/** Choices that mean the same wherever they stand. */
const universal: ReadonlyMap<string, Command> = new Map([
  ['danger', 'DANGER'],
  ['otherDanger', 'OTHER_DANGER'],
  ['human', 'HUMAN'],
  ['worse', 'WORSE'],
  ['help', 'HELP'],
  ['goOn', 'RESUME'],
  ['resume', 'RESUME'],
  ['restart', 'RESTART'],
  ['stop', 'STOP'],
]);

/** A tap on these counts even from an old message. Danger counts from another conversation's button, too: a page left
 *  open through a new session is no reason not to hear it. */
const countsWhenOld: readonly Command[] = ['DANGER', 'OTHER_DANGER', 'HUMAN', 'WORSE', 'HELP'];
const countsFromAnywhere: readonly Command[] = ['DANGER', 'OTHER_DANGER'];

/** A tap that is never too many or too fast: danger, and a person. */
export const countsAlways = (choice: string): boolean => countsWhenOld.some((command) => command === meantBy(choice));

/** Whose danger a tap says by itself, whatever was asked; null: it says none. */
export function dangerIn(choice: string): 'self' | 'other' | null {
  const command = meantBy(choice);
  return command === 'DANGER' ? 'self' : command === 'OTHER_DANGER' ? 'other' : null;
}

const meantBy = (choice: string): Command | undefined => universal.get(choice.slice(choice.lastIndexOf('.') + 1));

/** Questions about danger, by their id: what they are told here may be what somebody must hear at once. */
const ofDanger: ReadonlySet<string> = new Set(['hard.ask', 'check.ask', 'crisis.next']);
export const asksOfDanger = (question: string): boolean => ofDanger.has(question) || findingOf(question, null) !== null;

/** An answer to such a question, of whichever conversation: the choice names it. */
export const answersOfDanger = (choice: string): boolean =>
  asksOfDanger(choiceShape.exec(choice)?.groups?.question ?? '');

/** What a tap says where nothing is known of whoever taps: its choice names question and answer. null: nothing that alarms. */
export function alarmOf(choice: string): Finding | null {
  const { question = '', value = '' } = choiceShape.exec(choice)?.groups ?? {};
  if (question === 'check.ask') return value === 'yes' ? toldWhenAsked : null;
  if (question === 'hard.ask') return value === 'unsure' ? { type: 'unsure' } : null;
  return /^\d$|^skip$/.test(value) ? findingOf(question, value === 'skip' ? null : Number(value)) : null;
}

/** The event a choice of the present question is. Who keeps their record is shown again what was asked before. */
export function chosen({ id }: Question, value: string): { type: Command } | { type: 'ANSWER'; value: string } {
  if (id === 'delete.ask') return { type: value === 'delete' ? 'FORGET' : 'REPEAT' };
  const type = universal.get(value);
  return type ? { type } : { type: 'ANSWER', value };
}

/** The command a whole message is, or null. */
export const commandIn = (text: string): Command | null => commands.get(plain(text)) ?? null;

/** The language words of risk are answered in. Whoever begins with them in English may read neither the greeting nor the [English] below it; once
 *  something was chosen, or said in Korean, the language is theirs. A Korean row finds Hangul that was typed on a Latin keyboard. */
export function languageOf(context: Context, text: string, { rule }: Risk): Lang {
  const begins = isAtStart(context) && !context.carded && !context.speaks;
  return begins && rule?.startsWith('en.') && !isKorean(text) ? 'en' : context.lang;
}

/** Before the first visit. */
export const isAtStart = ({ place, visit }: Context): boolean => place === 'greeting' && visit === 0;
export const isKorean = (text: string): boolean => /\p{Script=Hangul}/u.test(text);

/** A typed answer: the position from 1 as printed, the label, or yes and no in other words where they are what is asked
 *  for. Anything else is not an answer, but where danger is asked about: there it is never only not understood. */
export function typed(question: Question, text: string): string | null {
  const word = plain(text);
  if (/^[1-9]$/.test(word) && question.expects !== 'phone') return question.choices[Number(word) - 1]?.value ?? null;
  const labelled = question.choices.find(({ label }) => isSame(plain(label), word));
  return labelled?.value ?? yesOrNo(question, text) ?? inDoubt(question, text);
}

/** "네" also stands for a label that begins with it: "네, 지금 위험해요". */
function isSame(label: string, word: string): boolean {
  const alike = [word, ...(synonyms.get(word) ?? [])];
  return word !== '' && alike.some((one) => label === one || (yes.includes(one) && label.startsWith(`${one},`)));
}

const yes = ['네', '예', 'yes'];
/** Polite forms of the same word; none of them is an answer to a frequency. */
const synonyms: ReadonlyMap<string, readonly string[]> = new Map([
  ['네', ['예']],
  ['예', ['네']],
  ['아니요', ['아니오']],
  ['아니오', ['아니요']],
  ['아뇨', ['아니요', '아니오']],
]);

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[.!?~…。]+$/u, '');

// === Yes and no in other words

/** Words as `plain` leaves them: ㅇㅇ has other code units then. */
const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split('|').map(plain));

const yesWords = wordsOf('네|예|넵|넹|응|어|엉|ㅇㅇ|네네|그래요|맞아요|그렇습니다|yes|yeah|yep');
const noWords = wordsOf('아니오|아니요|아뇨|아니|아니에요|ㄴㄴ|no|nope');
/** Only where it is asked whether something is there. */
const thereIs = wordsOf('있어요|있습니다');
const thereIsNot = wordsOf('없어요|없습니다');
/** "네 그럴 것 같아요". Not "네 아니에요", "네 모르겠어요", "네 뭐라고요?": those say something else than yes. */
const yesAndMore = /^(?:네|예|응|넵)[\s,]+(?<more>\S.*)$/su;
const saysOtherwise = /아니|아뇨|아녜|없|않|괜찮|모르|글쎄|무슨|뭐|ㄴㄴ|\?|(?:^|\s)안\s|(?:^|[\s,])no\b/u;

/** The two values of a question that is answered with yes or no; null for every other, PHQ-9's items before all. */
function ends({ id, choices: offered }: Question): { yes: string; no: string } | null {
  if (id === 'check.ask') return { yes: 'yes', no: 'no' };
  if (id === 'hard.ask') return { yes: 'danger', no: 'notDanger' };
  if (id === 'wait.worse') return { yes: 'danger', no: 'no' };
  if (id === 'contact.ask') return { yes: 'number', no: 'no' };
  if (id === 'next.mid') return { yes: 'contact', no: 'no' };
  if (id === 'again.ask') return { yes: 'yes', no: 'no' };
  const [first, second] = offered;
  const isYesOrNo = first && second && yesWords.has(plain(first.label)) && noWords.has(plain(second.label));
  return isYesOrNo ? { yes: first.value, no: second.value } : null;
}

function yesOrNo(question: Question, text: string): string | null {
  const between = ends(question);
  if (!between) return null;
  const word = plain(text);
  const isOfBeing = question.id === 'check.ask' || question.id.startsWith('asq/');
  if (yesWords.has(word) || (isOfBeing && thereIs.has(word)) || isYesAndMore(text)) return between.yes;
  return noWords.has(word) || (isOfBeing && thereIsNot.has(word)) ? between.no : null;
}

function isYesAndMore(text: string): boolean {
  const more = yesAndMore.exec(text.normalize('NFKC').trim().toLowerCase())?.groups?.more;
  return more !== undefined && /\p{L}/u.test(more) && !saysOtherwise.test(more) && commandIn(more) === null;
}

/** What denies danger and a wish to die beyond doubt, alone or after a no: "아니요, 괜찮아요". */
const denials = wordsOf(
  '괜찮아|괜찮아요|괜찮습니다|위험하지 않아요|위험하지는 않아요|위험하진 않아요|위험하지 않습니다|안 위험해요|전혀|전혀요|전혀 아니에요|전혀 없어요' +
    '|그렇지 않아요|그렇지는 않아요|그런 건 아니에요|그건 아니에요|그 정도는 아니에요|그럴 생각은 없어요|그런 생각은 없어요|그런 마음은 없어요|없어요|없습니다' +
    "|없어|안 들어|안 들어요|들지 않아요|그런 느낌은 없어요|not in danger|not at all|i'm fine|i am fine|i'm ok|i'm okay|i am okay|i'm not|i am not",
);
const noAndMore = /^(?:아니오|아니요|아뇨|아니|no|nope)[\s,.]+(?<more>\S.*)$/su;
const refusal = /^(?:대?답|말)(?:은|을)?\s?하(?:고\s?싶지\s?않|기\s?싫)/u;

/** Asked whether they are in danger or wish to die, people seldom answer in the words of a button. What is no clear no
 *  counts as the answer that brings a person: "not sure" at the one, "yes" at the other. Without a letter it is no word. */
function inDoubt({ id }: Question, text: string): string | null {
  if (id !== 'hard.ask' && id !== 'check.ask') return null;
  const word = plain(text);
  if (!/\p{L}/u.test(word) || commandIn(text) !== null) return null;
  const more = noAndMore.exec(word)?.groups?.more;
  if (denials.has(word) || (more !== undefined && denials.has(more))) return id === 'hard.ask' ? 'notDanger' : 'no';
  if (id === 'hard.ask') return 'unsure';
  return refusal.test(word) ? 'skip' : 'yes';
}

// === Taps

/** Opaque to the outside; names conversation, visit, question and answer, so that an old tap is known for what it is. */
export const choiceId = ({ tag, visit }: Pick<Context, 'tag' | 'visit'>, question: string, value: string): string =>
  `${tag}.${visit}.${question}.${value}`;

const choiceShape = /^(?<tag>[^.]+)\.(?<visit>\d+)\.(?<question>.+)\.(?<value>[^.]+)$/;

/** What a tap means that is no answer to the present question. `label`: what the button said. */
export interface OldTap {
  event: { type: Command } | { type: 'LATE'; finding: Finding } | { type: 'STALE' };
  label: string | null;
}

export function oldTap(context: Context, choice: string): OldTap {
  const { tag, visit, question = '', value = '' } = choiceShape.exec(choice)?.groups ?? {};
  const isOwn = tag === context.tag;
  const command = universal.get(value);
  const label = labelOf(context, question, value);
  const counts = isOwn ? countsWhenOld : countsFromAnywhere;
  if (command && label !== null && counts.includes(command)) return { event: { type: command }, label };
  const finding = isOwn && Number(visit) === context.visit ? lateAlarm(context, question, value) : null;
  return finding ? { event: { type: 'LATE', finding }, label } : { event: { type: 'STALE' }, label: null };
}

/** An alarming answer tapped at an earlier question of this visit, after another one had been given: it does not change
 *  the answers, but it is heard. The same tap twice is only that. */
function lateAlarm({ answers, item, carded, checked, lang }: Context, question: string, value: string): Finding | null {
  if (question === 'check.ask') {
    return checked && !carded && value === 'yes' ? toldWhenAsked : null;
  }
  const named = parseKey(question);
  const answer = named && answersTo(named.id, named.item, lang).find((one) => String(one.value) === value);
  const given = answers[question];
  if (!answer || !alarms(question, answer.value)) return null;
  if (given ? given[0] === answer.value : question !== item) return null;
  return findingOf(question, answer.value);
}

function labelOf({ lang }: Context, question: string, value: string): string | null {
  if (isTextKey(question)) return choices(lang, question).find((one) => one.value === value)?.label ?? null;
  const named = parseKey(question);
  const answers = named ? answersTo(named.id, named.item, lang) : [];
  return answers.find((one) => String(one.value) === value)?.label ?? null;
}
