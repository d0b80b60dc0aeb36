import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { type CaseWords, ko } from './words.ko.ts';

const tables: Record<'ko' | 'en', CaseWords> = { ko, en };

export const useCaseWords = (): CaseWords => tables[useLang()[0]];
