import type { Lang } from '../../../../flows/protocol.ts';

const hangul = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/g;

/** Which language a text is in, by its letters; null when it has none (a number). English may quote a Korean command. */
export function languageOf(text: string): Lang | null {
  const korean = text.match(hangul)?.length ?? 0;
  const latin = text.match(/[A-Za-z]/g)?.length ?? 0;
  if (korean + latin === 0) return null;
  return korean * 2 >= latin ? 'ko' : 'en';
}
