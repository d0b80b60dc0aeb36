import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { type DrillWords, ko } from './words.ko.ts';

const tables: Record<'ko' | 'en', DrillWords> = { ko, en };

export const useDrillWords = (): DrillWords => tables[useLang()[0]];
