/** What the conversation does on its way: takes answers, opens and breaks off a visit, shows the crisis card, says the result.
 *  Every act only changes the context and names effects. */
import { again } from './again.ts';
import { isVisitComplete, type Place } from './context.ts';
import { after, answerOf, ask, before, card, effect, find, flow, isChild, promise, say, sayWith } from './flow.ts';
import { type InstrumentId, instrument } from './instruments/registry.ts';
import { type BestTime, bestTimes, type ContactWish, type Finding, type Need, needs } from './protocol.ts';
import { score } from './score.ts';
import {
  type Answers,
  alarms,
  difficulty,
  findingOf,
  isAllTheSame,
  isAsqNegative,
  isComplete,
  isMinor,
  itemsOf,
  riskFinding,
  scaleFor,
} from './screening.ts';
import type { TextKey } from './wording.ts';

export const here = (place: Place) => flow.assign({ place });
export const settled = flow.assign({ pending: null });

// === A visit

/** Only when somebody begins anew: until then the visit that ended can still be written down as it was. */
export const newVisit = flow.assign(({ context }) => ({
  visit: context.visit + 1,
  age: null,
  consented: false,
  helped: false,
  handedOver: null,
  scale: null,
  answers: {},
  was: {},
  item: null,
  running: [],
  pending: null,
  route: null,
  awaited: false,
  needed: false,
  heardNumber: null,
}));

/** The answer of somebody who was asked whether they tap for another. */
export const noteHelper = flow.enqueueActions(({ event, enqueue }) => {
  const helped = event.type === 'ANSWER' && event.value === 'helping';
  enqueue.assign({ helped });
  if (helped) enqueue(say('helper.on'));
});

export const noteHandOver = flow.assign(({ event }) => ({
  handedOver: event.type === 'ANSWER' && event.value === 'handed',
}));

/** What counsellors read and when, before the one consent (SCRIPT 2.1). */
export const sayBeforeConsent = flow.enqueueActions(({ context, enqueue }) => {
  enqueue(say('consent.human'));
  if (isMinor(context.age)) enqueue(say('consent.minor'));
});

/** Consent was given: the scale begins, with its own instruction and stem. */
export const startScale = flow.enqueueActions(({ context, enqueue }) => {
  const scale = scaleFor(context.age ?? '19-34');
  enqueue.assign({
    scale,
    answers: {},
    was: {},
    item: itemsOf(scale)[0] ?? null,
    running: [scale],
    consented: true,
    recorded: true,
  });
  enqueue(effect({ type: 'consent', key: 'consent.screen', given: true }));
  enqueue(effect({ type: 'record', instrument: scale, status: 'running' }));
  enqueue(say(scale === 'phq9' ? 'phq9.intro' : 'sgds.intro'));
  if (scale === 'phq9') enqueue(effect({ type: 'stem' }));
});

/** A day is enough to come back and tell a counsellor; then nothing is left of who refused or is a child. */
const forgetAfterMs = 24 * 3_600_000;
export const forgetSoon = flow.enqueueActions(({ context, enqueue }) => {
  if (!context.recorded && context.deleteBy === null) {
    enqueue(effect({ type: 'schedule', timer: 'forget', afterMs: forgetAfterMs }));
  }
});

/** Ends what is running before its end: what was answered is kept. */
export const breakOff = flow.enqueueActions(({ context, enqueue }) => {
  for (const id of context.running) enqueue(effect({ type: 'record', instrument: id, status: 'stopped' }));
  enqueue.assign({ running: [] });
});

/** They stop while something is open (R6). */
export const tellStopped = find({ type: 'stopped' });

// === Answers

/** The answers of one instrument as `score` takes them: item key → value. */
export function scored(id: InstrumentId, answers: Answers) {
  const own = Object.entries(answers).flatMap(([key, [value]]) =>
    key.startsWith(`${id}/`) ? [[key.slice(id.length + 1), value] as const] : [],
  );
  return score(instrument(id), Object.fromEntries(own));
}

/** Takes an answer: tells triage of an alarm, a refusal or a correction at once, and ends instruments that are complete.
 *  An answer changed after its instrument was complete is scored and written down again. */
export const takeAnswer = flow.enqueueActions(({ context, event, enqueue }) => {
  const { scale, item, was } = context;
  if (!scale || !item) return;
  const value = answerOf(event);
  const given = context.answers[item]?.[0];
  const next = after(context, event);
  const own = item.slice(0, item.indexOf('/')) as InstrumentId;
  const isCorrected = given !== undefined && given !== null && alarms(item, given) && value !== given;
  const isWhole = isComplete(own, next.answers);
  const isNews = context.running.includes(own) || value !== given;
  enqueue.assign({
    answers: next.answers,
    item: next.item,
    alarmed: next.alarmed,
    was: isCorrected ? { ...was, [item]: was[item] ?? given } : was,
    // Set before the states' entry reads it: after a first alarm ASQ is asked as "a few more".
    running: isWhole ? context.running.filter((id) => id !== own) : context.running,
  });
  const finding = findingOf(item, value);
  if (finding) enqueue(find(finding));
  if (isCorrected) enqueue(find({ type: 'corrected', key: item, from: given, to: value }));
  // The first alarm of an episode and item 5 have their own cards, in the states they lead to.
  if (alarms(item, value)) {
    if (context.carded && item !== 'asq/5') enqueue(card('crisis', 'crisis.again'));
  } else if (isCorrected) enqueue(say('back.alarm'));
  if (isWhole && isNews) {
    for (const result of item === difficulty ? [] : resultOf(own, next.answers)) enqueue(find(result));
    if (own === scale && isAllTheSame(scale, next.answers)) enqueue(find({ type: 'sameAnswers', instrument: own }));
    enqueue(effect({ type: 'record', instrument: own, status: 'finished' }));
  } else if (finding) enqueue(effect({ type: 'record', instrument: own, status: 'running' }));
});

function resultOf(id: InstrumentId, answers: Answers): Finding[] {
  if (id === 'asq') return isAsqNegative(answers) ? [{ type: 'asqNegative' }] : [];
  const { total, band } = scored(id, answers);
  return [band === null ? { type: 'incomplete', instrument: id } : { type: 'score', instrument: id, total, band }];
}

export const goBack = flow.assign({ item: ({ context }) => before(context) });

// === Questions

/** Puts the item; before ASQ's first one, once, what ASQ is. Coming back from an interruption only the item is put. */
export const putItem = flow.enqueueActions(({ context: { item, answers, carded, running }, enqueue }) => {
  if (item === 'asq/1' && !answers[item] && !running.includes('asq')) {
    enqueue(say(carded ? 'asq.more' : 'asq.intro'));
    enqueue.assign({ running: [...running, 'asq' as const] });
    enqueue(effect({ type: 'record', instrument: 'asq', status: 'running' }));
  }
  enqueue(ask);
});

/** The item again, with PHQ-9's stem. Item 10 is a question of its own. */
export const putItemAgain = flow.enqueueActions(({ context: { item }, enqueue }) => {
  if (item?.startsWith('phq9/') && item !== difficulty) enqueue(effect({ type: 'stem' }));
  enqueue(ask);
});

// === Risk

/** Risk words, as a finding; from a child every one of them counts the same, but for danger now (SCRIPT, first rules). */
export const tellRisk = flow.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'RISK') return;
  const finding = riskFinding(event.risk);
  if (isChild(context)) enqueue(find({ type: 'childRisk' }));
  if (!isChild(context) || event.risk.priority === 'P0') enqueue(find(finding));
});

export const tellLate = flow.enqueueActions(({ event, enqueue }) => {
  if (event.type === 'LATE') enqueue(find(event.finding));
});

export const tellSilence = flow.enqueueActions(({ event, enqueue }) => {
  if (event.type === 'SILENCE') enqueue(find({ type: 'silent', timer: event.timer }));
});

// === How to reach them

/** A number is on its way to the record at once; when to call is asked after. */
export const takeNumber = flow.enqueueActions(({ context, event, enqueue }) => {
  const number = event.type === 'NUMBER' ? event.number : context.heardNumber;
  if (number === null) return;
  enqueue.assign({ wish: 'phone' as const, misread: 0, onDuty: event.onDuty, heardNumber: null });
  enqueue(effect({ type: 'consent', key: 'contact.ask', given: true }));
  enqueue(effect({ type: 'contact', wish: 'phone', number }));
});

/** Written before it was asked for: whether they wish to be called is still theirs to say. */
export const hearNumber = flow.assign(({ event }) => (event.type === 'NUMBER' ? { heardNumber: event.number } : {}));

export const wishes = (wish: Exclude<ContactWish, 'phone'>, answer: TextKey) =>
  flow.enqueueActions(({ context, enqueue }) => {
    // Who gave a number before and now says no takes it back.
    enqueue.assign({ wish, misread: 0, heardNumber: null });
    enqueue(effect({ type: 'consent', key: 'contact.ask', given: false }));
    if (wish === 'none') enqueue(find({ type: 'declined' }));
    enqueue(effect({ type: 'contact', wish }));
    // Before the result, the result is the answer.
    if (!isVisitComplete(context)) enqueue(say(answer));
  });

export const misread = flow.assign(({ context }) => ({ misread: context.misread + 1 }));

export const takeBestTime = flow.enqueueActions(({ event, enqueue }) => {
  const bestTime = event.type === 'ANSWER' ? bestTimes.find((one) => one === event.value) : undefined;
  if (bestTime) enqueue(effect({ type: 'bestTime', bestTime: bestTime satisfies BestTime }));
  enqueue(say('contact.done'));
});

export const takeNeed = flow.enqueueActions(({ event, enqueue }) => {
  const need = event.type === 'ANSWER' ? needs.find((one) => one === event.value) : undefined;
  if (!need) return;
  enqueue(effect({ type: 'need', need: need satisfies Need }));
  enqueue(say('needs.done'));
});

/** No reminder, and none that was agreed to before either. */
export const noReminder = effect({ type: 'cancel', timer: 'again' });

/** A reminder is agreed to, by a consent of its own. */
export const takeReminder = flow.enqueueActions(({ context, enqueue }) => {
  const { afterMs, words } = again[context.route === 'watch' ? 'watch' : 'low'];
  enqueue(effect({ type: 'consent', key: 'again.ask', given: true, with: { again: words[context.lang] } }));
  enqueue(effect({ type: 'schedule', timer: 'again', afterMs }));
  enqueue(say('again.done'));
});

/** The full card once an episode, the short one after. */
export const showCard = flow.enqueueActions(({ context, enqueue }) => {
  enqueue(card('crisis', context.carded ? 'crisis.again' : 'crisis.first'));
  enqueue.assign({ carded: true, alarmed: true, told: true });
});

/** The card and what staff will do now. */
export const showCardAndPromise = flow.enqueueActions(({ context, enqueue }) => {
  enqueue(showCard);
  if (!context.carded) enqueue(promise);
});

/** The red card: danger is now. It stands for the full card, too. */
export const showRedCard = flow.enqueueActions(({ enqueue }) => {
  enqueue(card('crisis', 'crisis.now', 'crisis.text'));
  enqueue.assign({ carded: true, alarmed: true, told: true });
});

// === Another channel

const notCarried = { unknown: 'carry.unknown', other: 'carry.other', often: 'carry.often' } as const;

export const sayNotCarried = flow.enqueueActions(({ event, enqueue }) => {
  if (event.type === 'NOT_CARRIED') enqueue(say(notCarried[event.why]));
});

// === The desk

/** Passed on to a counsellor, and what to do if this is not their centre. */
export const sayPassedOn = flow.enqueueActions(({ enqueue }) => {
  enqueue(say('human.request', 'outside'));
  enqueue.assign({ told: true });
});

export const sayClaimed = flow.enqueueActions(({ event, enqueue }) => {
  if (event.type !== 'CLAIMED') return;
  enqueue(sayWith({ counsellor: event.counsellor }, 'human.claimed'));
  // Read: the promise is kept, and the next one has its own time.
  enqueue(effect({ type: 'cancel', timer: 'late' }));
});

export const noteThirdParty = flow.assign(({ context, event }) =>
  event.type === 'ASKS'
    ? {
        // A question about danger that waits goes before it.
        pending: context.pending ?? ('thirdParty' as const),
        thirdParty: { agency: event.agency, counsellor: event.counsellor },
      }
    : {},
);

export const takeThirdParty = flow.enqueueActions(({ context, event, enqueue }) => {
  if (!context.thirdParty || event.type !== 'ANSWER') return;
  const given = event.value === 'agree';
  enqueue(find({ type: 'thirdParty', agency: context.thirdParty.agency, given }));
  enqueue(effect({ type: 'consent', key: 'third.ask', given, with: context.thirdParty }));
  enqueue.assign({ thirdParty: null, pending: context.pending === 'thirdParty' ? null : context.pending });
  enqueue(say('third.done'));
});

export const sayWords = flow.enqueueActions(({ event, enqueue }) => {
  if (event.type === 'SPOKE') enqueue(effect({ type: 'human', name: event.counsellor, text: event.text }));
});

/** Places of somebody who waits for a person, or is in danger: over when a person has talked with them. */
const afterTalk = (place: Place): Place => (place === 'waiting' || place === 'endangered' ? 'rest' : place);

/** The counsellor has talked with them and the program goes on. The episode is not over: what alarmed stays known. */
export const endTalk = flow.assign(({ context: { place } }) => ({ place: afterTalk(place) }));

/** A person closed the case: the episode is over, nobody is waited for. */
export const endEpisode = flow.assign(({ context: { place, pending, route } }) => ({
  thirdParty: null,
  pending: pending === 'thirdParty' ? null : pending,
  route: route === 'high' ? ('mid' as const) : route,
  carded: false,
  checked: false,
  alarmed: false,
  told: false,
  wish: null,
  heardNumber: null,
  misread: 0,
  awaited: false,
  recorded: true,
  place: afterTalk(place),
}));

/** Days within which a wish to be deleted is to be done, as told: what the law gives for an answer to such a wish. While the case
 *  is still open then, it counts as a promise missed. */
const deleteWithinMs = 10 * 24 * 3_600_000;

/** They want everything deleted while a case is open: told by when, and whoever has the case is told, too. */
export const putOffDeletion = flow.enqueueActions(({ context, event, enqueue }) => {
  // Asked again, the day that was told stands.
  const by = context.deleteBy ?? event.at + deleteWithinMs;
  enqueue(find({ type: 'deleteWanted', by }));
  enqueue.assign({ deleteBy: by });
  enqueue(effect({ type: 'schedule', timer: 'forget', afterMs: Math.max(0, by - event.at) }));
  enqueue(effect({ type: 'say', keys: ['delete.open'], by }));
});

/** It was to be done when the case was closed, and another one was opened meanwhile. */
export const waitForDay = flow.enqueueActions(({ context, event, enqueue }) => {
  if (context.deleteBy === null) return;
  enqueue(effect({ type: 'schedule', timer: 'forget', afterMs: context.deleteBy - event.at }));
});

/** The case is closed: what was asked for is done, after a moment in which this can be read. */
export const deleteNow = flow.enqueueActions(({ context, enqueue }) => {
  if (context.deleteBy === null) return;
  enqueue(say('delete.soon'));
  enqueue(effect({ type: 'schedule', timer: 'forget', afterMs: 60_000 }));
});

// === The end of a visit

export const noteRoute = flow.assign(({ event }) =>
  event.type === 'ROUTED' ? { route: event.route, awaited: event.awaited } : {},
);

export const sayResult = flow.enqueueActions(({ context: { scale, answers, alarmed, age }, enqueue }) => {
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
});

/** Self-care for who is well enough, with when to look again. */
export const sayNextLow = flow.enqueueActions(({ context, enqueue }) => {
  if (context.route === 'watch') enqueue(say('next.watch'));
  else enqueue(sayWith({ again: again.low.words[context.lang] }, 'next.low'));
});

/** Instead of a questionnaire that may not be put: help, and a person. */
export const sayShut = flow.enqueueActions(({ context, enqueue }) => {
  enqueue(card('help', 'help', 'crisis.text'));
  enqueue(find({ type: 'humanWanted' }));
  enqueue(say('shut'));
  if (!context.told) enqueue(sayPassedOn);
});
