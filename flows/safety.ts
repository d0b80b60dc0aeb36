/** Finds words of risk in what a resident wrote: recall first, fixed words, no model.
 *
 *  fold → copies (spaces, punctuation, zero-width gone; jamo composed; noise between syllables gone; digits for letters; Hangul typed
 *  on a Latin keyboard; pictures for words; spelling by ear and dialect put right) → hits of both lexicons → masks drop the hits that begin in a harmless word → the words around a hit lower it, or not → the strongest stays.
 *  Every step is linear: bounded patterns, bounded context, bounded length. The rows are in lexicon.ko.ts and lexicon.en.ts. */
import { en } from './lexicon.en.ts';
import { ko } from './lexicon.ko.ts';
import type { Context, Entry, Lexicon, RiskClass } from './lexicon.ts';

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

/** A longer text is read at both ends only. Every channel's own limit is below 12,000, so nothing real is skipped. */
export const readAtEachEnd = 6_000;

/** How many earlier messages are joined, and how much is read on each side of the seam. */
const piecesJoined = 6;
const seamLetters = 80;
/** A phrase goes on after so many other pieces, or fewer: "죽고", "아니다 됐어요", "싶어요". */
const piecesBetween = 2;
/** How far the words around a hit are read, in letters. */
const contextLetters = 40;
const laterLetters = 60;
/** How many hits of one row are weighed. */
const weighedAtMost = 100;
/** How far after a hit its own ending is looked for. */
const formLetters = 10;

/** Answers by their number, as most are typed in a messenger: no row is about digits alone. */
const onlyDigits = /^[\d\s]*$/;

const calm: Risk = { level: 'none', priority: null, about: 'self', rule: null, span: null };

/** Says whether a text speaks of suicide, self-harm or danger, how urgently, and of whom.
 *  text: raw, of any length, any code units. recent: the same person's earlier messages, oldest first. Only a phrase that began in
 *  `recent` and ends in `text` is added: an old message never rings again, and never weakens what `text` says alone.
 *  Never throws. Source of the classes and their outputs: the clinical detector table; rows carry their provenance. */
export function detect(text: string, recent: readonly string[] = []): Risk {
  const alone = detectAlone(text);
  return recent.length === 0 || isUtmost(alone) ? alone : stronger(alone, detectAcross(recent, text));
}

/** The more urgent of two; of two equally urgent the one about the person themself, else the first. */
export function stronger(a: Risk, b: Risk): Risk {
  const difference = rank(b) - rank(a);
  if (difference !== 0) return difference < 0 ? b : a;
  return a.about === 'other' && b.about === 'self' ? b : a;
}

const ranks = { P0: 0, P1: 1, P2: 2 } as const;
const rank = (risk: Risk): number => (risk.priority === null ? 3 : ranks[risk.priority]);
const isUtmost = (risk: Risk): boolean => risk.priority === 'P0' && risk.about === 'self';

function detectAlone(text: string): Risk {
  if (text.length <= 2 * readAtEachEnd) return detectIn(text, 0, null);
  const tail = text.length - readAtEachEnd;
  return stronger(detectIn(text.slice(0, readAtEachEnd), 0, null), detectIn(text.slice(tail), tail, null));
}

function detectAcross(recent: readonly string[], text: string): Risk {
  let worst = calm;
  for (let between = 0; between <= piecesBetween && between < recent.length; between++) {
    const before = recent
      .slice(0, recent.length - between)
      .slice(-piecesJoined)
      .map((piece) => piece.slice(-seamLetters))
      .join(' ')
      .slice(-seamLetters);
    const joined = `${before} ${text.slice(0, seamLetters)}`;
    worst = stronger(worst, detectIn(joined, -(before.length + 1), before.length));
    if (isUtmost(worst)) break;
  }
  return worst;
}

/** offset: where `text` begins in the message as given. seam: only hits that begin before and end after it count; null for all. */
function detectIn(text: string, offset: number, seam: number | null): Risk {
  if (onlyDigits.test(text)) return calm;
  let worst = calm;
  for (const copy of copies(text)) {
    for (const reader of readers) worst = stronger(worst, search(reader, copy, seam));
    if (isUtmost(worst)) break;
  }
  if (worst.span === null) return worst;
  return { ...worst, span: [Math.max(0, worst.span[0] + offset), worst.span[1] + offset] };
}

// === Copies: what the patterns meet

/** A text without spaces and punctuation. For each letter: where it came from, and what stood before it. */
interface Copy {
  letters: string;
  from: number[];
  to: number[];
  gap: number[];
}

/** Bits of `gap`. */
const apart = 1;
const sentence = 2;
const quote = 4;

const mixedJamo = /[ㄱ-ㅎ][ㅏ-ㅣrl]|[가-힣][ㄱㄴㄷㄹㅁㅂㅅㅈㅌㅍ]/;
const noisySyllables = /[가-힣][^가-힣]{1,4}[가-힣]/;
/** A Latin word with signs in it: su1cide, 5uicidal, ki11, di3. */
const disguisedWord = /[a-z0134578@$!|]{2,}/gi;
const disguise = /[0134578@$!|]/g;
const disguises = '0134578@$!|';
const disguised = 'oieastbasii';
/** d*e, k**l, s_icide: each sign hides one letter. */
const starredWord = /[a-z]{1,8}[*#_%]{1,6}[a-z*#_%]{0,8}[a-z]/gi;

function undisguised(text: string): string {
  return text
    .replace(starredWord, (word) => hiddenWords.find((hidden) => isHiddenIn(word.toLowerCase(), hidden)) ?? word)
    .replace(disguisedWord, (word) => {
      if (!/[a-z]/i.test(word)) return word;
      // What ends a word ends a sentence more often than it stands for a letter.
      const end = word.search(/[@$!|]{1,99}$/);
      return word.replace(disguise, (sign, at: number) =>
        end >= 0 && at >= end ? sign : (disguised[disguises.indexOf(sign)] ?? sign),
      );
    });
}

const isHiddenIn = (word: string, hidden: string): boolean =>
  word.length === hidden.length && [...word].every((letter, at) => letter === hidden[at] || '*#_%'.includes(letter));

/** The plain copy, then those that undo a disguise; only the ones the text calls for. */
function* copies(text: string): Generator<Copy> {
  const seen = text.replace(picture, (sign) => pictures[sign] ?? sign);
  const plain = fold(seen);
  if (plain.letters === '') return;
  yield plain;
  const composed = mixedJamo.test(plain.letters) ? composeJamo(plain) : plain;
  if (composed !== plain) yield composed;
  for (const copy of composed === plain ? [plain] : [plain, composed]) {
    const mended = respelled(copy);
    if (mended !== copy) yield mended;
  }
  if (noisySyllables.test(composed.letters)) yield syllablesOnly(composed);
  const spelled = undisguised(seen);
  if (spelled !== seen) yield fold(spelled);
  if (!latinWord.test(seen)) return;
  const typed = composeJamo(fold(seen.replace(latinLetter, (key) => hangulKey(key))));
  const inHangul = { ...typed, letters: koreanOnly(typed) };
  if (hangulWord.test(inHangul.letters)) yield inHangul;
}

/** NFKC, lower case, accents and look-alikes folded, zero-width and bidi signs, spaces and punctuation out, runs of three or more made one. */
function fold(text: string): Copy {
  const letters: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const gaps: number[] = [];
  let gap = sentence;
  let run = 0;
  const push = (letter: string, start: number, end: number) => {
    // A Latin word may begin with the letter that ended the one before: "will leave". Spelt out letter by letter it is still a run.
    const isNewWord = gap > 0 && gaps.at(-1) === 0 && letter >= 'a' && letter <= 'z';
    run = letter === letters.at(-1) && !isNewWord ? run + 1 : 1;
    if (run === 3) {
      gap |= gaps.at(-1) as number;
      for (const list of [letters, from, to, gaps]) list.pop();
    }
    if (run >= 3) {
      to[to.length - 1] = end;
      // Where a word begins inside the run, one begins at what is left of it: 가목목 목 매고.
      gaps[gaps.length - 1] = (gaps.at(-1) as number) | gap;
    } else {
      letters.push(letter);
      from.push(start);
      to.push(end);
      gaps.push(gap);
    }
    gap = 0;
  };
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (isPlainLetter(code)) {
      push(text[at] as string, at, at + 1);
      at += 1;
    } else if (code < 0x80) {
      if (code >= 0x41 && code <= 0x5a) push(String.fromCharCode(code + 32), at, at + 1);
      else gap |= asciiGap(text, at, code);
      at += 1;
    } else {
      const sign = unusualAt(text, at);
      const end = at + sign.length;
      const folded = foldUnusual(sign);
      if (folded === null) gap |= gapOf(sign);
      else for (const letter of folded) push(letter, at, end);
      at = end;
    }
  }
  return { letters: letters.join(''), from, to, gap: gaps };
}

function add(copy: Copy, letter: string, from: number, to: number, gap: number): void {
  copy.letters += letter;
  copy.from.push(from);
  copy.to.push(to);
  copy.gap.push(gap);
}

/** Hangul syllables, compatibility jamo, a–z, 0–9: already as the patterns want them. */
const isPlainLetter = (code: number): boolean =>
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x3131 && code <= 0x3163);

function asciiGap(text: string, at: number, code: number): number {
  switch (code) {
    case 0x0a: // new line
    case 0x21: // !
    case 0x3f: // ?
      return apart | sentence;
    case 0x2e: // one full stop ends a sentence, several only hesitate
      return text[at + 1] === '.' || text[at - 1] === '.' ? apart : apart | sentence;
    case 0x27: // ' is an apostrophe within a word and a quotation mark after one
      return /[a-z]/i.test(text[at + 1] ?? '') && /[a-z]/i.test(text[at - 1] ?? '') ? 0 : apart | quote;
    case 0x22: // "
    case 0x3e: // >
      return apart | quote;
    default:
      return apart;
  }
}

const isConjoining = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x11ff) || (code >= 0xffa0 && code <= 0xffdc);

const isVowelJamo = (code: number): boolean => (code >= 0x1161 && code <= 0x11a7) || (code >= 0xffc2 && code <= 0xffdc);

/** One code point, or the two or three conjoining jamo of one syllable (as some systems send Hangul). */
function unusualAt(text: string, at: number): string {
  if (!isConjoining(text.charCodeAt(at))) return String.fromCodePoint(text.codePointAt(at) as number);
  if (!isVowelJamo(text.charCodeAt(at + 1))) return text[at] as string;
  for (const length of [3, 2]) {
    const jamo = text.slice(at, at + length);
    if (isConjoining(jamo.charCodeAt(length - 1)) && jamo.normalize('NFKC').length === 1) return jamo;
  }
  return text[at] as string;
}

/** Emoji, general punctuation and broken surrogates need no look at the tables of Unicode. */
const separates = (code: number): boolean =>
  (code >= 0x1f300 && code <= 0x1faff) ||
  (code >= 0xd800 && code <= 0xdfff) ||
  (code >= 0x2010 && code <= 0x2029) ||
  (code >= 0x2030 && code <= 0x205e);
const isUnseen = (code: number): boolean =>
  code === 0xad ||
  code === 0x34f ||
  code === 0x61c ||
  code === 0x115f ||
  code === 0x1160 ||
  code === 0x3164 ||
  code === 0xffa0 ||
  code === 0xfeff ||
  (code >= 0x300 && code <= 0x36f) ||
  (code >= 0x180b && code <= 0x180f) ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  code === 0x2800 ||
  (code >= 0xfe00 && code <= 0xfe0f) ||
  (code >= 0xe0000 && code <= 0xe0fff);
const otherMark = /^[\p{Cf}\p{M}]/u;
const letterOrNumber = /[\p{L}\p{N}]/u;
const quotes = '“”‘’「」『』《》〈〉«»＂＇';
const stops = '。！？．\u2028\u2029';
/** Cyrillic, Greek and odd Latin letters that pass for ours, and what they pass for. */
const lookAlikes = 'аеорсухіѕјкмтпɪıαεικοτυνѡԁһӏłø';
const lookedLike = 'aeopcyxisjkmtniiaeikotuvwdhllo';
/** Some single signs stand for a whole sentence (U+FDFA: 18 letters); nobody hides a word in those. */
const lettersOfOneSign = 4;

/** Letters of one unusual sign; '' when it is not to be seen at all; null when it separates. */
function foldUnusual(sign: string): string | null {
  const code = sign.codePointAt(0) as number;
  if (isUnseen(code)) return '';
  if (separates(code) || quotes.includes(sign)) return null;
  const composed = sign.normalize('NFKC').toLowerCase();
  if (composed.length === 1 && isPlainLetter(composed.charCodeAt(0))) return composed;
  if (otherMark.test(sign)) return '';
  if (composed.length > lettersOfOneSign) return null;
  let letters = '';
  for (const letter of composed) letters += foldLetter(letter);
  return letters === '' ? null : letters;
}

function foldLetter(letter: string): string {
  if (isPlainLetter(letter.charCodeAt(0))) return letter;
  const base = compatibilityJamo(letter.normalize('NFKD')[0] ?? '');
  const seen = (base !== '' && lookedLike[lookAlikes.indexOf(base)]) || base;
  return letterOrNumber.test(seen) ? seen : '';
}

function gapOf(sign: string): number {
  if (quotes.includes(sign)) return apart | quote;
  return stops.includes(sign) ? apart | sentence : apart;
}

// === Jamo

const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const vowels = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
const finals = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';

/** A single conjoining jamo as the key of a keyboard would show it; anything else as it is. */
function compatibilityJamo(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code >= 0x1100 && code <= 0x1112) return initials[code - 0x1100] ?? letter;
  if (code >= 0x1161 && code <= 0x1175) return vowels[code - 0x1161] ?? letter;
  if (code >= 0x11a8 && code <= 0x11c2) return finals[code - 0x11a7] ?? letter;
  return letter;
}

const vowelOf = (letter: string | undefined): number =>
  letter === undefined || letter === '' ? -1 : letter === 'r' ? 0 : letter === 'l' ? 20 : vowels.indexOf(letter);

const joinedVowels: Readonly<Record<string, string>> = {
  ㅗㅏ: 'ㅘ',
  ㅗㅐ: 'ㅙ',
  ㅗㅣ: 'ㅚ',
  ㅜㅓ: 'ㅝ',
  ㅜㅔ: 'ㅞ',
  ㅜㅣ: 'ㅟ',
  ㅡㅣ: 'ㅢ',
};
const joinedFinals: Readonly<Record<string, string>> = {
  ㄱㅅ: 'ㄳ',
  ㄴㅈ: 'ㄵ',
  ㄴㅎ: 'ㄶ',
  ㄹㄱ: 'ㄺ',
  ㄹㅁ: 'ㄻ',
  ㄹㅂ: 'ㄼ',
  ㄹㅅ: 'ㄽ',
  ㄹㅌ: 'ㄾ',
  ㄹㅍ: 'ㄿ',
  ㄹㅎ: 'ㅀ',
  ㅂㅅ: 'ㅄ',
};

/** ㅈㅏㅅㅏㄹ, ㅈr살, 주ㄱ고, ㅇㅓㅂㅅㄷㅏ: jamo typed apart become syllables. */
function composeJamo(plain: Copy): Copy {
  const copy: Copy = { letters: '', from: [], to: [], gap: [] };
  const { letters } = plain;
  for (let at = 0; at < letters.length; ) {
    const start = at;
    let code = letters.charCodeAt(at);
    const initial = initials.indexOf(letters[at] as string);
    const vowel = initial < 0 ? -1 : vowelOf(letters[at + 1]);
    if (vowel >= 0) {
      const joined = joinedVowels[`${letters[at + 1]}${letters[at + 2]}`];
      code = 0xac00 + (initial * 21 + (joined === undefined ? vowel : vowels.indexOf(joined))) * 28;
      at += joined === undefined ? 1 : 2;
    }
    const isOpen = code >= 0xac00 && code <= 0xd7a3 && (code - 0xac00) % 28 === 0;
    const final = isOpen && letters[at + 1] !== undefined ? finals.indexOf(letters[at + 1] as string) : -1;
    if (final > 0 && vowelOf(letters[at + 2]) < 0) {
      const joined = joinedFinals[`${letters[at + 1]}${letters[at + 2]}`];
      const isJoined = joined !== undefined && vowelOf(letters[at + 3]) < 0;
      code += isJoined ? finals.indexOf(joined) : final;
      at += isJoined ? 2 : 1;
    }
    add(
      copy,
      String.fromCharCode(code),
      plain.from[start] as number,
      plain.to[at] as number,
      plain.gap[start] as number,
    );
    at += 1;
  }
  return copy;
}

/** 자1살, 죽고ㅠㅠ싶어: only the syllables. */
function syllablesOnly(plain: Copy): Copy {
  const copy: Copy = { letters: '', from: [], to: [], gap: [] };
  let gap = 0;
  for (let at = 0; at < plain.letters.length; at++) {
    const letter = plain.letters[at] as string;
    gap |= plain.gap[at] as number;
    if (letter < '가' || letter > '힣') continue;
    add(copy, letter, plain.from[at] as number, plain.to[at] as number, gap);
    gap = 0;
  }
  return copy;
}

// === Other keyboards, pictures, spelling by ear

const latinWord = /[a-z]{4}/i;
const latinLetter = /[a-z]/gi;
const looseJamo = /[ㄱ-ㅣ]/g;
const hangulWord = /[가-힣]{2}/;
/** In place of a letter that belongs to no syllable: it must neither match nor bring its neighbours together. */
const notALetter = '_';
const keys = 'qwertyuiopasdfghjklzxcvbnm';
const onKeys = 'ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ';
const shifted: Readonly<Record<string, string>> = { Q: 'ㅃ', W: 'ㅉ', E: 'ㄸ', R: 'ㄲ', T: 'ㅆ', O: 'ㅒ', P: 'ㅖ' };

/** What the key of a Latin letter gives on a Korean keyboard. */
const hangulKey = (key: string): string => shifted[key] ?? (onKeys[keys.indexOf(key.toLowerCase())] as string);

/** Korean typed with the Latin keyboard makes whole syllables; a word that falls into loose jamo was Latin after all. */
function koreanOnly(typed: Copy): string {
  let letters = '';
  for (let at = 0; at < typed.letters.length; ) {
    const end = firstGap(typed, at + 1, typed.letters.length, apart | sentence);
    const word = typed.letters.slice(at, end).replace(looseJamo, notALetter);
    const loose = word.split(notALetter).length - 1;
    letters += 2 * loose > word.length ? notALetter.repeat(word.length) : word;
    at = end;
  }
  return letters;
}

const lexicons: readonly Lexicon[] = [ko, en];
const pictures: Readonly<Record<string, string>> = Object.assign({}, ...lexicons.map((lexicon) => lexicon.pictures));
const hiddenWords = lexicons.flatMap(({ hidden }) => hidden ?? []);
const picture = new RegExp(Object.keys(pictures).join('|') || '(?!)', 'gu');
const respellings = lexicons.flatMap(({ respelling }) => respelling ?? []);
const respelling = new RegExp(respellings.map(([typed]) => `(${typed})`).join('|') || '(?!)', 'g');
/** Every row needs a letter around or in it: a typed "1" is spelt right, and the rows are many. */
const letter = /\p{L}/u;
/** One mending may make room for another: 주거뿔란다, 죽어뿔란다, 죽어버릴란다. */
const respelledAtMost = 3;

/** 업서지고 십다, 죽어뿌까, 죽go: as if spelt by the book. The same copy when there is nothing to mend. */
function respelled(copy: Copy): Copy {
  if (!letter.test(copy.letters)) return copy;
  let mended = copy;
  for (let round = 0; round < respelledAtMost; round++) {
    const next = mendOnce(mended);
    if (next === mended) break;
    mended = next;
  }
  return mended;
}

function mendOnce(copy: Copy): Copy {
  const mended: Copy = { letters: '', from: [], to: [], gap: [] };
  let at = 0;
  const keepTo = (end: number) => {
    for (; at < end; at++)
      add(mended, copy.letters[at] as string, copy.from[at] as number, copy.to[at] as number, copy.gap[at] as number);
  };
  for (const match of copy.letters.matchAll(respelling)) {
    const end = match.index + match[0].length;
    const meant = respellings[match.findIndex((group, place) => place > 0 && group !== undefined) - 1]?.[1];
    if (meant === undefined || match[0] === meant) continue;
    if (firstGap(copy, match.index + 1, end, sentence) < end) continue;
    keepTo(match.index);
    // Letter for letter while both last; what is left over belongs to the last letter.
    const [from, to] = [copy.from[at] as number, copy.to[end - 1] as number];
    for (let place = 0; place < meant.length; place++) {
      const gap = at + place < end ? (copy.gap[at + place] as number) : 0;
      add(mended, meant[place] as string, from, to, gap);
    }
    at = end;
  }
  if (mended.letters === '' && at === 0) return copy;
  keepTo(copy.letters.length);
  return mended;
}

// === Readers: the lexicons, compiled once

interface Row {
  entry: Entry;
  pattern: RegExp;
  unless: RegExp | null;
}
interface Reader {
  /** A letter without which none of its rows can match. */
  script: RegExp;
  rows: Row[];
  masks: { pattern: RegExp; fused: boolean }[];
  context: Required<Record<Exclude<keyof Context, 'wishIsOwn'>, RegExp>>;
  wishIsOwn: boolean;
}

const hangul = /[가-힣ㄱ-ㅣ]/;

function compile({ entries, masks, spelling, context }: Lexicon): Reader[] {
  const keys = Object.keys(spelling).sort((a, b) => b.length - a.length);
  const written = keys.length === 0 ? /(?!)/g : new RegExp(keys.join('|'), 'g');
  const widen = (pattern: string) => pattern.replace(written, (word) => spelling[word] ?? word);
  const { wishIsOwn, ...grammar } = context;
  const shared = {
    masks: masks.map(({ pattern, fused }) => ({ pattern: new RegExp(widen(pattern), 'g'), fused: fused === true })),
    context: Object.fromEntries(
      Object.entries({
        lately: '(?!)',
        dated: '(?!)',
        announced: '(?!)',
        anySubject: '(?!)',
        quotedWord: '(?!)',
        ...grammar,
      }).map(([name, source]) => [name, new RegExp(source)]),
    ) as Reader['context'],
    wishIsOwn,
  };
  // Hangul and Latin rows apart: a text without one script skips its rows at once.
  const scripts = [
    entries.filter((entry) => hangul.test(entry.pattern)),
    entries.filter((entry) => !hangul.test(entry.pattern)),
  ];
  return scripts
    .filter((rows) => rows.length > 0)
    .map((rows) => ({
      ...shared,
      script: rows.every((entry) => hangul.test(entry.pattern)) ? hangul : /[a-z]/,
      rows: rows.map((entry) => ({
        entry,
        pattern: new RegExp(widen(entry.pattern), 'g'),
        unless: entry.unless === undefined ? null : new RegExp(entry.unless, 'g'),
      })),
    }));
}

const readers = lexicons.flatMap(compile);

// === Search

function search(reader: Reader, copy: Copy, seam: number | null): Risk {
  let worst = calm;
  if (!reader.script.test(copy.letters)) return worst;
  // Most messages meet no row at all, and then no mask is wanted. Row by row is faster than all in one pattern.
  let masked: Int32Array | null = null;
  for (const { entry, pattern, unless } of reader.rows) {
    let weighed = 0;
    pattern.lastIndex = 0;
    for (;;) {
      if (entry.level === 'check' && worst.priority !== null && (worst.about === 'self' || unless !== null)) break;
      const match = pattern.exec(copy.letters);
      if (match === null) break;
      const start = match.index;
      const end = start + match[0].length;
      masked ??= maskReach(reader, copy);
      if ((masked[start] as number) > start || !standsAlone(entry, copy, start, end)) {
        pattern.lastIndex = start + 1;
        continue;
      }
      const span: [number, number] = [copy.from[start] as number, copy.to[end - 1] as number];
      if (seam !== null && (span[0] >= seam || span[1] <= seam)) continue;
      weighed += 1;
      if (weighed > weighedAtMost) {
        worst = stronger(worst, atItsWord(entry, span));
        break;
      }
      if (unless !== null && isElsewhere(unless, copy, start, end)) continue;
      worst = stronger(worst, weigh(reader, entry, copy, start, end, span));
      if (isUtmost(worst)) return worst;
    }
  }
  return worst;
}

/** A word of the sentence begins with what makes the row harmless: 가사 stands in "노래 가사", not in "어디론가 사라져". */
function isElsewhere(unless: RegExp, copy: Copy, start: number, end: number): boolean {
  const before = sentenceBefore(copy, start);
  const from = start - before.length;
  const words = before + copy.letters.slice(start, end) + sentenceAfter(copy, end);
  for (const { index } of words.matchAll(unless)) if (isEdge(copy, from + index)) return true;
  return false;
}

/** Said over and over, and each time lowered by the words around it: no longer worth the reading, so it counts unlowered. */
const atItsWord = (entry: Entry, span: [number, number]): Risk => ({
  level: entry.level,
  priority: entry.level === 'crisis' ? 'P1' : 'P2',
  about: entry.about ?? 'self',
  rule: `${entry.id}/repeated`,
  span,
});

/** For each letter: the end of the furthest mask that has begun at or before it. */
function maskReach(reader: Reader, copy: Copy): Int32Array {
  const reach = new Int32Array(copy.letters.length);
  for (const { pattern, fused } of reader.masks) {
    for (const { index, 0: words } of copy.letters.matchAll(pattern)) {
      const end = firstGap(copy, index + 1, index + words.length, fused ? apart | sentence : sentence);
      reach[index] = Math.max(reach[index] as number, end);
    }
  }
  for (let at = 1; at < reach.length; at++) reach[at] = Math.max(reach[at] as number, reach[at - 1] as number);
  return reach;
}

function firstGap(copy: Copy, from: number, to: number, kinds: number): number {
  for (let at = from; at < to; at++) if (((copy.gap[at] as number) & kinds) !== 0) return at;
  return to;
}

/** Keeps "혼자 살", "가자 살 거" and "diet" out: an edged row must begin where a word does, and if its first two letters stand apart they
 *  must be all of it or more than two. Someone who writes without spaces still counts after a short "나", "저", "또" … */
function standsAlone(entry: Entry, copy: Copy, start: number, end: number): boolean {
  if (entry.edge === undefined) return true;
  if (!isEdge(copy, start) && !(/[나저난전또막걍]/.test(copy.letters[start - 1] as string) && isEdge(copy, start - 1)))
    return false;
  const isBrokenPair = end - start === 2 && (copy.gap[start + 1] as number) > 0;
  return entry.edge === 'both' || isBrokenPair ? isEdge(copy, end) : true;
}

const isEdge = (copy: Copy, at: number): boolean =>
  at === 0 ||
  at >= copy.letters.length ||
  (copy.gap[at] as number) > 0 ||
  hangul.test(copy.letters[at] as string) !== hangul.test(copy.letters[at - 1] as string);

// === Weight: what the words around a hit make of it

const urgentNow: readonly RiskClass[] = ['intent', 'plan', 'means', 'act', 'danger'];
const isWish = ({ class: of }: Entry): boolean => of === 'wish' || of === 'euphemism' || of === 'harm';
/** Of somebody else: under way as soon as it is told; or only if it is told to be now. */
const othersAct: readonly RiskClass[] = ['act', 'danger'];
const othersDanger: readonly RiskClass[] = ['intent', 'plan', 'means', 'attempt', 'harm', 'farewell'];

function weigh(reader: Reader, entry: Entry, copy: Copy, start: number, end: number, span: [number, number]): Risk {
  const says = reader.context;
  const before = sentenceBefore(copy, start);
  const after = sentenceAfter(copy, end);
  const later = copy.letters.slice(end, end + laterLetters);
  const hit = copy.letters.slice(start, end);

  const risk = (level: 'crisis' | 'check', priority: 'P0' | 'P1' | 'P2', about: Risk['about'], why: string): Risk => ({
    level,
    priority,
    about,
    rule: why === '' ? entry.id : `${entry.id}/${why}`,
    span,
  });

  if (says.workNamed.test(after) || (isQuoted(copy, end) && says.workQuoted.test(after))) return calm;

  const isOther =
    entry.about === 'other' || speaksOfOther(reader, entry, copy, start, before, after, restOfWord(copy, end));
  if (entry.level === 'check') return risk('check', 'P2', isOther ? 'other' : 'self', '');

  const isDoubled = says.doubledAfter.test(after) || says.doubledBefore.test(before) || says.changedLater.test(later);
  const isNegated = !isDoubled && (says.negatedAfter.test(after) || says.negatedBefore.test(before));
  if (isNegated) return risk('check', 'P2', isOther ? 'other' : 'self', 'negated');

  const isRemote = says.remote.test(before) || says.remote.test(after);
  const wasOnce =
    says.pastAfter.test(after) ||
    (isWish(entry) && says.pastWish.test(after)) ||
    says.pastBefore.test(before) ||
    (isRemote && says.pastForm.test(hit + after.slice(0, formLetters)));
  const isStill = (says.still.test(before) || says.still.test(later)) && !says.over.test(later);
  if (wasOnce && !isStill && !isDoubled) return risk('check', 'P2', isOther ? 'other' : 'self', 'past');

  const around = before + hit + after;
  if (isOther) {
    const isNow =
      othersAct.includes(entry.class) ||
      (othersDanger.includes(entry.class) && (entry.about === 'other' || says.now.test(around)));
    return isNow ? risk('crisis', 'P0', 'other', 'other') : risk('check', 'P2', 'other', 'other');
  }
  const wasLately = says.lately.test(around);
  if (entry.class === 'intent' && says.pastNear.test(after))
    return risk('crisis', wasLately ? 'P0' : 'P1', 'self', 'past-intent');
  const isUrgent =
    urgentNow.includes(entry.class) ||
    (isWish(entry) &&
      (says.soon.test(around) ||
        (says.dated.test(before + hit) && says.announced.test(hit + after.slice(0, formLetters))))) ||
    (wasLately && (entry.class === 'attempt' || entry.class === 'harm'));
  return risk('crisis', isUrgent ? 'P0' : 'P1', 'self', isDoubled ? 'doubled' : '');
}

function speaksOfOther(
  reader: Reader,
  entry: Entry,
  copy: Copy,
  start: number,
  before: string,
  after: string,
  word: string,
): boolean {
  const says = reader.context;
  const from = start - before.length;
  const other = lastPlace(says.otherSubject, copy, from, before);
  const self = lastPlace(says.selfSubject, copy, from, before);
  if (self > other) return false;
  if (says.reported.test(after) || says.reportedWord.test(word)) return true;
  const isQuoting = says.reportedBy.test(after) || says.quotedWord.test(word);
  if (isQuoting && (other >= 0 || namesSubject(says.anySubject, copy, from, start))) return true;
  const wishNeedsMore = reader.wishIsOwn && (entry.class === 'wish' || entry.class === 'euphemism');
  return !wishNeedsMore && lastPlace(says.otherAdjacent, copy, from, before) >= 0;
}

/** Where the pattern stands last in at most 40 letters that begin at `from`; -1 if nowhere. A Latin word must begin there: "poison"
 *  holds no son. */
function lastPlace(pattern: RegExp, copy: Copy, from: number, text: string): number {
  let place = -1;
  for (let begin = 0; begin < text.length; ) {
    const at = text.slice(begin).search(pattern);
    if (at < 0) break;
    const found = begin + at;
    const letter = text[found] as string;
    if (letter < 'a' || letter > 'z' || found === 0 || isEdge(copy, from + found)) place = found;
    begin = found + 1;
  }
  return place;
}

/** One of the words from `from` to `to` has the form of a subject. */
function namesSubject(pattern: RegExp, copy: Copy, from: number, to: number): boolean {
  for (let at = from; at < to; ) {
    const end = firstGap(copy, at + 1, to, apart | sentence);
    if (pattern.test(copy.letters.slice(at, end))) return true;
    at = end;
  }
  return false;
}

function sentenceBefore(copy: Copy, start: number): string {
  let at = start;
  while (at > 0 && start - at < contextLetters && ((copy.gap[at] as number) & sentence) === 0) at--;
  return copy.letters.slice(at, start);
}

function sentenceAfter(copy: Copy, end: number): string {
  let at = end;
  while (at < copy.letters.length && at - end < contextLetters && ((copy.gap[at] as number) & sentence) === 0) at++;
  return copy.letters.slice(end, at);
}

/** The ending of the word that a hit is part of, or the next word when the hit ends one: "죽으려고 했대요". */
function restOfWord(copy: Copy, end: number): string {
  return copy.letters.slice(
    end,
    firstGap(copy, end + 1, Math.min(end + contextLetters, copy.letters.length), apart | sentence),
  );
}

/** A quotation mark closes within a few letters of the hit: '죽고 싶다'라는 노래. */
function isQuoted(copy: Copy, end: number): boolean {
  for (let at = end; at <= end + 4 && at < copy.gap.length; at++)
    if (((copy.gap[at] as number) & quote) !== 0) return true;
  return false;
}

// A pattern is turned into machine code at its second or third use, once for Korean text and once for Latin: several hundred
// milliseconds together. That belongs to the start of the process, not to the first resident in danger. A milder word is not weighed
// once a graver one has rung, so only mild examples lead a reading through every row; a few of them do.
for (const { entries, masks } of lexicons) {
  const mild = entries.filter(({ level }) => level === 'check').slice(0, 4);
  const examples = [...mild, ...masks.slice(0, 4), ...entries.slice(0, 4)].map(({ example }) => example);
  for (let round = 0; round < 3; round++) for (const example of examples) detect(example, [example]);
}
