/** The one conversation machine, used purely: it is stepped by `transition` and says what it wants as effects.
 *  It never acts, never waits (`after`), never starts anything (`invoke`), and never learns the tier.
 *  A place to come back to lives in the context (`place`, `item`, `pending`): history states do not survive a restore. */
import {
  breakOff,
  endEpisode,
  goBack,
  goodbye,
  here,
  newVisit,
  putItem,
  putItemAgain,
  sayBeforeConsent,
  sayClaimed,
  sayPassedOn,
  sayResult,
  sayWords,
  settled,
  showCard,
  showCardAndPromise,
  showRedCard,
  startScale,
  takeAnswer,
  tellLate,
  tellRisk,
  tellSilence,
  tellStopped,
} from './acts.ts';
import { pendings, places } from './context.ts';
import { ask, card, effect, find, flow, promise, say } from './flow.ts';
import type { AgeBand } from './protocol.ts';

export { scored } from './acts.ts';
export type { Event } from './flow.ts';

/** Raised when states, events or context change meaning; older snapshots are then migrated by name (snapshot.ts). */
export const flowVersion = 1;

const chose = (...values: string[]) => ({ type: 'chose' as const, params: values });
const at = <const P extends (typeof places)[number]>(place: P) => ({ type: 'wasAt' as const, params: place });
const setLang = flow.assign(({ context, event }) => ({
  lang: event.type === 'OPENED' && event.lang ? event.lang : context.lang,
}));

/** 이어하기: back to where it was. The card's own question is answered by it. */
const goOn = [
  { guard: 'midVisitOld', target: 'resumeOld' },
  { guard: at('rest'), target: 'rest', actions: [settled, goodbye] },
  { guard: { type: 'awaits', params: 'crisisNext' }, target: 'onward', actions: settled },
  { target: 'onward' },
] as const;

const keepWords = { guard: 'waitedFor', actions: [say('wait.text'), ask] } as const;
const redAgain = { actions: [card('crisis', 'crisis.now', 'crisis.text')] };
const toGreeting = { target: 'greeting' } as const;

export const conversation = flow.createMachine({
  id: 'conversation',
  context: ({ input }) => input,
  initial: 'new',
  on: {
    OPENED: [
      { guard: 'unread', target: '.resumeCase', actions: setLang },
      { guard: 'midVisitOld', target: '.resumeOld', actions: setLang },
      { guard: 'midVisit', target: '.resume', actions: setLang },
      // Somebody else may hold the phone: it says that a counsellor is there, and nothing of what was said.
      { guard: 'attended', actions: [setLang, say('human.claimed')] },
      { target: '.greeting', actions: setLang },
    ],
    AGED: { target: '.resumeOld' },
    RISK: [
      { guard: 'riskNow', target: '.danger', actions: tellRisk },
      { guard: 'riskOfOtherNow', actions: [tellRisk, card('crisis', 'crisis.other'), promise, ask] },
      { guard: 'attendedCrisis', actions: [tellRisk, showCard] },
      { guard: 'attended', actions: tellRisk },
      { guard: 'child', actions: [tellRisk, showCardAndPromise, ask] },
      { guard: 'riskOfOther', target: '.worried', actions: tellRisk },
      { guard: 'firstDoubt', target: '.check', actions: tellRisk },
      { guard: 'knownRisk', actions: [tellRisk, card('crisis', 'crisis.again'), ask] },
      { target: '.crisisNext', actions: [tellRisk, showCardAndPromise] },
    ],
    DANGER: { target: '.danger', actions: find({ type: 'danger', about: 'self' }) },
    OTHER_DANGER: {
      actions: [find({ type: 'danger', about: 'other' }), card('crisis', 'crisis.other'), promise, ask],
    },
    LATE: [
      { guard: 'lateAcute', target: '.danger', actions: tellLate },
      { guard: 'carded', actions: [tellLate, card('crisis', 'crisis.again'), ask] },
      { target: '.crisisNext', actions: [tellLate, showCardAndPromise] },
    ],
    WORSE: { target: '.worse', actions: find({ type: 'worse' }) },
    HUMAN: { actions: [find({ type: 'humanWanted' }), sayPassedOn, ask] },
    HELP: { actions: [card('help', 'help', 'crisis.text'), ask] },
    /** 삭제, in every state: the question stands in front of the present one (`deleting`), and nothing moves. */
    DELETE: { actions: ask },
    FORGET: [
      { guard: 'alone', actions: [effect({ type: 'forget' }), say('delete.done')] },
      { actions: [find({ type: 'deleteWanted' }), say('delete.open'), ask] },
    ],
    REPEAT: { actions: ask },
    RESUME: { actions: ask },
    START: { actions: ask },
    BACK: { actions: ask },
    STALE: { actions: [say('stale'), ask] },
    PAUSE: { target: '.paused' },
    MEDIA: { actions: [say('media'), ask] },
    STOP: [
      { guard: 'openCase', target: '.rest', actions: [tellStopped, breakOff, say('stop.open')] },
      { target: '.rest', actions: [breakOff, say('stop')] },
    ],
    RESTART: [
      { guard: 'visitInDoubt', target: '.greeting', actions: [tellStopped, breakOff] },
      { target: '.greeting', actions: breakOff },
    ],
    WORDS: keepWords,
    SILENCE: { guard: 'silenceCounts', actions: tellSilence },
    CLAIMED: { actions: sayClaimed },
    SPOKE: { actions: sayWords },
    CLOSED: [
      { guard: 'midVisit', actions: [endEpisode, say('human.back'), ask] },
      { actions: [endEpisode, say('human.back')] },
    ],
  },
  states: {
    /** Nothing was said yet, or nothing that can still be read. */
    new: {
      on: {
        WORDS: { guard: 'unattended', target: 'greeting' },
        HUMAN: { target: 'greeting', actions: [find({ type: 'humanWanted' }), sayPassedOn] },
        HELP: { target: 'greeting', actions: card('help', 'help', 'crisis.text') },
        REPEAT: toGreeting,
        RESUME: toGreeting,
        START: toGreeting,
        BACK: toGreeting,
        STALE: toGreeting,
        PAUSE: toGreeting,
        MEDIA: toGreeting,
        STOP: toGreeting,
      },
    },
    greeting: {
      entry: [here('greeting'), settled, say('greet'), ask],
      on: {
        START: { target: 'age', actions: newVisit },
        ANSWER: [
          { guard: chose('start'), target: 'age', actions: newVisit },
          { guard: chose('hard'), target: 'hard', actions: newVisit },
          { guard: chose('worried'), target: 'worried' },
          {
            guard: chose('language'),
            target: 'greeting',
            reenter: true,
            actions: flow.assign({ lang: ({ context }) => (context.lang === 'ko' ? 'en' : 'ko') }),
          },
        ],
      },
    },
    hard: {
      entry: [here('hard'), ask],
      on: {
        ANSWER: [
          {
            guard: chose('unsure'),
            target: 'crisisNext',
            actions: [find({ type: 'unsure' }), showCardAndPromise, here('age')],
          },
          {
            guard: chose('notDanger'),
            target: 'age',
            actions: [find({ type: 'struggling' }), sayPassedOn],
          },
        ],
        BACK: toGreeting,
      },
    },
    worried: {
      entry: [flow.assign({ place: ({ context: { place } }) => (place === 'greeting' ? 'rest' : place) }), ask],
      on: {
        OTHER_DANGER: {
          target: 'onward',
          actions: [find({ type: 'danger', about: 'other' }), card('crisis', 'crisis.other'), promise],
        },
        ANSWER: [
          {
            guard: chose('tell'),
            target: 'onward',
            actions: [find({ type: 'worried' }), sayPassedOn],
          },
          { guard: 'midVisit', target: 'onward' },
          { guard: chose('self'), target: 'age', actions: newVisit },
        ],
      },
    },
    age: {
      entry: [here('age'), ask],
      on: {
        ANSWER: [
          { guard: chose('13-'), target: 'child', actions: flow.assign({ age: '13-' }) },
          {
            target: 'consent',
            actions: [
              flow.assign({ age: ({ event }) => (event.type === 'ANSWER' ? (event.value as AgeBand) : null) }),
              sayBeforeConsent,
            ],
          },
        ],
        BACK: toGreeting,
      },
    },
    child: {
      entry: [here('child'), ask],
      on: {
        ANSWER: {
          guard: chose('tell'),
          target: 'rest',
          actions: [find({ type: 'humanWanted' }), sayPassedOn],
        },
        BACK: { target: 'age' },
      },
    },
    consent: {
      entry: [here('consent'), ask],
      on: {
        ANSWER: [
          { guard: chose('agree'), target: 'item', actions: startScale },
          {
            guard: chose('refuse'),
            target: 'rest',
            actions: [effect({ type: 'consent', key: 'consent.screen', given: false }), say('consent.no')],
          },
          { guard: chose('more'), actions: [say('consent.more'), ask] },
        ],
        BACK: { target: 'age' },
      },
    },
    /** One item of an instrument: the scale, then ASQ, then PHQ-9's item 10. */
    item: {
      entry: [here('item'), putItem],
      on: {
        ANSWER: [
          { guard: 'acute', target: 'danger', actions: takeAnswer },
          { guard: 'firstAlarm', target: 'crisisNext', actions: [takeAnswer, showCardAndPromise] },
          { guard: 'lastItem', target: 'result', actions: takeAnswer },
          { target: 'item', reenter: true, actions: takeAnswer },
        ],
        BACK: [{ guard: 'hasPrevious', target: 'item', reenter: true, actions: goBack }, { actions: ask }],
        REPEAT: { actions: putItemAgain },
        // To somebody who does not know of a counsellor yet, words in the middle are only not understood.
        WORDS: [{ guard: 'told', actions: [say('wait.text', 'unclear'), ask] }, { guard: 'untold' }],
      },
    },
    /** The crisis card stands alone with three buttons (SCRIPT 2.4). Nothing else follows until an answer. */
    crisisNext: {
      entry: [flow.assign({ pending: 'crisisNext' }), ask],
      on: {
        RESUME: [
          // At rest, 이어하기 leads to a new screening, so that everyone at risk is asked ASQ.
          { guard: at('rest'), target: 'age', actions: newVisit },
          { guard: at('greeting'), target: 'age', actions: newVisit },
          { target: 'onward', actions: settled },
        ],
        BACK: [{ guard: 'hasPrevious', target: 'item', actions: [settled, goBack] }, { actions: ask }],
      },
    },
    check: {
      entry: [flow.assign({ checked: true, pending: 'check' }), ask],
      on: {
        ANSWER: [
          {
            guard: chose('yes'),
            target: 'crisisNext',
            actions: [
              settled,
              find({ type: 'textRisk', level: 'P1', about: 'self', rule: 'check.ask' }),
              showCardAndPromise,
            ],
          },
          { target: 'onward', actions: [settled, card('crisis', 'crisis.again')] },
        ],
      },
    },
    /** Danger is now: the red card, and no questionnaire any more. */
    danger: {
      entry: [here('rest'), settled, showRedCard, breakOff, promise],
      on: {
        WORDS: [
          { guard: 'waitedFor', actions: [card('crisis', 'crisis.again'), say('wait.text')] },
          { guard: 'alone', actions: card('crisis', 'crisis.again') },
        ],
        MEDIA: { actions: [card('crisis', 'crisis.again'), say('media')] },
        REPEAT: redAgain,
        RESUME: redAgain,
        START: redAgain,
        BACK: redAgain,
        PAUSE: redAgain,
        STALE: redAgain,
        CLOSED: { target: 'rest', actions: [endEpisode, say('human.back')] },
      },
    },
    /** Back to where it was, from the context alone. */
    onward: {
      always: [
        ...pendings.map((pending) => ({ guard: { type: 'awaits' as const, params: pending }, target: pending })),
        { guard: 'visitComplete', target: 'result' },
        ...places.map((place) => ({ guard: at(place), target: place })),
      ],
    },
    result: {
      entry: sayResult,
      on: {
        ROUTED: [
          { guard: { type: 'to', params: 'mid' }, target: 'next' },
          { guard: { type: 'to', params: 'high' }, target: 'waiting', actions: say('next.high') },
          { guard: { type: 'to', params: 'watch' }, target: 'rest', actions: [say('next.watch'), goodbye] },
          { target: 'rest', actions: [say('next.low'), goodbye] },
        ],
      },
    },
    next: {
      entry: [here('next'), ask],
      on: {
        ANSWER: [
          {
            guard: chose('contact'),
            target: 'rest',
            actions: [find({ type: 'humanWanted' }), sayPassedOn, goodbye],
          },
          { guard: chose('call'), target: 'rest', actions: [card('help', 'help'), goodbye] },
          { guard: chose('no'), target: 'rest', actions: goodbye },
        ],
      },
    },
    waiting: {
      entry: [here('waiting'), ask],
      on: {
        START: toGreeting,
        CLOSED: { target: 'rest', actions: [endEpisode, say('human.back')] },
      },
    },
    worse: {
      entry: ask,
      on: { ANSWER: { guard: chose('no'), target: 'onward', actions: say('wait.text') } },
    },
    paused: {
      entry: say('pause'),
      on: {
        RESUME: goOn,
        START: goOn,
        STALE: { target: 'resume' },
        REPEAT: { target: 'resume' },
        BACK: { target: 'resume' },
        MEDIA: { target: 'resume', actions: say('media') },
        WORDS: [
          { guard: 'waitedFor', actions: say('wait.text') },
          { guard: 'alone', target: 'resume' },
        ],
      },
    },
    resume: { entry: ask, on: { RESUME: goOn, START: goOn } },
    /** The visit is over; what was answered is kept. */
    resumeOld: {
      entry: [breakOff, here('rest'), settled, ask],
      on: { START: toGreeting, PAUSE: { target: 'rest', actions: goodbye } },
    },
    resumeCase: {
      entry: ask,
      on: {
        ANSWER: [
          { guard: 'leftOff', target: 'onward', actions: effect({ type: 'unread' }) },
          { target: 'rest', actions: effect({ type: 'unread' }) },
        ],
        WORDS: [keepWords, { actions: ask }],
      },
    },
    rest: {
      entry: [here('rest'), settled],
      on: {
        WORDS: [
          { guard: 'waitedFor', actions: say('wait.text') },
          { guard: 'alone', target: 'greeting' },
        ],
        START: toGreeting,
        STALE: toGreeting,
        STOP: [{ guard: 'openCase', actions: [tellStopped, say('stop.open')] }, { actions: goodbye }],
        PAUSE: { actions: goodbye },
        RESUME: { actions: goodbye },
        // Typed it is said to the counsellor: there it only comes from 그냥 둘게요.
        REPEAT: [{ guard: 'unattended', actions: goodbye }, { actions: say('human.claimed') }],
        BACK: { actions: goodbye },
        MEDIA: [{ guard: 'unattended', actions: [say('media'), goodbye] }, { actions: say('media') }],
      },
    },
  },
});
