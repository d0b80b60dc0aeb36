/** The one conversation machine, used purely: it is stepped by `transition` and says what it wants as effects.
 *  It never acts, never waits (`after`), never starts anything (`invoke`), and never learns the tier.
 *  A place to come back to lives in the context (`place`, `item`): history states do not survive a restore. */
import { setup } from 'xstate';
import { type Context, type Place, places } from './context.ts';
import { type InstrumentId, instrument } from './instruments/registry.ts';
import type { AgeBand, CardKind, Care, Effect, Finding, Lang, Route, TimerKind } from './protocol.ts';
import type { Risk } from './safety.ts';
import { score } from './score.ts';
import {
  alarms,
  type Answers,
  findingOf,
  following,
  isMinor,
  itemsOf,
  nextAsq,
  previousItem,
  riskFinding,
  scaleFor,
  silenceOf,
} from './screening.ts';
import type { TextKey } from './wording.ts';

type Named =
  | { type: 'OPENED'; unread: number; lang?: Lang }
  | { type: 'ANSWER'; value: string }
  | { type: 'BACK' | 'REPEAT' | 'PAUSE' | 'RESUME' | 'STOP' | 'RESTART' | 'HUMAN' | 'HELP' | 'WORSE' | 'DANGER' }
  | { type: 'RISK'; risk: Risk }
  /** Words that are neither answer nor command; understood only where somebody reads them. */
  | { type: 'WORDS' | 'MEDIA' }
  | { type: 'SILENCE'; timer: TimerKind }
  | { type: 'CLAIMED'; counsellor: string }
  | { type: 'SPOKE'; counsellor: string; text: string }
  | { type: 'CLOSED' }
  | { type: 'ROUTED'; route: Route };
export type Event = Named & { at: number; care: Care };

/** Raised when states, events or context change meaning; older snapshots are then migrated by name (snapshot.ts). */
export const flowVersion = 1;

/** A screening left for a day asks about other days: it starts again (SCRIPT resume.old). */
const staleAfterSeconds = 24 * 3600;

const flow = setup({
  types: { context: {} as Context, events: {} as Event, input: {} as Context },
  actions: { effect: (_args, _effect: Effect) => {} },
  guards: {
    chose: ({ event }, values: readonly string[]) => event.type === 'ANSWER' && values.includes(event.value),
    acute: ({ context, event }) => context.item === 'asq/5' && valueOf(event) === 1,
    firstAlarm: ({ context, event }) => !context.carded && !!context.item && alarms(context.item, valueOf(event)),
    lastItem: ({ context, event }) => after(context, event).item === null,
    hasPrevious: ({ context: { scale, item, answers } }) => !!scale && !!item && previousItem(scale, answers, item) !== null,
    midVisit: ({ context }) => context.item !== null,
    midVisitOld: ({ context, event }) => isOld(context, event),
    carded: ({ context }) => context.carded,
    alarmed: ({ context }) => context.alarmed,
    unread: ({ event }) => event.type === 'OPENED' && event.unread > 0,
    riskNow: ({ event }) => event.type === 'RISK' && event.risk.about === 'self' && event.risk.priority === 'P0',
    riskOfOther: ({ event }) => event.type === 'RISK' && event.risk.about === 'other',
    unclearRisk: ({ context, event }) => event.type === 'RISK' && event.risk.level === 'check' && !context.checked,
    unclearAgain: ({ event }) => event.type === 'RISK' && event.risk.level === 'check',
    openCase: ({ context, event }) => context.alarmed || event.care !== 'none',
    waitedFor: ({ event }) => event.care === 'waiting',
    alone: ({ event }) => event.care === 'none',
    visitComplete: ({ context }) => context.place === 'item' && context.item === null,
    wasAt: ({ context }, place: Place) => context.place === place,
    to: ({ event }, route: Route) => event.type === 'ROUTED' && event.route === route,
    silenceCounts: ({ context, event }) => event.type === 'SILENCE' && silenceOf(context) === event.timer,
  },
});

const effect = (params: Effect) => ({ type: 'effect' as const, params });
const say = (...keys: TextKey[]) => effect({ type: 'say', keys });
const card = (kind: CardKind, ...keys: TextKey[]) => effect({ type: 'card', kind, keys });
const find = (finding: Finding) => effect({ type: 'find', finding });
const ask = effect({ type: 'ask' });
const promise = effect({ type: 'promise' });
const chose = (...values: string[]) => ({ type: 'chose' as const, params: values });

const valueOf = (event: Event): number | null =>
  event.type !== 'ANSWER' || event.value === 'skip' ? null : Number(event.value);
const instrumentOf = (item: string) => item.slice(0, item.indexOf('/')) as InstrumentId;
const isOld = (context: Context, event: Event) =>
  context.item !== null && event.at / 1000 - context.seen > staleAfterSeconds;

/** The answers with this one taken, and what is asked next. */
function after(context: Context, event: Event): { answers: Answers; item: string | null; alarmed: boolean } {
  const { scale, item, answers } = context;
  if (!scale || !item) return { answers, item: null, alarmed: context.alarmed };
  const value = valueOf(event);
  const taken = { ...answers, [item]: [value, Math.floor(event.at / 1000)] as const };
  const alarmed = context.alarmed || alarms(item, value);
  return { answers: taken, item: following(scale, taken, item, alarmed), alarmed };
}

/** The answers of one instrument as `score` takes them: item key → value. */
export function scored(id: InstrumentId, answers: Answers) {
  const own = Object.entries(answers).flatMap(([key, [value]]) =>
    key.startsWith(`${id}/`) ? [[key.slice(id.length + 1), value] as const] : [],
  );
  return score(instrument(id), Object.fromEntries(own));
}

/** Takes an answer: tells triage of an alarm, a refusal or a correction at once, and ends instruments that are complete. */
const takeAnswer = flow.enqueueActions(({ context, event, enqueue }) => {
  const { scale, item, was } = context;
  if (!scale || !item) return;
  const value = valueOf(event);
  const before = context.answers[item]?.[0];
  const next = after(context, event);
  const corrected = before !== undefined && before !== null && alarms(item, before) && value !== before;
  const own = instrumentOf(item);
  const ends = own === 'asq' ? nextAsq(next.answers) === null : item === itemsOf(scale).at(-1);
  const running = ends ? context.running.filter((id) => id !== own) : context.running;
  enqueue.assign({
    answers: next.answers,
    item: next.item,
    alarmed: next.alarmed,
    was: corrected ? { ...was, [item]: was[item] ?? before } : was,
    // Set before the states' entry reads it: after a first alarm ASQ is asked as "a few more".
    running,
  });
  const finding = findingOf(item, value);
  if (finding) enqueue(find(finding));
  if (corrected) {
    enqueue(find({ type: 'corrected', key: item, from: before, to: value }));
    enqueue(say('back.alarm'));
  } else if (context.carded && alarms(item, value) && !(item === 'asq/5')) enqueue(card('crisis', 'crisis.again'));
  if (ends) {
    if (own !== 'asq') enqueue(find(scoreFinding(own, next.answers)));
    else if (!asqPositive(next.answers)) enqueue(find({ type: 'asqNegative' }));
    enqueue(effect({ type: 'record', instrument: own, status: 'finished' }));
  } else if (finding) enqueue(effect({ type: 'record', instrument: own, status: 'running' }));
});

const asqPositive = (answers: Answers) =>
  Object.entries(answers).some(([key, [value]]) => /^asq\/[1-5]$/.test(key) && value !== 0);

function scoreFinding(id: InstrumentId, answers: Answers): Finding {
  const { total, band } = scored(id, answers);
  return band === null ? { type: 'incomplete', instrument: id } : { type: 'score', instrument: id, total, band };
}

/** Says what belongs before this item (intro and stem before the first, ASQ's before its first) and puts it. */
const putItem = flow.enqueueActions(({ context, enqueue }) => {
  const { item, scale, answers, carded } = context;
  if (!item || !scale) return;
  if (item === itemsOf(scale)[0] && !answers[item]) {
    enqueue(say(scale === 'phq9' ? 'phq9.intro' : 'sgds.intro'));
    if (scale === 'phq9') enqueue(effect({ type: 'stem' }));
  }
  if (item === 'asq/1' && !answers[item]) {
    enqueue(say(carded ? 'asq.more' : 'asq.intro'));
    enqueue.assign({ running: [...new Set([...context.running, 'asq' as const])] });
    enqueue(effect({ type: 'record', instrument: 'asq', status: 'running' }));
  }
  enqueue(ask);
});

const startScale = flow.enqueueActions(({ context, enqueue }) => {
  const scale = scaleFor(context.age ?? '19-34');
  enqueue.assign({ scale, answers: {}, was: {}, item: itemsOf(scale)[0] ?? null, running: [scale], consented: true });
  enqueue(effect({ type: 'consent', key: 'consent.screen', given: true }));
  enqueue(effect({ type: 'record', instrument: scale, status: 'running' }));
});

/** Breaks off what is running: what was answered is kept, and an open alarm is told (R6). */
const breakOff = flow.enqueueActions(({ context, event, enqueue }) => {
  for (const id of context.running) enqueue(effect({ type: 'record', instrument: id, status: 'stopped' }));
  if (context.alarmed && context.item !== null) enqueue(find({ type: 'stopped' }));
  else if (event.type === 'STOP' && event.care !== 'none') enqueue(find({ type: 'stopped' }));
  enqueue.assign({ running: [], item: null });
});

const showCard = flow.assign({ carded: true, alarmed: true });
const here = (place: Place) => flow.assign({ place });
const newVisit = flow.assign(({ context }) => ({
  visit: context.visit + 1,
  age: null,
  consented: false,
  scale: null,
  answers: {},
  was: {},
  item: null,
  running: [],
}));
const setLang = flow.assign(({ context, event }) => ({
  lang: event.type === 'OPENED' && event.lang ? event.lang : context.lang,
}));

/** Risk words, as a finding; from a child every one of them counts the same (SCRIPT, first rules). */
const tellRisk = flow.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'RISK') return;
  enqueue(find(context.age === '13-' ? { type: 'childRisk' } : riskFinding(event.risk)));
});

/** After a card in a conversation at rest, 이어하기 leads to a new screening, so that everyone at risk is asked ASQ. */
const leadOn = flow.enqueueActions(({ context, enqueue }) => {
  if (context.place !== 'rest' && context.place !== 'greeting') return;
  enqueue(newVisit);
  enqueue(here('age'));
});

const sayResult = flow.enqueueActions(({ context: { scale, answers, alarmed, age }, enqueue }) => {
  const id = scale ?? 'phq9';
  const { band } = scored(id, answers);
  const words = instrument(id).bands.find((one) => one.band === band)?.words;
  enqueue(
    card(
      'result',
      alarmed ? 'result.asq.yes' : 'result.asq.no',
      words ? (`result.${id}.${words}` as TextKey) : 'result.part',
      ...(isMinor(age) ? (['youth'] as const) : []),
      'result.note',
    ),
  );
  enqueue(effect({ type: 'route' }));
});

const goodbye = say('end', 'end.web');

export const conversation = flow.createMachine({
  id: 'conversation',
  context: ({ input }) => input,
  initial: 'new',
  on: {
    OPENED: [
      { guard: 'unread', target: '.resumeCase', actions: setLang },
      { guard: 'midVisitOld', target: '.resumeOld', actions: setLang },
      { guard: 'midVisit', target: '.resume', actions: setLang },
      { target: '.greeting', actions: [setLang, newVisit] },
    ],
    RISK: [
      { guard: 'riskNow', target: '.danger', actions: tellRisk },
      { guard: 'riskOfOther', target: '.worried', actions: tellRisk },
      { guard: 'unclearRisk', target: '.check', actions: tellRisk },
      { guard: 'unclearAgain', actions: [tellRisk, ask] },
      { guard: 'carded', actions: [tellRisk, card('crisis', 'crisis.again'), ask] },
      { target: '.crisisNext', actions: tellRisk },
    ],
    DANGER: { target: '.danger', actions: find({ type: 'danger', about: 'self' }) },
    WORSE: { guard: 'openCase', target: '.worse', actions: find({ type: 'worse' }) },
    HUMAN: { actions: [find({ type: 'humanWanted' }), say('human.request'), ask] },
    HELP: { actions: [card('help', 'help', 'crisis.text'), ask] },
    REPEAT: { actions: ask },
    RESUME: { actions: ask },
    BACK: { actions: ask },
    PAUSE: { target: '.paused' },
    MEDIA: { actions: [say('media'), ask] },
    STOP: [
      { guard: 'openCase', target: '.rest', actions: [breakOff, say('stop.open')] },
      { target: '.rest', actions: [breakOff, say('stop')] },
    ],
    RESTART: { target: '.greeting', actions: [breakOff, newVisit] },
    WORDS: { guard: 'waitedFor', actions: [say('wait.text'), ask] },
    SILENCE: {
      guard: 'silenceCounts',
      actions: flow.enqueueActions(({ event, enqueue }) => {
        if (event.type === 'SILENCE') enqueue(find({ type: 'silent', timer: event.timer }));
      }),
    },
    CLAIMED: {
      actions: flow.enqueueActions(({ event, enqueue }) => {
        if (event.type === 'CLAIMED')
          enqueue(effect({ type: 'say', keys: ['human.claimed'], counsellor: event.counsellor }));
      }),
    },
    SPOKE: {
      actions: flow.enqueueActions(({ event, enqueue }) => {
        if (event.type === 'SPOKE') enqueue(effect({ type: 'human', name: event.counsellor, text: event.text }));
      }),
    },
    CLOSED: { actions: [flow.assign({ carded: false, checked: false, alarmed: false }), say('human.back')] },
  },
  states: {
    new: {},
    greeting: {
      entry: [here('greeting'), say('greet'), ask],
      on: {
        ANSWER: [
          { guard: chose('start'), target: 'age' },
          { guard: chose('hard'), target: 'hard' },
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
      entry: [here('age'), ask],
      on: {
        ANSWER: [
          { guard: chose('unsure'), target: 'crisisNext', actions: find({ type: 'unsure' }) },
          {
            guard: chose('notDanger'),
            target: 'age',
            actions: [find({ type: 'struggling' }), say('human.request')],
          },
        ],
      },
    },
    worried: {
      entry: [flow.assign({ place: ({ context: { place } }) => (place === 'greeting' ? 'rest' : place) }), ask],
      on: {
        ANSWER: [
          {
            guard: chose('tell'),
            target: 'onward',
            actions: [find({ type: 'worried' }), say('human.request', 'outside')],
          },
          {
            guard: chose('otherDanger'),
            target: 'onward',
            actions: [find({ type: 'danger', about: 'other' }), card('crisis', 'crisis.other'), promise],
          },
          { guard: { type: 'midVisit' }, target: 'onward' },
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
            actions: flow.assign({
              age: ({ event }) => (event.type === 'ANSWER' ? (event.value as AgeBand) : null),
            }),
          },
        ],
      },
    },
    child: {
      entry: [here('child'), ask],
      on: {
        ANSWER: {
          guard: chose('tell'),
          target: 'rest',
          actions: [find({ type: 'humanWanted' }), say('human.request')],
        },
      },
    },
    consent: {
      entry: [
        here('consent'),
        flow.enqueueActions(({ context, enqueue }) => {
          enqueue(say('consent.human'));
          if (isMinor(context.age)) enqueue(say('consent.minor'));
        }),
        ask,
      ],
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
      },
    },
    /** One item of an instrument: the scale, then ASQ, then PHQ-9's item 10. */
    item: {
      entry: [here('item'), putItem],
      on: {
        ANSWER: [
          { guard: 'acute', target: 'danger', actions: takeAnswer },
          { guard: 'firstAlarm', target: 'crisisNext', actions: takeAnswer },
          { guard: 'lastItem', target: 'result', actions: takeAnswer },
          { target: 'item', reenter: true, actions: takeAnswer },
        ],
        BACK: [
          {
            guard: 'hasPrevious',
            target: 'item',
            reenter: true,
            actions: flow.assign({
              item: ({ context: { scale, item, answers } }) =>
                scale && item ? previousItem(scale, answers, item) : item,
            }),
          },
          { actions: ask },
        ],
        REPEAT: {
          actions: flow.enqueueActions(({ context, enqueue }) => {
            if (context.item?.startsWith('phq9/')) enqueue(effect({ type: 'stem' }));
            enqueue(ask);
          }),
        },
      },
    },
    /** The crisis card stands alone with three buttons (SCRIPT 2.4). Nothing else follows until an answer. */
    crisisNext: {
      entry: [showCard, leadOn, card('crisis', 'crisis.first'), promise, ask],
      on: {
        RESUME: { target: 'onward' },
        BACK: {
          guard: 'hasPrevious',
          target: 'item',
          actions: flow.assign({
            item: ({ context: { scale, item, answers } }) => (scale && item ? previousItem(scale, answers, item) : item),
          }),
        },
      },
    },
    check: {
      entry: [flow.assign({ checked: true }), ask],
      on: {
        ANSWER: [
          {
            guard: chose('yes'),
            target: 'crisisNext',
            actions: find({ type: 'textRisk', level: 'P1', about: 'self', rule: 'check.ask' }),
          },
          { target: 'onward' },
        ],
      },
    },
    /** Danger is now: the red card, and no questionnaire any more. */
    danger: {
      entry: [here('rest'), showCard, breakOff, card('crisis', 'crisis.now', 'crisis.text'), promise],
      on: { WORDS: [{ guard: 'waitedFor', actions: say('wait.text') }, { guard: 'alone', actions: card('help', 'help') }] },
    },
    /** Back to where it was, from the context alone. */
    onward: {
      always: [
        { guard: 'visitComplete', target: 'result' },
        ...places.map((place) => ({ guard: { type: 'wasAt' as const, params: place }, target: place })),
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
            actions: [find({ type: 'humanWanted' }), say('human.request', 'outside'), goodbye],
          },
          { guard: chose('call'), target: 'rest', actions: [card('help', 'help'), goodbye] },
          { guard: chose('no'), target: 'rest', actions: goodbye },
        ],
      },
    },
    waiting: {
      entry: [here('waiting'), ask],
      on: { CLOSED: { target: 'rest', actions: [flow.assign({ carded: false, checked: false, alarmed: false }), say('human.back')] } },
    },
    worse: { entry: ask, on: { ANSWER: { guard: chose('no'), target: 'onward' } } },
    paused: {
      entry: say('pause'),
      on: {
        RESUME: [{ guard: 'midVisitOld', target: 'resumeOld' }, { target: 'onward' }],
        WORDS: [
          { guard: 'waitedFor', actions: say('wait.text') },
          { guard: 'alone', target: 'resume' },
        ],
      },
    },
    resume: { entry: ask, on: { RESUME: [{ guard: 'midVisitOld', target: 'resumeOld' }, { target: 'onward' }] } },
    resumeOld: { entry: ask, on: { RESUME: { actions: ask } } },
    resumeCase: { entry: ask, on: { ANSWER: { guard: chose('show'), target: 'onward', actions: effect({ type: 'unread' }) } } },
    rest: {
      entry: here('rest'),
      on: {
        WORDS: [
          { guard: 'waitedFor', actions: say('wait.text') },
          { guard: 'alone', target: 'greeting', actions: newVisit },
        ],
        STOP: { actions: goodbye },
        PAUSE: { actions: goodbye },
        RESUME: { actions: goodbye },
      },
    },
  },
});
