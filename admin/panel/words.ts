import { usePreference } from './preference.ts';
import { en } from './words.en.ts';
import { ko, type Words } from './words.ko.ts';

export type Lang = 'ko' | 'en';
const tables: Record<Lang, Words> = { ko, en };

/** The words of the chosen language. Korean unless someone switched. */
export const useWords = (): Words => tables[useLang()[0]];

export const useLang = (): [Lang, (lang: Lang) => void] => {
  const [lang, choose] = usePreference('maumjigi-lang', 'ko');
  return [
    lang === 'en' ? 'en' : 'ko',
    (next) => {
      choose(next);
      document.documentElement.lang = next;
    },
  ];
};
