import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { ko, type OfferWords } from './words.ko.ts';

const tables: Record<'ko' | 'en', OfferWords> = { ko, en };

export const useOfferWords = (): OfferWords => tables[useLang()[0]];
