/** The one conversation machine, used purely: it is stepped by `transition` and says what it wants as effects.
 *  It never acts, never waits (`after`), never starts anything (`invoke`), and never learns the tier.
 *  A place to come back to lives in the context (`place`, `item`, `pending`): history states do not survive a restore. */
import { and } from 'xstate';
import {
  breakOff,
  deleteNow,
  endEpisode,
  endTalk,
  forgetSoon,
  goBack,
  hearNumber,
  here,
  misread,
  newVisit,
  noReminder,
  noteHandOver,
  noteHelper,
  noteRoute,
  noteThirdParty,
  putItem,
  putItemAgain,
  putOffDeletion,
  sayBeforeConsent,
  sayClaimed,
  sayNextLow,
  sayNotCarried,
  sayPassedOn,
  sayResult,
  sayShut,
  sayWords,
  settled,
  showCard,
  showCardAndPromise,
  showRedCard,
  startScale,
  takeAnswer,
  takeBestTime,
  takeNeed,
  takeNumber,
  takeReminder,
  takeThirdParty,
  tellLate,
  tellRisk,
  tellSilence,
  tellStopped,
  waitForDay,
  wishes,
} from './acts.ts';
import { pendings, places } from './context.ts';
import { ask, card, effect, find, flow, goodbye, kept, maySwitch, promise, say } from './flow.ts';
import type { AgeBand, Route } from './protocol.ts';
import { toldWhenAsked } from './screening.ts';

export { scored } from './acts.ts';
export type { Event } from './flow.ts';

/** Raised when states, events or context change meaning; older snapshots are then migrated by name (snapshot.ts). */
export const flowVersion = 2;

const chose = (...values: string[]) => ({ type: 'chose' as const, params: values });
const goes = (route: Route) => ({ type: 'goesTo' as const, params: route });
const at = <const P extends (typeof places)[number]>(place: P) => ({ type: 'wasAt' as const, params: place });
const setAge = flow.assign({
  age: ({ event }) => (event.type === 'ANSWER' ? (event.value as AgeBand) : null),
  helped: false,
  handedOver: null,
});
const setLang = flow.assign(({ context, event }) => ({
  lang: event.type === 'OPENED' && event.lang && maySwitch(context, event.lang, event) ? event.lang : context.lang,
}));
/** Whoever was in danger may not have seen the red card: a page that is loaded anew never gets the answer under way. It opens with where to call,
 *  as 도움 says it to everybody: somebody else may hold the phone. */
const whereToCall = [setLang, card('help', 'help', 'crisis.text')];

/** 이어하기: back to where it was. The card's own question is answered by it. */
const goOn = [
  { guard: 'midVisitOld', target: 'resumeOld' },
  { guard: 'cardWaitsAtRest', target: 'crisisNext' },
  { guard: at('rest'), target: 'rest', actions: [settled, goodbye] },
  { guard: { type: 'awaits', params: 'crisisNext' }, target: 'onward', actions: settled },
  { target: 'onward' },
] as const;

/** To somebody who does not know of a counsellor yet, words in the middle are only not understood. */
const wordsAmidQuestions = [{ guard: 'told', actions: [kept, say('unclear'), ask] }, { guard: 'untold' }] as const;
/** Words where it is asked how to reach them: to the counsellor who is there, or kept. */
const wordsWhileReached = [
  { guard: 'attended' },
  { guard: at('endangered'), actions: [card('crisis', 'crisis.again'), kept, ask] },
  { guard: 'waitedFor', actions: [kept, ask] },
] as const;
/** Somebody else is in danger now: what to do, and what comes after is urgent. */
const dangerOfOther = flow.enqueueActions(({ context, enqueue }) => {
  enqueue(card('crisis', 'crisis.other'));
  enqueue(promise);
  enqueue.assign({
    route: context.route === null ? null : ('high' as const),
    place: context.place === 'greeting' ? ('rest' as const) : context.place,
  });
});
const keepWords = { guard: 'waitedFor', actions: [kept, ask] } as const;
/** Questions that were put between and wait. */
const unanswered = pendings.map((pending) => ({
  guard: { type: 'awaits' as const, params: pending },
  target: pending,
}));
/** The case is closed while it was asked how to reach them: there is nobody to reach them any more. */
const onwardWithoutCase = { target: 'onward', actions: [endEpisode, say('human.back'), deleteNow] } as const;
/** Who waited for a counsellor, or was in danger, has been talked with: the program asks nothing more of them by itself. */
const restAfterTalk = [{ guard: 'unattended' }, { target: 'rest', actions: [say('human.back'), ask] }] as const;
/** In danger every word that is not more than a command brings the red card again. */
const redAgain = { guard: at('endangered'), actions: [card('crisis', 'crisis.now', 'crisis.text'), ask] } as const;
const toGreeting = { target: 'greeting' } as const;

export const conversation = flow.createMachine({
  id: 'conversation',
  context: ({ input }) => input,
  initial: 'new',
  on: {
    OPENED: [
      { guard: and(['unread', at('endangered')]), target: '.resumeCase', actions: whereToCall },
      { guard: 'unread', target: '.resumeCase', actions: setLang },
      { guard: 'midVisitOld', target: '.resumeOld', actions: setLang },
      { guard: 'midVisit', target: '.resume', actions: setLang },
      // Somebody else may hold the phone: it says that a counsellor is there, and nothing of what was said.
      { guard: and(['attended', at('endangered')]), actions: [...whereToCall, say('human.claimed')] },
      { guard: 'attended', actions: [setLang, say('human.claimed')] },
      { guard: at('endangered'), target: '.greeting', actions: whereToCall },
      { target: '.greeting', actions: setLang },
    ],
    AGED: { target: '.resumeOld' },
    RISK: [
      { guard: 'riskNow', target: '.danger', actions: tellRisk },
      { guard: and(['riskOfOtherNow', 'mayBeAsked']), target: '.contact', actions: [tellRisk, dangerOfOther] },
      { guard: 'riskOfOtherNow', actions: [tellRisk, dangerOfOther, ask] },
      { guard: 'attendedCrisis', actions: [tellRisk, showCard] },
      { guard: 'attended', actions: tellRisk },
      { guard: 'child', actions: [tellRisk, showCardAndPromise, ask] },
      { guard: 'riskOfOther', target: '.worried', actions: tellRisk },
      { guard: 'firstDoubt', target: '.check', actions: tellRisk },
      {
        guard: and(['knownRisk', at('needs')]),
        target: '.waiting',
        actions: [tellRisk, card('crisis', 'crisis.again')],
      },
      { guard: 'knownRisk', actions: [tellRisk, card('crisis', 'crisis.again'), ask] },
      { target: '.crisisNext', actions: [tellRisk, showCardAndPromise] },
    ],
    DANGER: { target: '.danger', actions: find({ type: 'danger', about: 'self' }) },
    OTHER_DANGER: [
      { guard: 'mayBeAsked', target: '.contact', actions: [find({ type: 'danger', about: 'other' }), dangerOfOther] },
      { actions: [find({ type: 'danger', about: 'other' }), dangerOfOther, ask] },
    ],
    LATE: [
      { guard: 'lateAcute', target: '.danger', actions: tellLate },
      { guard: 'carded', actions: [tellLate, card('crisis', 'crisis.again'), ask] },
      { target: '.crisisNext', actions: [tellLate, showCardAndPromise] },
    ],
    WORSE: { target: '.worse', actions: find({ type: 'worse' }) },
    /** In the middle of the questions how to reach them is asked at their end. */
    HUMAN: [
      { guard: 'midVisit', actions: [find({ type: 'humanWanted' }), sayPassedOn, ask] },
      { guard: 'mayAskContact', target: '.contact', actions: [find({ type: 'humanWanted' }), sayPassedOn] },
      { actions: [find({ type: 'humanWanted' }), sayPassedOn, ask] },
    ],
    HELP: { actions: [card('help', 'help', 'crisis.text'), ask] },
    /** 옮기기: a code with which it goes on elsewhere; here nothing moves. */
    CARRY: { actions: [effect({ type: 'carry' }), ask] },
    CARRIED: [
      { guard: 'unread', target: '.resumeCase', actions: say('carry.here') },
      { guard: 'midVisitOld', target: '.resumeOld', actions: say('carry.here') },
      { guard: at('endangered'), actions: [card('crisis', 'crisis.again'), say('carry.here'), ask] },
      { actions: [say('carry.here'), ask] },
    ],
    NOT_CARRIED: { actions: [sayNotCarried, ask] },
    /** 삭제, in every state: the question stands in front of the present one (`deleting`), and nothing moves. */
    DELETE: { actions: ask },
    FORGET: [
      { guard: 'free', actions: [effect({ type: 'forget' }), say('delete.done')] },
      { actions: [putOffDeletion, ask] },
    ],
    REPEAT: [redAgain, { actions: ask }],
    RESUME: [redAgain, { actions: ask }],
    START: [redAgain, { actions: ask }],
    BACK: [redAgain, { actions: ask }],
    STALE: [redAgain, { actions: [say('stale'), ask] }],
    PAUSE: [redAgain, { target: '.paused' }],
    MEDIA: [
      { guard: at('endangered'), actions: [card('crisis', 'crisis.again'), say('media'), ask] },
      { actions: [say('media'), ask] },
    ],
    STOP: [
      // How to reach them would have been asked at the end of the questions.
      {
        guard: and(['openCase', 'midVisit', 'mayAskContact']),
        target: '.contact',
        actions: [tellStopped, breakOff, here('rest'), settled, say('stop.open')],
      },
      { guard: 'openCase', target: '.rest', actions: [tellStopped, breakOff, say('stop.open')] },
      { target: '.rest', actions: [breakOff, say('stop')] },
    ],
    RESTART: [
      { guard: 'visitInDoubt', target: '.greeting', actions: [tellStopped, breakOff] },
      { target: '.greeting', actions: breakOff },
    ],
    WORDS: keepWords,
    /** Somebody who waits writes a number by themselves: it is asked whether they want to be called. */
    NUMBER: [
      { guard: 'mayAskContact', target: '.contact', actions: hearNumber },
      { guard: 'leftNumber', target: '.contactWhen', actions: takeNumber },
      { actions: [kept, ask] },
    ],
    LATE_PROMISE: { guard: 'waitedFor', actions: [find({ type: 'promiseMissed' }), effect({ type: 'late' })] },
    LAPSED: { guard: 'waitedFor', actions: [find({ type: 'lapsed' }), say('human.lapsed')] },
    AGAIN: { guard: 'resting', actions: say('again.due') },
    EXPIRED: [
      { guard: 'deletable', actions: effect({ type: 'forget' }) },
      { guard: 'deleteDue', actions: [find({ type: 'promiseMissed' }), say('delete.late')] },
      { guard: 'deleteWanted', actions: waitForDay },
    ],
    ASKS: { target: '.thirdParty', actions: noteThirdParty },
    SILENCE: { guard: 'silenceCounts', actions: tellSilence },
    CLAIMED: { actions: sayClaimed },
    SPOKE: { actions: sayWords },
    HANDED_BACK: [
      // Said already: a request that came twice.
      { guard: 'unattended' },
      { actions: [endTalk, say('human.back'), ask] },
    ],
    CLOSED: [
      {
        guard: and(['deleteWanted', 'midVisit']),
        target: '.rest',
        actions: [endEpisode, breakOff, say('human.back'), deleteNow],
      },
      { guard: 'midVisit', actions: [endEpisode, say('human.back'), deleteNow, ask] },
      { actions: [endEpisode, say('human.back'), deleteNow] },
    ],
  },
  states: {
    /** Nothing was said yet, or nothing that can still be read. */
    new: {
      on: {
        WORDS: { guard: 'unattended', target: 'greeting' },
        HUMAN: { target: 'contact', actions: [find({ type: 'humanWanted' }), sayPassedOn] },
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
      // Who goes no further leaves nothing behind.
      entry: [here('greeting'), settled, forgetSoon, say('greet'), ask],
      on: {
        START: { target: 'visit', actions: newVisit },
        ANSWER: [
          { guard: chose('start'), target: 'visit', actions: newVisit },
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
            target: 'visit',
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
          target: 'passedOn',
          actions: [find({ type: 'danger', about: 'other' }), dangerOfOther],
        },
        ANSWER: [
          {
            guard: chose('tell'),
            target: 'passedOn',
            actions: [find({ type: 'worried' }), sayPassedOn],
          },
          { guard: 'midVisit', target: 'onward' },
          { guard: chose('self'), target: 'visit', actions: newVisit },
        ],
      },
    },
    /** A counsellor is to contact them: how, unless a visit goes on, at whose end it is asked. */
    passedOn: {
      always: [
        { guard: 'midVisit', target: 'onward' },
        { guard: 'mayAskContact', target: 'contact' },
        { target: 'onward' },
      ],
    },
    /** A visit begins, unless nobody has signed for the questions (in production): then there is a person instead. */
    visit: { always: [{ guard: 'shut', target: 'shut' }, { target: 'age' }] },
    shut: {
      entry: [here('rest'), sayShut],
      always: [{ guard: 'mayAskContact', target: 'contact' }, { target: 'rest' }],
    },
    age: {
      entry: [here('age'), ask],
      on: {
        ANSWER: [
          { guard: chose('13-'), target: 'child', actions: [setAge, forgetSoon] },
          { guard: 'shutForAge', target: 'shut', actions: setAge },
          { guard: 'elder', target: 'helper', actions: setAge },
          { target: 'consent', actions: [setAge, sayBeforeConsent] },
        ],
        BACK: toGreeting,
      },
    },
    /** From 65: a daughter, a volunteer may be tapping. */
    helper: {
      entry: [here('helper'), ask],
      on: {
        ANSWER: { target: 'consent', actions: [noteHelper, sayBeforeConsent] },
        BACK: { target: 'age' },
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
            target: 'refused',
            actions: [effect({ type: 'consent', key: 'consent.screen', given: false }), forgetSoon],
          },
          { guard: chose('more'), actions: [say('consent.more'), ask] },
        ],
        BACK: { target: 'age' },
      },
    },
    /** Who refuses while a counsellor is after them is asked how they may be reached: there is no end of a visit to do it at. */
    refused: {
      entry: here('rest'),
      always: [
        { guard: and(['openCase', 'mayAskContact']), target: 'contact', actions: card('help', 'consent.no.open') },
        { guard: 'openCase', target: 'rest', actions: card('help', 'consent.no.open') },
        { target: 'rest', actions: card('help', 'consent.no') },
      ],
    },
    /** One item of an instrument: the scale, then ASQ, then PHQ-9's item 10. */
    item: {
      entry: [here('item'), putItem],
      on: {
        ANSWER: [
          { guard: 'acute', target: 'danger', actions: takeAnswer },
          { guard: 'firstAlarm', target: 'crisisNext', actions: [takeAnswer, showCardAndPromise] },
          { guard: 'lastItem', target: 'settling', actions: takeAnswer },
          { guard: 'handOverNext', target: 'handOver', actions: takeAnswer },
          { target: 'item', reenter: true, actions: takeAnswer },
        ],
        BACK: [{ guard: 'hasPrevious', target: 'item', reenter: true, actions: goBack }, { actions: ask }],
        REPEAT: { actions: putItemAgain },
        WORDS: wordsAmidQuestions,
      },
    },
    /** The private questions come, and somebody else holds the phone (SCRIPT 2.7). */
    handOver: {
      entry: ask,
      on: {
        ANSWER: { target: 'item', actions: noteHandOver },
        BACK: { target: 'item', actions: goBack },
        WORDS: wordsAmidQuestions,
      },
    },
    /** The crisis card stands alone with three buttons (SCRIPT 2.4). Nothing else follows until an answer. */
    crisisNext: {
      entry: [flow.assign({ pending: 'crisisNext' }), ask],
      on: {
        RESUME: [
          // At rest, 이어하기 leads to a new screening, so that everyone at risk is asked ASQ.
          { guard: 'betweenVisits', target: 'visit', actions: newVisit },
          { target: 'onward', actions: settled },
        ],
        // Here they are asked at once, and the questions are offered after.
        HUMAN: [
          { guard: 'mayAskContact', target: 'contact', actions: [find({ type: 'humanWanted' }), sayPassedOn] },
          { actions: [find({ type: 'humanWanted' }), sayPassedOn, ask] },
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
            actions: [settled, find(toldWhenAsked), showCardAndPromise],
          },
          { target: 'onward', actions: [settled, card('crisis', 'crisis.again')] },
        ],
      },
    },
    /** Danger is now: the red card, no questionnaire any more, and at once how to reach them. */
    danger: {
      entry: [here('endangered'), settled, showRedCard, breakOff, promise],
      always: { target: 'onward' },
    },
    endangered: {
      on: {
        WORDS: [
          { guard: 'waitedFor', actions: [card('crisis', 'crisis.again'), kept] },
          { guard: 'alone', actions: card('crisis', 'crisis.again') },
        ],
        HANDED_BACK: restAfterTalk,
        CLOSED: { target: 'rest', actions: [endEpisode, say('human.back'), deleteNow] },
      },
    },
    /** How a counsellor may reach them: a consent of its own, and never in the way of the escalation. */
    contact: {
      entry: ask,
      on: {
        NUMBER: { target: 'contactWhen', actions: takeNumber },
        ANSWER: [
          { guard: 'heardNumber', target: 'contactWhen', actions: takeNumber },
          { guard: chose('number'), target: 'contactNumber' },
          { guard: chose('chat'), target: 'reached', actions: wishes('chat', 'contact.chat') },
          { target: 'reached', actions: wishes('none', 'contact.none') },
        ],
        WORDS: wordsWhileReached,
        CLOSED: onwardWithoutCase,
      },
    },
    contactNumber: {
      entry: ask,
      on: {
        NUMBER: { target: 'contactWhen', actions: takeNumber },
        ANSWER: { target: 'reached', actions: wishes('chat', 'contact.skip') },
        BACK: { target: 'contact' },
        CLOSED: onwardWithoutCase,
        MISREAD: [
          { guard: 'misreadThrice', target: 'reached', actions: wishes('chat', 'contact.skip') },
          { actions: [misread, ask] },
        ],
        WORDS: wordsWhileReached,
      },
    },
    contactWhen: {
      entry: ask,
      on: {
        ANSWER: { target: 'reached', actions: takeBestTime },
        BACK: { target: 'contactNumber' },
        // "아무 때나요": any time, and the words are kept.
        WORDS: [{ guard: 'attended' }, { target: 'reached', actions: say('contact.done') }],
        CLOSED: onwardWithoutCase,
        // Another number instead of the first.
        NUMBER: { target: 'contactWhen', reenter: true, actions: takeNumber },
      },
    },
    /** Asked how to reach them: on to where it was asked from. */
    reached: {
      always: [
        ...unanswered,
        { guard: 'mayAskNeed', target: 'needs' },
        { guard: at('endangered'), target: 'endangered', actions: card('crisis', 'crisis.again') },
        // Asked for a person where it was asked whether one may call: that is answered.
        { guard: at('next'), target: 'needs' },
        { guard: and([at('rest'), 'wishesChat']), target: 'rest' },
        { guard: at('rest'), target: 'rest', actions: goodbye },
        { target: 'onward' },
      ],
    },
    /** Back to where it was, from the context alone. */
    onward: {
      always: [
        ...unanswered,
        { guard: 'contactFirst', target: 'contact' },
        { guard: and([at('endangered'), 'mayAskContact']), target: 'contact' },
        { guard: 'routed', target: 'result' },
        { guard: 'visitComplete', target: 'settling' },
        { guard: 'handOverFirst', target: 'handOver' },
        ...places.map((place) => ({ guard: at(place), target: place })),
      ],
    },
    /** All is answered: triage says what comes next, in the same turn. */
    settling: {
      entry: effect({ type: 'route' }),
      on: { ROUTED: { target: 'onward', actions: noteRoute } },
    },
    result: {
      entry: [here('rest'), sayResult],
      always: [
        // The counsellor is there already.
        { guard: 'attended', target: 'rest' },
        { guard: and([goes('high'), 'wishesNoContact']), target: 'waiting', actions: say('next.high.chat') },
        { guard: goes('high'), target: 'waiting', actions: say('next.high') },
        // They have been asked how to reach them already, before the result.
        { guard: and(['unreached', goes('mid')]), target: 'next' },
        { guard: goes('mid'), target: 'needs' },
        { target: 'again', actions: sayNextLow },
      ],
    },
    next: {
      entry: [here('next'), ask],
      on: {
        ANSWER: [
          {
            guard: chose('contact'),
            target: 'contact',
            actions: [here('rest'), find({ type: 'humanWanted' }), sayPassedOn],
          },
          { guard: chose('call'), target: 'needs', actions: card('help', 'help') },
          { guard: chose('no'), target: 'needs', actions: find({ type: 'declined' }) },
        ],
      },
    },
    needs: {
      entry: [here('needs'), flow.assign({ needed: true }), ask],
      on: { ANSWER: { target: 'rest', actions: [takeNeed, goodbye] } },
    },
    /** A reminder to look again, if they wish. */
    again: {
      entry: [here('again'), ask],
      on: {
        ANSWER: [
          { guard: chose('yes'), target: 'rest', actions: [takeReminder, goodbye] },
          { target: 'rest', actions: [noReminder, goodbye] },
        ],
      },
    },
    /** A counsellor's question to them; it waits until it is answered. */
    thirdParty: {
      entry: ask,
      on: { ANSWER: { target: 'onward', actions: takeThirdParty }, CLOSED: onwardWithoutCase },
    },
    waiting: {
      entry: [here('waiting'), ask],
      on: {
        START: toGreeting,
        HANDED_BACK: restAfterTalk,
        CLOSED: { target: 'rest', actions: [endEpisode, say('human.back'), deleteNow] },
      },
    },
    worse: {
      entry: ask,
      on: {
        ANSWER: { guard: chose('no'), target: 'onward', actions: kept },
        WORDS: [{ guard: 'attended' }, { actions: [card('crisis', 'crisis.again'), kept, ask] }],
      },
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
        CARRIED: [
          { guard: 'unread', target: 'resumeCase', actions: say('carry.here') },
          { target: 'resume', actions: say('carry.here') },
        ],
        WORDS: [
          { guard: 'waitedFor', actions: kept },
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
          { guard: 'midVisitOld', target: 'resumeOld', actions: effect({ type: 'unread' }) },
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
          { guard: 'waitedFor', actions: kept },
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
