import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { ko, type ReportWords } from './words.ko.ts';

const tables = { ko, en };

/** The words of the numbers in the language of the desk. */
export const useReportWords = (): ReportWords => tables[useLang()[0]];
