import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { ko, type Words } from './words.ko.ts';

/** The words of 후속 in the chosen language. */
export const useFollowUpWords = (): Words => (useLang()[0] === 'en' ? en : ko);
