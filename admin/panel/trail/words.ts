import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { ko, type TrailWords } from './words.ko.ts';

const tables: Record<'ko' | 'en', TrailWords> = { ko, en };

export const useTrailWords = (): TrailWords => tables[useLang()[0]];
