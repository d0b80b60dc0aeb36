import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { ko, type LadderWords } from './words.ko.ts';

const tables: Record<'ko' | 'en', LadderWords> = { ko, en };

export const useLadderWords = (): LadderWords => tables[useLang()[0]];
