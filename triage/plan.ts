/** The eight weeks after a crisis as dated steps (CLINICAL 9). Pure. */
import { addDays } from './days.ts';

export interface PlanStep {
  /** 1 to 10. */
  step: number;
  dueOn: string;
  /** ASQ and item 9 are asked again with this one. */
  asksAgain: boolean;
}

/** Counted from the day it begins: days 1, 3 and 7, then weekly to week 8. */
const afterDays = [1, 3, 7, 14, 21, 28, 35, 42, 49, 56] as const;
/** Weeks 1, 2, 4 and 8. */
const askedAgain: readonly number[] = [7, 14, 28, 56];

/** How many days after the beginning a step is due; undefined for a step no plan has. */
export const dayOfStep = (step: number): number | undefined => afterDays[step - 1];

/** Whether ASQ and item 9 belong to a step. */
export const asksAgain = (step: number): boolean => askedAgain.includes(dayOfStep(step) ?? -1);

/** The ten steps of a plan that begins on `startsOn`. One that falls on a weekend or a holiday stays on its day: a crisis knows none,
 *  and whoever is on duty then has it. */
export const planFrom = (startsOn: string): PlanStep[] =>
  afterDays.map((days, place) => ({
    step: place + 1,
    dueOn: addDays(startsOn, days),
    asksAgain: asksAgain(place + 1),
  }));
