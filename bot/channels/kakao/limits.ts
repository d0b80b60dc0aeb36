/** What Kakao takes and shows, as numbers with their source: CHANNELS.md B2 (answer_json_format of kakaobusiness.gitbook.io and
 *  what was measured on a real channel). Lengths are UTF-16 code units, the strictest way of counting. */
import type { Limits } from '../channel.ts';

/** Of one answer. */
export const most = {
  outputs: 3,
  quickReplies: 10,
  /** Of one text card, vertical. */
  buttons: 3,
  /** Not in the official table; beyond it labels are cut on phones. */
  label: 14,
  /** A text card's description without a title. */
  card: 400,
  /** What is longer is folded behind "전체보기". */
  unfolded: 500,
  text: 1_000,
} as const;

export const limits: Limits = {
  push: 'never',
  answer: 'carried',
  keepsId: true,
  staysOnPhone: true,
  // Kakao waits 5 s in all, network and TLS included, and shows nothing of what comes later.
  answerWithinMs: 3_000,
  bodyBytes: 64 * 1024,
  heardChars: 10_000,
  textChars: 4_000,
  choices: most.quickReplies,
  labelChars: most.label,
  bubbles: most.outputs,
};
