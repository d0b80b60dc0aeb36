import type { Lang } from '../../../../flows/protocol.ts';

/** Some in-app browsers (KakaoTalk on Android among them) cannot speak; there the button is not offered. */
export const canSpeak = 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window;

/** mute: no voice was heard, though the browser says that it can speak. */
export type Ending = 'done' | 'mute';

const tags: Record<Lang, string> = { ko: 'ko-KR', en: 'en-US' };
/** A phone may fetch its voice first; one that has none stays silent without an error. */
const patienceMs = 5_000;

let speaking: ((ending: Ending) => void) | null = null;
/** Chrome forgets an utterance nobody holds, and with it the word that it has ended. */
let held: SpeechSynthesisUtterance[] = [];

/** Reads the sentences aloud with the phone's own voice. onEnd: called once, when it is done, stopped or cannot.
 *  Returns what stops it. */
export function speak(sentences: string[], lang: Lang, onEnd: (ending: Ending) => void): () => void {
  hush();
  const voices = speechSynthesis.getVoices().filter((voice) => voice.lang.replace('_', '-').startsWith(lang));
  // A voice on somebody's server would be told what is read here.
  const voice = voices.find(({ localService }) => localService);
  const alarm = setTimeout(() => end('mute'), patienceMs);
  const end = (ending: Ending) => {
    clearTimeout(alarm);
    if (speaking !== end) return;
    speaking = null;
    speechSynthesis.cancel();
    onEnd(ending);
  };
  speaking = end;
  const stop = () => end('done');
  if (voices.length > 0 && !voice) {
    end('mute');
    return stop;
  }
  // One utterance per sentence: Chrome falls silent inside an utterance of more than fifteen seconds.
  held = sentences.map((sentence) => {
    const utterance = new SpeechSynthesisUtterance(sentence);
    utterance.lang = tags[lang];
    if (voice) utterance.voice = voice;
    utterance.rate = 0.92;
    utterance.onstart = () => clearTimeout(alarm);
    utterance.onerror = ({ error }) => end(error === 'canceled' || error === 'interrupted' ? 'done' : 'mute');
    return utterance;
  });
  const last = held[held.length - 1];
  if (last) last.onend = stop;
  for (const utterance of held) speechSynthesis.speak(utterance);
  return stop;
}

/** Whatever is being read stops. */
export function hush(): void {
  speaking?.('done');
  if (canSpeak) speechSynthesis.cancel();
}

/** Nothing is read to a room the person has left, nor while another app is in front. */
export function hushWhenLeft(): void {
  addEventListener('pagehide', hush);
  document.addEventListener('visibilitychange', () => document.hidden && hush());
}

/** What is read: the texts sentence by sentence, then each answer, as somebody beside them would read it. */
export function sentencesOf(texts: string[], answers: string[], lang: Lang): string[] {
  const sentences = texts.flatMap((text) => text.replace(/([.?!])\s+/g, '$1\n').split('\n'));
  return [...sentences, ...answers].map((part) => spoken(part.trim(), lang)).filter(Boolean);
}

const digits = '공일이삼사오육칠팔구';
const telephone = /(^|[^\d-])(109|119|112|1388|1\d{3}-\d{4}|0\d{1,2}[- ]\d{3,4}[- ]\d{4})(?![\d-])/g;

/** A telephone number is said digit by digit; signs that only the eye knows become a pause or a word. */
function spoken(text: string, lang: Lang): string {
  return text
    .replace(telephone, (_, before: string, number: string) => before + digitByDigit(number, lang))
    .replace(/(\d\S{0,2})~(?=\d)/g, lang === 'ko' ? '$1에서 ' : '$1 to ')
    .replace(/\s*[·⏎]\s*/g, ', ');
}

function digitByDigit(number: string, lang: Lang): string {
  const said = (digit: string) => (lang === 'ko' ? (digits[Number(digit)] ?? '') : `${digit} `);
  return number.replace(/[- ]/g, ', ').replace(/\d/g, said).trim();
}
