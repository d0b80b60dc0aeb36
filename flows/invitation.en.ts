/** The same in English, for whoever reads no Korean. */
import type { Invitation } from './invitation.ts';

export const en: Invitation = {
  poster: {
    headline: 'How have you been feeling lately?',
    lead: 'Like checking your blood pressure: five minutes for your mind.',
    how: 'Point your phone’s camera at the square, then tap the address that appears.',
    promise: 'No name · Free · Nothing to install',
    staff: 'If it is difficult, ask the staff beside you. We will do it together.',
    crisis: 'If you are having a very hard time, call before any questions.',
    always: '(24 hours)',
    center: '{center}',
    phone: '[☎ {phone}]',
    hours: '[({hours})]',
    limits: 'This is not a diagnosis and not a service that watches over you 24 hours a day.',
    picture: 'The square (QR code)',
  },
  landing: {
    title: 'Maumjigi',
    welcome: 'Good that you are here.',
    old: 'This QR code is an old one, but you can go on right here.',
    what: 'This is Maumjigi[ of {center}]. A few questions about how you have been feeling. It takes about five minutes, and we ask for no name.',
    start: 'Start here',
    kakao: 'Use KakaoTalk',
    line: 'Use LINE',
    crisis: 'If you are having a very hard time now, calling comes first.',
    limits: 'This is not a diagnosis. Nobody watches around the clock.',
    center: '[{center}]',
    hours: '[({hours})]',
    counted: 'We only count how often this address was opened, never who opened it.',
    other: '한국어',
  },
  booth:
    'Have a quick look at how you are feeling, like checking your blood pressure. On your own or with us, as you like.',
};
