import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { ko, type RosterWords } from './words.ko.ts';

const tables: Record<'ko' | 'en', RosterWords> = { ko, en };

export const useRosterWords = (): RosterWords => tables[useLang()[0]];
