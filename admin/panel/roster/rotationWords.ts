import { useLang } from '../words.ts';
import { en } from './rotationWords.en.ts';
import { ko, type RotationWords } from './rotationWords.ko.ts';

const tables: Record<'ko' | 'en', RotationWords> = { ko, en };

export const useRotationWords = (): RotationWords => tables[useLang()[0]];
