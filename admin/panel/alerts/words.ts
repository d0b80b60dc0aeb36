import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { type AlertWords, ko } from './words.ko.ts';

const tables: Record<'ko' | 'en', AlertWords> = { ko, en };

export const useAlertWords = (): AlertWords => tables[useLang()[0]];
