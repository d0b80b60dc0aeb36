import type { Lang } from '../../../../flows/protocol.ts';

/** Some in-app browsers (KakaoTalk on Android among them) cannot speak; there the button is not offered. */
export const canSpeak = 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window;

const tags: Record<Lang, string> = { ko: 'ko-KR', en: 'en-US' };
let turn = 0;

/** Reads the sentences aloud with the phone's own voice. onEnd: called when it is done, stopped or cannot. */
export function speak(sentences: string[], lang: Lang, onEnd: () => void): void {
  hush();
  const mine = turn;
  const voice = speechSynthesis.getVoices().find((voice) => voice.lang.replace('_', '-').startsWith(lang));
  const last = sentences.length - 1;
  // One utterance per sentence: Chrome falls silent inside an utterance of more than fifteen seconds.
  sentences.forEach((sentence, at) => {
    const utterance = new SpeechSynthesisUtterance(sentence);
    utterance.lang = tags[lang];
    if (voice) utterance.voice = voice;
    utterance.rate = 0.92;
    const end = () => {
      if (mine === turn) onEnd();
    };
    utterance.onerror = end;
    if (at === last) utterance.onend = end;
    speechSynthesis.speak(utterance);
  });
}

export function hush(): void {
  turn += 1;
  if (canSpeak) speechSynthesis.cancel();
}

/** What is read: the text sentence by sentence, then each answer, as a helper would read it. */
export function sentencesOf(text: string, answers: string[]): string[] {
  return [...text.split(/[.?!]\s+|\n/), ...answers].map((part) => part.trim()).filter(Boolean);
}
