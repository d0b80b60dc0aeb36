/** 단계, the ladder: who is told in which order, by priority, until somebody takes the case. A centre edits it at the desk; a case keeps
 *  the one it was opened under. Shape, default and bounds; how it is climbed is in climb.ts. */
import { z } from 'zod';

/** duty: everybody whose shift runs now, backups not counted. rotation: who is on by that rotation. leads, everyone: the lead and all
 *  who take duty, on or not. team: the team's chat, which is nobody's own. */
export const Target = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('duty') }),
  z.strictObject({ type: z.literal('rotation'), id: z.uuid() }),
  z.strictObject({ type: z.literal('person'), id: z.uuid() }),
  z.strictObject({ type: z.literal('leads') }),
  z.strictObject({ type: z.literal('everyone') }),
  z.strictObject({ type: z.literal('team') }),
]);
export type Target = z.infer<typeof Target>;

/** afterMinutes: since the step before was called; of the first step, since the case was opened. */
export const Step = z.strictObject({ afterMinutes: z.number(), who: z.array(Target) });
export type Step = z.infer<typeof Step>;

/** repeatMinutes: after the last step, until the first one again, for ever. lapseMinutes: a claim without a word to the person ends by
 *  then; null: it does not. */
export const Climb = z.strictObject({
  steps: z.array(Step),
  repeatMinutes: z.number(),
  lapseMinutes: z.number().nullable(),
});
export type Climb = z.infer<typeof Climb>;

/** leadId: who hears that a whole climb was in vain; null: every lead. P3 calls nobody. */
export const Ladder = z.strictObject({
  climbs: z.strictObject({ 0: Climb, 1: Climb, 2: Climb }),
  leadId: z.uuid().nullable(),
});
export type Ladder = z.infer<typeof Ladder>;
/** Priorities that call somebody. */
export type Called = 0 | 1 | 2;
export const called = [0, 1, 2] as const satisfies readonly Called[];

const duty: Target = { type: 'duty' };
const leads: Target = { type: 'leads' };
const everyone: Target = { type: 'everyone' };
const team: Target = { type: 'team' };

/** Until a centre writes its own: CLINICAL 5.3 with the minutes of RELIABILITY 1.4. P2 stands in the queue and calls nobody before a day is
 *  over, so that no night is broken for it; then whoever is on. */
export const defaultLadder: Ladder = {
  leadId: null,
  climbs: {
    0: {
      steps: [
        { afterMinutes: 0, who: [duty] },
        { afterMinutes: 2, who: [duty, leads] },
        { afterMinutes: 3, who: [duty, leads, team] },
        { afterMinutes: 5, who: [everyone, team] },
      ],
      repeatMinutes: 5,
      lapseMinutes: 10,
    },
    1: {
      steps: [
        { afterMinutes: 0, who: [duty] },
        { afterMinutes: 10, who: [duty] },
        { afterMinutes: 20, who: [duty, leads] },
        { afterMinutes: 90, who: [duty, leads, team] },
      ],
      repeatMinutes: 60,
      lapseMinutes: 30,
    },
    2: { steps: [{ afterMinutes: 1440, who: [duty] }], repeatMinutes: 1440, lapseMinutes: null },
  },
};

/** A ladder as it is stored. One that cannot be read is told to `fault`, and the default is climbed: it is no reason to call nobody.
 *  null: none is written. */
export function readLadder(content: unknown, fault: (why: Error) => void): Ladder {
  const known = Ladder.safeParse(content ?? defaultLadder);
  if (!known.success) fault(known.error);
  return known.data ?? defaultLadder;
}

interface Bounds {
  first: readonly [number, number];
  wait: readonly [number, number];
  repeat: readonly [number, number];
  lapse: readonly [number, number];
  /** May a claim stand for ever without a word? */
  mayKeep: boolean;
}

/** In minutes, from and to. What is urgent is called at once and never left for long. */
export const bounds: Readonly<Record<Called, Bounds>> = {
  0: { first: [0, 0], wait: [1, 30], repeat: [1, 30], lapse: [2, 30], mayKeep: false },
  1: { first: [0, 0], wait: [1, 240], repeat: [5, 240], lapse: [5, 240], mayKeep: false },
  2: { first: [0, 2880], wait: [5, 2880], repeat: [30, 2880], lapse: [30, 2880], mayKeep: true },
};
export const mostSteps = 10;
export const mostTargets = 20;

/** `field`: its path in the ladder, e.g. `climbs.0.steps.1.afterMinutes`. */
export interface LadderFault {
  field: string;
  ko: string;
  en: string;
}

/** Who and what a centre has. */
export interface Known {
  people: ReadonlySet<string>;
  leads: ReadonlySet<string>;
  rotations: ReadonlySet<string>;
}

/** Everything that does not fit, in words, by field. */
export function faultsOf({ climbs, leadId }: Ladder, known: Known): LadderFault[] {
  const lead = leadId !== null && !known.leads.has(leadId) ? [unknownLead] : [];
  return [...called.flatMap((priority) => climbFaults(priority, climbs[priority], known)), ...lead];
}

function climbFaults(priority: Called, climb: Climb, known: Known): LadderFault[] {
  const at = `climbs.${priority}`;
  const { first, wait, repeat, lapse, mayKeep } = bounds[priority];
  const { steps, repeatMinutes, lapseMinutes } = climb;
  return [
    ...(steps.length === 0 ? [noSteps(`${at}.steps`)] : []),
    ...(steps.length > mostSteps ? [tooMany(`${at}.steps`)] : []),
    ...steps.flatMap((step, nth) => [
      ...minutesFault(`${at}.steps.${nth}.afterMinutes`, step.afterMinutes, nth === 0 ? first : wait),
      ...whoFaults(`${at}.steps.${nth}.who`, step.who, known),
    ]),
    ...minutesFault(`${at}.repeatMinutes`, repeatMinutes, repeat),
    ...(lapseMinutes === null && !mayKeep ? [noLapse(`${at}.lapseMinutes`, lapse)] : []),
    ...(lapseMinutes === null ? [] : minutesFault(`${at}.lapseMinutes`, lapseMinutes, lapse)),
  ];
}

function minutesFault(field: string, minutes: number, [from, to]: readonly [number, number]): LadderFault[] {
  if (Number.isInteger(minutes) && minutes >= from && minutes <= to) return [];
  if (from === to) {
    return [{ field, ko: '첫 단계는 바로(0분) 불러야 해요.', en: 'The first step must call at once (0 minutes).' }];
  }
  return [
    { field, ko: `${from}~${to}분 사이의 정수로 써 주세요.`, en: `Please give a whole number from ${from} to ${to}.` },
  ];
}

function whoFaults(field: string, who: readonly Target[], known: Known): LadderFault[] {
  if (who.length === 0) {
    return [{ field, ko: '부를 사람을 하나 이상 골라 주세요.', en: 'Please choose at least one to call.' }];
  }
  if (who.length > mostTargets) {
    const ko = `한 단계에 ${mostTargets}개까지 고를 수 있어요.`;
    return [{ field, ko, en: `At most ${mostTargets} in one step.` }];
  }
  const twice = new Set(who.map((target) => JSON.stringify(target))).size < who.length;
  return [
    ...(twice ? [{ field, ko: '같은 대상이 두 번 있어요.', en: 'The same one stands there twice.' }] : []),
    ...(who.some((target) => target.type === 'person' && !known.people.has(target.id)) ? [unknownPerson(field)] : []),
    ...(who.some((target) => target.type === 'rotation' && !known.rotations.has(target.id))
      ? [unknownRotation(field)]
      : []),
  ];
}

const noSteps = (field: string): LadderFault => ({
  field,
  ko: '단계가 하나도 없어요. 하나 이상 만들어 주세요.',
  en: 'There is no step. Please make at least one.',
});
const tooMany = (field: string): LadderFault => ({
  field,
  ko: `단계는 ${mostSteps}개까지 만들 수 있어요.`,
  en: `At most ${mostSteps} steps.`,
});
const noLapse = (field: string, [from, to]: readonly [number, number]): LadderFault => ({
  field,
  ko: `긴급과 빠른 사례는 말없이 오래 맡아 둘 수 없어요. ${from}~${to}분으로 써 주세요.`,
  en: `An urgent case may not be kept without a word. Please give ${from} to ${to} minutes.`,
});
const unknownPerson = (field: string): LadderFault => ({
  field,
  ko: '지금 이 센터에서 당직을 서지 않는 분이 있어요. 빼거나 바꿔 주세요.',
  en: 'Somebody here takes no duty at this centre any more. Please take them out or change them.',
});
const unknownRotation = (field: string): LadderFault => ({
  field,
  ko: '없어진 순번이 있어요. 빼거나 바꿔 주세요.',
  en: 'A rotation here does not exist any more. Please take it out or change it.',
});
const unknownLead: LadderFault = {
  field: 'leadId',
  ko: '이 센터의 책임자 가운데에서 골라 주세요. 비워 두면 모든 책임자에게 알려요.',
  en: 'Please choose a lead of this centre. Left empty, every lead is told.',
};
