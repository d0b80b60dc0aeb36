/** The shape of what the risk detector knows. Data only: the rows are in lexicon.ko.ts and lexicon.en.ts, the reading in safety.ts.
 *
 *  Patterns are regular expressions written as properly spelt, lower-case text *without spaces or punctuation*, because they meet
 *  the copy of the message from which those were taken out. The spelling table widens them to what people type. Only bounded
 *  repetition is allowed (`?`, `{0,n}`), so that reading a message costs a fixed number of steps per letter; a test holds this. */
import type { Lang } from './protocol.ts';

/** What a hit speaks of; the class decides how urgent `crisis` is and how the words around it may lower it. */
export const riskClasses = [
  /** Wants to be dead, in plain words. */
  'wish',
  /** The same in other words: to vanish, not to wake, no reason to live, a burden. */
  'euphemism',
  /** Says that they will. */
  'intent',
  /** Prepares: notes, ways, stores. */
  'plan',
  /** Names a means at hand. */
  'means',
  /** Is doing it, or is at the place. */
  'act',
  /** Says that they are in danger. */
  'danger',
  /** Begs for their life: urgent, but of unclear danger. */
  'plea',
  /** Has tried; when, the words around it tell. */
  'attempt',
  /** Hurting oneself. */
  'harm',
  'farewell',
  /** The word alone, with nobody's wish attached. */
  'mention',
  'distress',
  /** Towards others. */
  'violence',
] as const;
export type RiskClass = (typeof riskClasses)[number];

/** Where a row comes from and who has looked at it. `rules`: the detector table given to us by clinical work (design checked against a
 *  public source); `usage`: spoken and written usage collected by ourselves, not validated. No validated public lexicon was found.
 *  `review` stays `pending` until a centre's clinical lead has signed; it is never set by a program. */
export interface Provenance {
  from: 'rules' | 'usage';
  review: 'pending' | { by: string; on: string };
}

export interface Entry {
  /** `ko.wish.want-die`: language, class, name; stable, because logs and cases keep it. */
  id: string;
  class: RiskClass;
  level: 'crisis' | 'check';
  pattern: string;
  example: string;
  provenance: Provenance;
  /** The words themselves say that it is someone else's risk. */
  about?: 'other';
  /** The letters also occur inside or across harmless words ("혼자 살", "diet"), so the hit must begin (`start`), or begin and end
   *  (`both`), where a word does. */
  edge?: 'start' | 'both';
  /** Only for `check`: words of the same sentence with which it is harmless after all. For rows so broad that no mask could follow
   *  them; whatever is said in plain words has a row of its own, and that one still rings. */
  unless?: string;
}

/** Harmless words that look like risk. A mask covers its own span only: a hit is dropped when it *begins* inside one. So a mask must
 *  not swallow anything of any length, and it ends where a sentence does; what has to stand around it goes into a lookahead or lookbehind. */
export interface Mask {
  id: string;
  class: 'idiom' | 'homograph' | 'title' | 'work';
  pattern: string;
  example: string;
  provenance: Provenance;
  /** Its letters must stand together up to where the hit begins: 자유서 is harmless, "가자 유서 썼어" is not. */
  fused?: true;
}

/** Grammar that changes what a hit means. `before` patterns meet the 40 letters before a hit within its sentence, `after` the 40 after
 *  it, `later` the 60 after it whatever the sentence, `around` all of these together. */
export interface Context {
  /** after/before: plainly denied. Lowers crisis to check. */
  negatedAfter: string;
  negatedBefore: string;
  /** A denial that is itself denied, or that ended: nothing is lowered. */
  doubledAfter: string;
  doubledBefore: string;
  changedLater: string;
  /** It was so, once. */
  pastAfter: string;
  pastBefore: string;
  /** after: the plain past of a wish. Of an act it is no such thing: "약을 먹었어요" is now. */
  pastWish: string;
  /** The hit and a few letters after it: any past form; past when `remote` stands in the sentence. */
  pastForm: string;
  /** after: a past form close by. Turns an intent from P0 into P1 ("죽으려고 했어요": it did not happen, but it was near). */
  pastNear: string;
  remote: string;
  /** later/before: still or lately so, therefore not past … */
  still: string;
  /** … unless it is said to be over. */
  over: string;
  /** around: today, at once. Raises an intent, a wish or harm to P0. */
  soon: string;
  /** around: today, last night, just now. Raises what was tried or done, and an intent that stopped short, to P0. */
  lately?: string;
  /** before: a day, an hour, an occasion; with `announced` (the hit and a few letters after it: a form of the future) it makes of a
   *  wish an announcement, P0. */
  dated?: string;
  announced?: string;
  /** around: now, for someone else's danger. */
  now: string;
  /** before: another person as the subject, anywhere; the same directly before the hit; the writer as the subject. */
  otherSubject: string;
  otherAdjacent: string;
  selfSubject: string;
  /** A whole word before the hit: any subject but the writer and the writer's own mind. Counts only with `reportedBy`. */
  anySubject?: string;
  /** A wish in the plain present can only be the writer's own (Korean 싶다), so another subject before it is not enough. */
  wishIsOwn: boolean;
  /** Reported speech by form alone: directly after the hit, or anywhere in the word the hit ends or the one it is followed by. */
  reported: string;
  reportedWord: string;
  /** after: forms that are reported speech only with another subject before. */
  reportedBy: string;
  /** The same for the rest of the word that the hit is part of. */
  quotedWord?: string;
  /** after: title of a work. `quoted` needs a closing quotation mark before it, `named` does not. */
  workQuoted: string;
  workNamed: string;
}

export interface Lexicon {
  lang: Lang;
  entries: readonly Entry[];
  masks: readonly Mask[];
  /** Proper spelling → pattern of what people type for it. Applied to entries and masks, longest key first. */
  spelling: Readonly<Record<string, string>>;
  /** [what people type, what they mean], for spelling by ear, dialect and mixed scripts: the text itself is read a second time with
   *  these put right, so that one row hears them all. The first that fits at a place counts; what is meant is plain text. */
  respelling?: readonly (readonly [typed: string, meant: string])[];
  /** Words that people write with stars in them ("d*e"), in full. */
  hidden?: readonly string[];
  /** Picture → word of the same number of UTF-16 units. */
  pictures?: Readonly<Record<string, string>>;
  context: Context;
}

export const rules: Provenance = { from: 'rules', review: 'pending' };
export const usage: Provenance = { from: 'usage', review: 'pending' };

/** Alternatives, one to a line. */
export const either = (...patterns: string[]): string => patterns.join('|');
