/** What LINE takes and shows, as numbers with their source: Messaging API reference (REF), developers.line.biz, as gathered in
 *  CHANNELS A2. Text is counted in UTF-16 units, everything on buttons in graphemes. */
import type { Limits } from '../channel.ts';

export const most = {
  /** REF "Send reply message": messages of one call. */
  messages: 5,
  /** "Character counting in a text", UTF-16 units. */
  text: 5_000,
  altText: 1_500,
  /** REF "Quick reply". */
  quickReplies: 13,
  quickLabel: 20,
  /** REF "Postback action". */
  data: 300,
  displayText: 300,
  /** REF "Button": the label of a flex button. */
  flexLabel: 40,
  /** REF "Bubble", bytes of its JSON. */
  bubbleBytes: 30 * 1024,
  /** "Change icon and display name". */
  senderName: 20,
} as const;

/** REF "URI action": what else (sms:) is refused. */
export const uriSchemes: readonly string[] = ['http:', 'https:', 'line:', 'tel:'];

export const limits: Limits = {
  push: 'always',
  answer: 'sent',
  keepsId: true,
  staysOnPhone: true,
  // A webhook that is not answered within 2 s counts as timed out; a body holds up to a hundred events.
  answerWithinMs: 1_000,
  bodyBytes: 2 * 1024 * 1024,
  heardChars: 10_000,
  textChars: 4_000,
  choices: most.quickReplies,
  labelChars: most.quickLabel,
  bubbles: most.messages,
};

/** The whole body is committed by then, or LINE is asked to bring it again. */
export const bodyWithinMs = 1_800;

/** "Reply token": one minute from receipt, "may change without notice". */
export const tokenFreshMs = 50_000;
