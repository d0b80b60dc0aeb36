import { useLang } from '../words.ts';
import { en } from './words.en.ts';
import { ko } from './words.ko.ts';

const tables = { ko, en };

/** The words of 캠페인 in the language of the desk. */
export const useCampaignWords = () => tables[useLang()[0]];
