/** The words every floor shares: what comes in, what goes out, what was found. Types only, so that nothing here can act. */

import type { InstrumentId } from './instruments/registry.ts';
import type { TextKey, Variables } from './wording.ts';

export type Lang = 'ko' | 'en';

export const ageBands = ['13-', '14-18', '19-34', '35-49', '50-64', '65-74', '75+'] as const;
export type AgeBand = (typeof ageBands)[number];

/** What a resident's screen shows. `choices[].id` is opaque and bound to this conversation and question. */
export type Reply =
  | { type: 'text'; text: string }
  | {
      type: 'ask';
      /** `phq9/selfharm`, `sgds/satisfied`, `asq/1` …; null outside an instrument. */
      key: string | null;
      text: string;
      choices: Choice[];
      progress?: { at: number; of: number };
      /** What is to be written here: digits of a phone number. */
      expects?: 'phone';
    }
  | { type: 'card'; kind: CardKind; text: string; links: Link[] }
  | { type: 'human'; name: string; text: string };

export interface Choice {
  id: string;
  label: string;
}
export type CardKind = 'crisis' | 'result' | 'help';
export interface Link {
  label: string;
  /** `tel:109`, `sms:109` or an https address. */
  href: string;
}

/** What happened to a conversation. `at` (on `Occurred`) is ms since the epoch; flows never ask for the time. */
export type Inbound =
  /** The page or channel was opened. `unread`: how many of a counsellor's messages were never shown. */
  | { type: 'opened'; lang?: Lang; unread: number }
  /** `unseen`: an answer of the program is still on its way to them, so typed positions and labels answer nothing. */
  | { type: 'said'; text: string; unseen?: boolean }
  | { type: 'chose'; choice: string }
  /** A code of another channel was given here (triage/takeAlong.ts), and what it turned out to be. */
  | { type: 'carried'; fate: CodeFate; unread: number }
  /** A picture, sticker, voice: something that carries no words. */
  | { type: 'media' }
  | { type: 'timer'; timer: TimerKind }
  /** May the counsellor tell this agency? */
  | { type: 'asks'; counsellor: string; agency: string }
  /** From the desk. */
  | { type: 'claimed'; counsellor: string }
  | { type: 'spoke'; counsellor: string; text: string }
  /** The counsellor's talk is over for now and the program goes on; the case stays theirs. */
  | { type: 'handedBack' }
  | { type: 'closed' };

/** here: the conversation is theirs here, too. unknown: too old, used, or none of ours. other: this place has a record of its own, so
 *  nothing was joined. often: too many were tried. */
export type CodeFate = 'here' | 'unknown' | 'other' | 'often';

/** Who has the conversation, a fact of the open escalation: nobody, a queue, or a counsellor. Handed back by its counsellor it is
 *  the program's again, as while somebody waits. */
export type Care = 'none' | 'waiting' | 'human';

export type Occurred = Inbound & {
  at: number;
  care: Care;
  /** An open case that is more than a follow-up: nothing of theirs may be deleted. */
  held: boolean;
  /** Somebody has a desk open: a call can be asked for now. */
  onDuty: boolean;
  /** Nothing of a counsellor's waits to be shown any more: what did stands before this answer, or has been shown. */
  allShown?: true;
  /** Wording versions of instruments that may not be put to residents here, because nobody has signed for them. */
  unsigned: readonly string[];
};

/** What comes after the result, decided by triage: the flow never learns the tier. */
export type Route = 'low' | 'watch' | 'mid' | 'high';

/** Silences that count as an answer: 15 minutes after a crisis card, 10 inside ASQ after a yes. */
export type SilenceKind = 'card' | 'asq';
/** Due events of a conversation. late: a promised time has come. lapsed: a case was given back by whoever had it.
 *  again: they wished to be reminded. forget: nothing of theirs may be kept any longer. */
export const timerKinds = ['card', 'asq', 'late', 'lapsed', 'again', 'forget'] as const;
export type TimerKind = (typeof timerKinds)[number];

/** How they wish to be reached, when asked. */
export const bestTimes = ['now', 'morning', 'afternoon', 'evening', 'text'] as const;
export type BestTime = (typeof bestTimes)[number];
export type ContactWish = 'phone' | 'chat' | 'none';
export const needs = ['money', 'work', 'health', 'lonely', 'family', 'home'] as const;
export type Need = (typeof needs)[number];

/** What the flow noticed. Triage (and only triage) turns findings into tier and priority. */
export type Finding =
  /** An instrument's alarm item: PHQ-9 item 9. value 0–3; null = refused. */
  | { type: 'item9'; value: number | null }
  | { type: 'asq'; item: 1 | 2 | 3 | 4 | 5; answer: 'yes' | 'refused' }
  | { type: 'asqWhen'; when: 'months3' | 'year1' | 'older' | 'refused' }
  /** All instruments of the visit are answered; ASQ all no. */
  | { type: 'asqNegative' }
  | { type: 'score'; instrument: string; total: number; band: string }
  /** More than two items missing: no band. */
  | { type: 'incomplete'; instrument: string }
  /** A button or answer that says danger is now. `other`: someone else's. */
  | { type: 'danger'; about: 'self' | 'other' }
  /** "지금 많이 힘들어요" → "모르겠어요". */
  | { type: 'unsure' }
  /** "지금 많이 힘들어요" → "위험하지는 않아요". */
  | { type: 'struggling' }
  | { type: 'textRisk'; level: 'P0' | 'P1' | 'check'; about: 'self' | 'other'; rule: string }
  /** Risk words from somebody of 13 or under. */
  | { type: 'childRisk' }
  | { type: 'worried' }
  | { type: 'humanWanted' }
  /** Stopped, or silent, while an alarm was open. */
  | { type: 'stopped' }
  | { type: 'silent'; timer: SilenceKind }
  | { type: 'worse' }
  /** An alarm answer was changed with 이전. */
  | { type: 'corrected'; key: string; from: number; to: number | null }
  /** Every reversed and unreversed item of a scale was answered alike: told to staff, no effect on the tier. */
  | { type: 'sameAnswers'; instrument: string }
  /** They wish no contact after the result. */
  | { type: 'declined' }
  /** A promised time has passed and nobody had read it; they were told. */
  | { type: 'promiseMissed' }
  /** Whoever had the case gave it up; they were told. */
  | { type: 'lapsed' }
  /** May an agency be told of them? */
  | { type: 'thirdParty'; agency: string; given: boolean }
  /** They want everything deleted while a case is open: it must wait, and whoever has the case must know. `by`: told, ms. */
  | { type: 'deleteWanted'; by: number }
  /** They keep their record after all. */
  | { type: 'deleteKept' };

/** The evidence a counsellor reads first: their own answer, or their own words, with its time. Always sealed at rest. */
export type Evidence =
  | { type: 'answer'; key: string; value: number | null; at: number }
  | { type: 'words'; text: string; at: number }
  | { type: 'button'; label: string; at: number };

export type ScreeningStatus = 'running' | 'finished' | 'stopped';

/** What the conversation wants done. Data only: triage performs it, after the commit where it leaves the house. */
export type Effect =
  /** One bubble of these wordings, a line each. `with`: values only the moment knows; `by`: a date they are told, ms. */
  | { type: 'say'; keys: readonly TextKey[]; with?: Variables; by?: number }
  /** The instrument's own stem, quoted. */
  | { type: 'stem' }
  | { type: 'card'; kind: CardKind; keys: readonly TextKey[] }
  /** Put the present question (`questionOf` in question.ts). */
  | { type: 'ask' }
  /** Say honestly what staff will do now: staff.paged, staff.will or staff.none, by tier and roster. */
  | { type: 'promise' }
  /** Their words are kept for the counsellor they wait for; where nobody can read them now, that too. */
  | { type: 'kept' }
  /** The promised time has passed, and who else was told. */
  | { type: 'late' }
  /** The last words of a talk, with what to do about a phone that others use: that depends on the channel. */
  | { type: 'goodbye' }
  /** The result is said. Triage knows the tier and answers with `routed` in the same turn. */
  | { type: 'route' }
  | { type: 'find'; finding: Finding }
  /** Write the screening of this instrument as it stands now. */
  | { type: 'record'; instrument: InstrumentId; status: ScreeningStatus }
  | { type: 'consent'; key: TextKey; given: boolean; with?: Variables }
  /** How they may be reached; a number is never said back and never part of the talk. */
  | { type: 'contact'; wish: ContactWish; number?: string }
  | { type: 'bestTime'; bestTime: BestTime }
  | { type: 'need'; need: Need }
  | { type: 'schedule'; timer: TimerKind; afterMs: number }
  | { type: 'cancel'; timer: TimerKind }
  /** A person's words, to be shown as theirs. */
  | { type: 'human'; name: string; text: string }
  /** A code to carry on with in another channel. */
  | { type: 'carry' }
  /** Show what counsellors wrote while nobody looked. */
  | { type: 'unread' }
  /** Destroy the resident's key and rows: nothing else of this turn is stored. */
  | { type: 'forget' };
