/** Finds words of risk in what a resident wrote: recall first, fixed words, no model.
 *
 *  fold → copies (spaces, punctuation, zero-width gone; jamo composed; noise between syllables gone; digits for letters) → hits of
 *  both lexicons → masks drop the hits that begin in a harmless word → the words around a hit lower it, or not → the strongest stays.
 *  Every step is linear: bounded patterns, bounded context, bounded length. The rows are in lexicon.ko.ts and lexicon.en.ts. */
import type { Context, Entry, Lexicon, RiskClass } from './lexicon.ts';
import { en } from './lexicon.en.ts';
import { ko } from './lexicon.ko.ts';

export interface Risk {
  level: 'crisis' | 'check' | 'none';
  /** P0: present tense and plan, means, act or intent now. P1: any other crisis. P2: check. */
  priority: 'P0' | 'P1' | 'P2' | null;
  /** Whose risk the words speak of. */
  about: 'self' | 'other';
  /** Entry id and what changed its weight: `ko.wish.want-die/negated`. Safe to log; the text is not. */
  rule: string | null;
  /** [start, end) in UTF-16 units of the newest text, as it was given. */
  span: [number, number] | null;
}

/** Longer texts are read at both ends only; 12,000 letters cover every channel's own limit. */
export const readAtEachEnd = 6_000;
/** How many of the last messages are joined, and how much of each side of the seam is read for a phrase sent in pieces. */
const piecesJoined = 6;
const seamLetters = 60;
const contextLetters = 40;
const laterLetters = 60;

const calm: Risk = { level: 'none', priority: null, about: 'self', rule: null, span: null };

/** Says whether a text speaks of suicide, self-harm or danger, how urgently, and whose.
 *  text: raw, any length, any code units. recent: the same person's earlier messages, oldest first; only a phrase that began there and
 *  ends in `text` is added, so an old message never rings again, and never weakens what `text` says alone.
 *  Never throws. Rules: clinical facts, detector table (direct, spacing, euphemism, plan, negation, past, other person, idiom, work). */
export function detect(text: string, recent: readonly string[] = []): Risk {
  const alone = fastest(ends(text));
  if (recent.length === 0 || alone.priority === 'P0') return alone;
  return stronger(alone, acrossSeam(text, recent));
}

/** The more urgent of two; of equals the one about the person themself, else the first. */
export function stronger(a: Risk, b: Risk): Risk {
  const difference = rank(a) - rank(b);
  return difference > 0 || (difference === 0 && a.about === 'other' && b.about === 'self' && b.rule !== null) ? b : a;
}

const rank = (risk: Risk): number => (risk.priority === null ? 3 : Number(risk.priority[1]));

// === Reading a text

/** A text as the patterns meet it. For each letter: where it came from, and what stood before it. */
interface Copy {
  letters: string;
  from: number[];
  to: number[];
  /** 0 joined to the letter before, 1 apart from it, 2 first of a sentence. */
  gap: number[];
}

interface Piece {
  text: string;
  /** Where `text` begins in the message as given. */
  offset: number;
}

function ends(text: string): Piece[] {
  if (text.length <= 2 * readAtEachEnd) return [{ text, offset: 0 }];
  const offset = text.length - readAtEachEnd;
  return [{ text: text.slice(0, readAtEachEnd), offset: 0 }, { text: text.slice(offset), offset }];
}

function fastest(pieces: Piece[]): Risk {
  let worst = calm;
  for (const { text, offset } of pieces) {
    const found = read(text, calmSeam);
    if (found.span !== null) found.span = [found.span[0] + offset, found.span[1] + offset];
    worst = stronger(worst, found);
  }
  return worst;
}

const calmSeam = -1;

function acrossSeam(text: string, recent: readonly string[]): Risk {
  const before = recent.slice(-piecesJoined).map((piece) => piece.slice(-seamLetters)).join(' ').slice(-2 * seamLetters);
  if (before === '') return calm;
  const seam = before.length + 1;
  const found = read(`${before} ${text.slice(0, 2 * seamLetters)}`, seam);
  if (found.span !== null) found.span = [0, found.span[1] - seam];
  return found;
}

/** seam: only hits that begin before this place and end after it count; -1 for all. */
function read(text: string, seam: number): Risk {
  const plain = fold(text);
  if (plain.letters === '') return calm;
  let worst = search(text, plain, seam);
  for (const copy of others(text, plain)) {
    if (worst.priority === 'P0' && worst.about === 'self') break;
    worst = stronger(worst, search(text, copy, seam));
  }
  return worst;
}

const enum_gap = { joined: 0, apart: 1, sentence: 2 } as const;
