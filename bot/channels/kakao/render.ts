/** Replies in Kakao's form: at most three bubbles, buttons that carry their question, no safety text behind a fold. Pure.
 *  What does not fit is arranged, never cut: texts are parted at their own lines, shared bubbles come last, and what is too much
 *  for one answer is shown on a tap. */
import type { Choice, Link, Reply } from '../../../flows/protocol.ts';
import { isKorean } from '../../../flows/reading.ts';
import { most } from './limits.ts';

export interface Button {
  label: string;
  action: 'message' | 'phone' | 'webLink' | 'operator';
  messageText?: string;
  phoneNumber?: string;
  webLinkUrl?: string;
  extra?: object;
}

export type Output = { simpleText: { text: string } } | { textCard: { description: string; buttons: Button[] } };

export interface QuickReply {
  label: string;
  action: 'message';
  messageText: string;
  extra?: object;
}

/** Form 2.0. */
export interface SkillResponse {
  version: '2.0';
  template: { outputs: Output[]; quickReplies?: QuickReply[] };
}

/** Which turn this answers, so that its buttons are known again. */
export interface Mark {
  eventId: string;
  rev: number;
}

/** What a centre has chosen. consultation: help cards with room offer a button to its consultation. */
export interface Style {
  consultation: boolean;
}

/** One bubble: words, with the buttons under them. folds: it may grow longer than what is shown without a tap; only what a counsellor
 *  wrote may, never the program's own words, among which safety texts are. */
interface Bubble {
  text: string;
  buttons: Button[];
  folds: boolean;
}

/** from: bubbles that were shown before, when somebody asked for the rest. */
export function render(
  replies: readonly Reply[],
  { consultation }: Style,
  mark: Mark | null = null,
  from = 0,
): SkillResponse {
  const question = replies.findLast((reply) => reply.type === 'ask');
  // Whatever was late or waits, a crisis card stands first.
  const ordered = [...replies.filter(isCrisis), ...replies.filter((reply) => !isCrisis(reply))];
  const all = ordered.flatMap((reply) => bubblesOf(reply, mark, consultation));
  const { shown, rest } = fitted(all, from);
  const choices = question && !isCard(question) ? question.choices.map((one) => quickOf(one, mark)) : [];
  const back = question && (question.progress?.at ?? 1) > 1 ? [backOf(question.text)] : [];
  const quick = rest > 0 ? [moreOf(rest, mark)] : [...choices.slice(0, most.quickReplies - back.length), ...back];
  return {
    version: '2.0',
    template: {
      outputs: shown.map(outputOf),
      ...(quick.length > 0 ? { quickReplies: quick } : {}),
    },
  };
}

// === Bubbles

export const isCrisis = (reply: Reply): boolean => reply.type === 'card' && reply.kind === 'crisis';

function bubblesOf(reply: Reply, mark: Mark | null, consultation: boolean): Bubble[] {
  switch (reply.type) {
    case 'text':
      return parted(reply.text, most.unfolded).map(words);
    case 'human':
      return parted(`[${reply.name}]\n${reply.text}`, most.unfolded).map((text) => ({ ...words(text), folds: true }));
    case 'card':
      return cardOf(reply, consultation);
    case 'ask':
      return isCard(reply)
        ? [{ text: reply.text, buttons: reply.choices.map((choice) => buttonOf(choice, mark)), folds: false }]
        : parted(withPositions(reply), most.unfolded).map(words);
  }
}

const words = (text: string): Bubble => ({ text, buttons: [], folds: false });

/** A card with its phone buttons under its last words. Numbers no button is left for, and all of them on a PC, which shows no phone
 *  button: they stand in the text. */
function cardOf({ kind, text, links }: Extract<Reply, { type: 'card' }>, consultation: boolean): Bubble[] {
  const operator = consultation && kind === 'help' ? [toConsultation] : [];
  const buttons = [...links.flatMap(linkOf), ...operator].slice(0, most.buttons);
  const unnamed = links.filter((link) => isCall(link) && !text.includes(numberOf(link)));
  const full = [text, ...unnamed.map(withNumber)].join('\n');
  const parts = parted(full, most.card);
  return parts.map((part, at) => ({ ...words(part), buttons: at === parts.length - 1 ? buttons : [] }));
}

/** Opens the centre's own consultation; the resident must tap it, no answer of ours can (CHANNELS B3). */
const toConsultation: Button = { label: '상담원 연결', action: 'operator' };

const withNumber = (link: Link): string =>
  link.label.includes(numberOf(link)) ? link.label : `${link.label} ${numberOf(link)}`;

const isCall = ({ href }: Link): boolean => href.startsWith('tel:');
const numberOf = ({ href }: Link): string => href.slice(href.indexOf(':') + 1);

/** A button can call and open a page; it cannot open a text message: where that helps, the text says so. */
function linkOf(link: Link): Button[] {
  const label = shortened(link.label);
  if (isCall(link)) return [{ label, action: 'phone', phoneNumber: numberOf(link) }];
  return link.href.startsWith('https:') || link.href.startsWith('http:')
    ? [{ label, action: 'webLink', webLinkUrl: link.href }]
    : [];
}

/** Two or three short choices under a short question stay in the talk as buttons; everything else becomes quick replies, which are
 *  gone with the next message. */
const isCard = ({ choices, text }: Extract<Reply, { type: 'ask' }>): boolean =>
  choices.length > 0 &&
  choices.length <= most.buttons &&
  text.length <= most.card &&
  choices.every(({ label }) => label.length <= most.label);

/** Quick replies are not everywhere, and gone after any newer message: the positions that count when typed stand in the text. */
const withPositions = ({ text, choices }: Extract<Reply, { type: 'ask' }>): string =>
  [text, choices.map(({ label }, at) => `${at + 1}. ${label}`).join('\n')].filter((part) => part !== '').join('\n\n');

const extraOf = ({ id }: Choice, mark: Mark | null) => ({ choice: id, ...(mark && { turn: mark.rev }) });

const buttonOf = (choice: Choice, mark: Mark | null): Button => ({
  label: choice.label,
  action: 'message',
  messageText: choice.label,
  extra: extraOf(choice, mark),
});

/** The whole label is what they are shown to have said, also where the button holds its beginning only. */
const quickOf = (choice: Choice, mark: Mark | null): QuickReply => ({
  label: shortened(choice.label),
  action: 'message',
  messageText: choice.label,
  extra: extraOf(choice, mark),
});

/** The command, in the words of the language the question is in; said like any other word. */
function backOf(text: string): QuickReply {
  const word = isKorean(text) ? '이전' : 'Back';
  return { label: word, action: 'message', messageText: word };
}

/** A longer label stands whole in the text, beside its number. */
function shortened(label: string): string {
  if (label.length <= most.label) return label;
  return `${label.slice(0, most.label - 1).trimEnd()}…`;
}

// === Fitting

/** Three bubbles of what is left after `from`; `rest`: from which bubble it goes on, 0 when nothing is left. Ways to make room, the
 *  gentlest first: texts share a bubble, a text goes into the card under it, what a counsellor wrote is folded. */
function fitted(all: readonly Bubble[], from: number): { shown: readonly Bubble[]; rest: number } {
  const left = all.slice(from);
  let bubbles: readonly Bubble[] = left;
  for (const together of [areTexts, isAboveCard, mayFold]) {
    for (
      let next = joined(bubbles, together);
      bubbles.length > most.outputs && next;
      next = joined(bubbles, together)
    ) {
      bubbles = next;
    }
  }
  if (bubbles.length <= most.outputs) return { shown: bubbles, rest: 0 };
  return { shown: left.slice(0, most.outputs), rest: from + most.outputs };
}

type Pair = (one: Bubble, next: Bubble, length: number) => boolean;

const isPlain = ({ buttons }: Bubble): boolean => buttons.length === 0;
const areTexts: Pair = (one, next, length) => isPlain(one) && isPlain(next) && length <= most.unfolded;
const isAboveCard: Pair = (one, next, length) => isPlain(one) && !isPlain(next) && length <= most.card;
const mayFold: Pair = (one, next, length) => one.folds && next.folds && length <= most.text;

/** The first two neighbours that may share a bubble, made one; null where there are none. */
function joined(bubbles: readonly Bubble[], together: Pair): Bubble[] | null {
  for (const [at, one] of bubbles.entries()) {
    const next = bubbles[at + 1];
    const text = `${one.text}\n\n${next?.text}`;
    if (!next || !together(one, next, text.length)) continue;
    const both = { text, buttons: next.buttons, folds: one.folds && next.folds };
    return [...bubbles.slice(0, at), both, ...bubbles.slice(at + 2)];
  }
  return null;
}

/** In both languages: what is under it may be in either. */
const moreLabel = '이어 보기 · More';

const moreOf = (from: number, mark: Mark | null): QuickReply => ({
  label: moreLabel,
  action: 'message',
  messageText: moreLabel,
  ...(mark && { extra: { more: mark.eventId, from } }),
});

function outputOf({ text, buttons }: Bubble): Output {
  if (buttons.length === 0) return { simpleText: { text } };
  return { textCard: { description: text, buttons } };
}

/** A text in parts of at most `length`, broken after a line, else after a sentence, a word, at last between letters. */
export function parted(text: string, length: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > length) {
    const at = breakOf(rest, length);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

const breaks = [/\n\n(?!.*\n\n)/s, /\n(?!.*\n)/s, /[.?!…]\s(?!.*[.?!…]\s)/s, /\s(?!.*\s)/s];

function breakOf(text: string, length: number): number {
  const head = text.slice(0, length);
  for (const last of breaks) {
    const found = last.exec(head);
    // A break in the first third would leave a bubble of a few words.
    if (found && found.index > length / 3) return found.index + found[0].length;
  }
  // Not between the two halves of one character.
  const code = head.charCodeAt(length - 1);
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length;
}
