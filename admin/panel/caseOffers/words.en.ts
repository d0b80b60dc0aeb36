import type { OfferWords } from './words.ko.ts';

export const en: OfferWords = {
  open: 'Hand over to a colleague',
  title: 'Who shall take this case over?',
  lead: 'It stays yours until they accept. Then the resident is told that a new counsellor has taken it.',
  who: 'Colleague',
  choose: 'Please choose',
  onDuty: 'on duty now',
  nobody: 'There is no colleague to hand it to.',
  must: 'Please choose a colleague.',
  note: 'A word for them (may be left out)',
  yes: 'Ask them',
  waits: (name) => `${name} was asked to take this over. Until they do, it is yours.`,
  takeBack: 'Take the offer back',
  asked: (name) => `${name} asks you to take this case over.`,
  accept: 'I take it over',
  decline: 'I cannot',
};
