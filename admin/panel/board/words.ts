import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { type BoardWords, ko } from './words.ko.ts';

const tables: Record<'ko' | 'en', BoardWords> = { ko, en };

export const useBoardWords = (): BoardWords => tables[useLang()[0]];
