import type { NoticeWords, Said } from './words.ko.ts';

const waits = ({ priority, since, many }: Said): string =>
  many === 1 ? `${priority}: 1 waiting since ${since}` : `${many} waiting, most urgent ${priority}, since ${since}`;

export const en: NoticeWords = {
  sender: 'Maumjigi',
  open: 'Open',
  priority: ['Emergency', 'Urgent', 'Normal', 'Follow-up'],
  kind: {
    case: waits,
    raised: (said) => `More urgent now. ${waits(said)}`,
    lapsed: (said) => `No first word, waits again. ${waits(said)}`,
    offer: ({ priority, since }) => `A colleague asks you to take a case. ${priority}, since ${since}`,
    exhausted: (said) => `Nobody took it! ${waits(said)}`,
    duty: () => 'Something about the duty roster needs a look now.',
    verify: ({ code }) => `Code ${code}. Enter it under My alerts within 10 minutes.`,
    test: () => 'A test call. If you read this, it works.',
    drill: (said) => `This is a drill. ${waits(said)}`,
    canary: () => 'An automatic check.',
    away: ({ since, many }) => `Records are away, ${many} in need since ${since}. See the queue once back`,
  },
  tapToVerify: 'Tap this notification to finish the check.',
  spoken: (said) => `This is Maumjigi. ${said} Again: ${said}`,
  spokenCode: (digits) => `Your code is ${digits}.`,
  mailFoot: 'Sent automatically. To stop it, remove this address under My alerts at the desk.',
};
