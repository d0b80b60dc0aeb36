import type { Lang } from '../../../../flows/protocol.ts';
import { en } from './words.en.ts';
import { ko } from './words.ko.ts';

/** What the page itself says. The conversation's words come from the server; a language that misses a key does not compile. */
export interface Words {
  leave: string;
  largeText: string;
  largeTextShort: string;
  normalText: string;
  listen: string;
  listenShort: string;
  hush: string;
  hushShort: string;
  /** There is no voice, and where there may be one. */
  noVoice: string;
  call109: string;
  /** Stands after 119. */
  emergency: string;
  back: string;
  repeat: string;
  pause: string;
  stop: string;
  startOver: string;
  counsellor: string;
  help: string;
  menu: string;
  closeMenu: string;
  /** The language one may change to, in that language. */
  otherLanguage: string;
  write: string;
  writeHint: string;
  /** Their number, by name: it stands for one that is not shown. */
  phone: string;
  phoneHint: string;
  phoneSent: string;
  send: string;
  opening: string;
  thinking: string;
  answers: string;
  chosen: string;
  talk: string;
  me: string;
  bot: string;
  person: string;
  more: string;
  personSpoke: string;
  sending: string;
  again: string;
  unsent: string;
  resend: string;
  cut: string;
  renewed: string;
  /** SCRIPT key `error`: fixed safety text, changed only with sign-off. */
  error: string;
  /** Nothing that is written can arrive: a session does not hold. Gives the numbers, as `error` does. */
  forgotten: string;
  progress(at: number, of: number): string;
}

export const words: Record<Lang, Words> = { ko, en };
