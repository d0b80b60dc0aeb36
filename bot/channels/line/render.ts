/** Replies in LINE's form. Pure. What does not fit is parted, never cut: a bubble too long becomes two, and whatever a button
 *  cannot hold stands in the text. */
import type { messagingApi } from '@line/bot-sdk';
import type { Choice, Link, Reply } from '../../../flows/protocol.ts';
import { isKorean } from '../../../flows/reading.ts';
import { most, uriSchemes } from './limits.ts';

export type Message = messagingApi.Message;
type QuickReplyItem = messagingApi.QuickReplyItem;

/** The messages of one turn, as calls of at most five. */
export function render(replies: readonly Reply[]): Message[][] {
  const messages = fitted(replies.flatMap(messagesOf));
  const quick = quickRepliesOf(replies);
  const last = messages.at(-1);
  // LINE shows only those of the last message, and only until anything newer comes.
  if (last && quick.length > 0) last.quickReply = { items: quick };
  return inCalls(messages);
}

/** The same words with nothing but text, a counsellor's name among them: what is sent when LINE refuses the form we gave them. */
export function plainly(replies: readonly Reply[]): Message[][] {
  const texts = replies.flatMap((reply) => {
    const links = reply.type === 'card' ? reply.links.map(({ label, href }) => `${label}: ${href}`) : [];
    const words = reply.type === 'human' ? `${reply.name}: ${reply.text}` : wordsOf(reply);
    return parts([words, ...links].join('\n'));
  });
  return inCalls(fitted(texts.map(textMessage)));
}

function messagesOf(reply: Reply): Message[] {
  if (reply.type === 'card') return cardOf(reply);
  if (reply.type !== 'human') return parts(wordsOf(reply)).map(textMessage);
  const sender = senderOf(reply.name);
  return parts(wordsOf(reply)).map((text) => (sender ? { ...textMessage(text), sender } : textMessage(text)));
}

/** All a reply says, with the numbers of its choices: LINE on a computer shows no quick replies, and those of a phone are gone
 *  with the next message. A counsellor's name stands in the text where it cannot stand above it. */
function wordsOf(reply: Reply): string {
  if (reply.type === 'ask') return [reply.text, ...listed(reply.choices, reply.expects)].join('\n');
  if (reply.type === 'human' && !senderOf(reply.name)) return `${reply.name}: ${reply.text}`;
  return reply.text;
}

/** Where digits are to be written, a number is no choice. */
const listed = (choices: readonly Choice[], expects: 'phone' | undefined): string[] =>
  choices.length === 0
    ? []
    : ['', ...choices.map(({ label }, at) => (expects === 'phone' ? `· ${label}` : `${at + 1}. ${label}`))];

const textMessage = (text: string): Message => ({ type: 'text', text });

/** LINE refuses names that hold its own. */
function senderOf(name: string): { name: string } | null {
  const shown = name.trim();
  return shown === '' ||
    (shown.length > most.senderName && graphemes(shown).length > most.senderName) ||
    /line/i.test(shown)
    ? null
    : { name: shown };
}

// === Buttons under a question

function quickRepliesOf(replies: readonly Reply[]): QuickReplyItem[] {
  const question = replies.findLast((reply) => reply.type === 'ask');
  if (!question) return [];
  const items = question.choices.map(({ id, label }): QuickReplyItem => {
    // Bound to conversation and question: an old one is known for what it is. What does not fit a button can be typed.
    const action = {
      type: 'postback',
      label: shortened(label, most.quickLabel),
      data: id,
      displayText: shortened(label, most.displayText),
    };
    return { type: 'action', action } as QuickReplyItem;
  });
  const back = (question.progress?.at ?? 1) > 1 ? [backOf(question.text)] : [];
  return [...items.slice(0, most.quickReplies - back.length), ...back];
}

/** The command, in the words of the language the question is in. */
function backOf(text: string): QuickReplyItem {
  const word = isKorean(text) ? '이전' : 'Back';
  return { type: 'action', action: { type: 'message', label: word, text: word } } as QuickReplyItem;
}

// === Cards

type Card = Extract<Reply, { type: 'card' }>;

/** Words and phone buttons in one bubble that stays. Longer than a bubble may be, the words stand before it. */
function cardOf(card: Card): Message[] {
  const links = card.links.filter(({ href }) => uriSchemes.includes(URL.parse(href)?.protocol ?? ''));
  if (links.length === 0) return parts(card.text).map(textMessage);
  const whole = flexOf(card, card.text.split(/\n{2,}/), links);
  if (Buffer.byteLength(JSON.stringify(whole.contents)) <= most.bubbleBytes) return [whole];
  return [...parts(card.text).map(textMessage), flexOf(card, [], links)];
}

function flexOf({ kind, text }: Card, paragraphs: readonly string[], links: readonly Link[]): messagingApi.FlexMessage {
  const body = paragraphs
    .filter((one) => one.trim() !== '')
    .map((one) => ({ type: 'text', text: one, wrap: true, size: 'md' }));
  const buttons = links.map(({ label, href }, at) => ({
    type: 'button',
    height: 'sm',
    ...(at === 0 ? { style: 'primary', color: kind === 'crisis' ? '#b3141f' : '#0d655d' } : { style: 'secondary' }),
    action: { type: 'uri', label: shortened(label, most.flexLabel), uri: href },
  }));
  const box = (contents: readonly object[]) => ({ type: 'box', layout: 'vertical', spacing: 'md', contents });
  const contents = {
    type: 'bubble',
    ...(body.length > 0 ? { body: box(body) } : {}),
    footer: box(buttons),
  } as messagingApi.FlexBubble;
  // What a lock screen and the list of chats show; the whole text stands in the bubble.
  return { type: 'flex', altText: within(text, most.altText), contents };
}

// === Lengths

const segments = new Intl.Segmenter('ko', { granularity: 'grapheme' });
const graphemes = (text: string): string[] => Array.from(segments.segment(text), ({ segment }) => segment);

/** A label of at most `max` graphemes; cut it ends with a sign of it. The whole of it stands in the text. */
function shortened(label: string, max: number): string {
  // Never more letters than units: most labels need no counting, which is slow.
  if (label.length <= max) return label;
  const letters = graphemes(label);
  return letters.length <= max ? label : `${letters.slice(0, max - 1).join('')}…`;
}

/** The beginning of at most `max` UTF-16 units, cut between letters. */
function within(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const letter of graphemes(text)) {
    if (kept.length + letter.length > max) break;
    kept += letter;
  }
  return kept;
}

/** A text as pieces LINE takes whole, parted at a line, a sentence or a space, else between letters; nothing is lost but the
 *  space at a joint. Blank text is no message. */
function parts(text: string): string[] {
  const rest = text.trim();
  if (rest === '') return [];
  if (rest.length <= most.text) return [rest];
  const head = within(rest, most.text);
  const joint = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('. ') + 1, head.lastIndexOf(' '));
  const cut = joint > most.text / 2 ? joint : head.length;
  return [rest.slice(0, cut).trimEnd(), ...parts(rest.slice(cut))];
}

/** Plain texts that follow each other share a message where there would be more than one call takes. */
function fitted(messages: readonly Message[]): Message[] {
  const kept = [...messages];
  for (let at = 0; kept.length > most.messages && at + 1 < kept.length; ) {
    const [one, next] = [kept[at], kept[at + 1]];
    const isPlain = one?.type === 'text' && next?.type === 'text' && !('sender' in one) && !('sender' in next);
    const text = isPlain ? `${(one as { text: string }).text}\n\n${(next as { text: string }).text}` : '';
    if (isPlain && text.length <= most.text) kept.splice(at, 2, textMessage(text));
    else at += 1;
  }
  return kept;
}

const inCalls = (messages: readonly Message[]): Message[][] =>
  Array.from({ length: Math.ceil(messages.length / most.messages) }, (_none, at) =>
    messages.slice(at * most.messages, (at + 1) * most.messages),
  );
