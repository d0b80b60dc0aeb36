/** What a world is made of: who lives in it and what goes wrong. Drawn by fast-check, which also makes it smaller when it breaks. */
import fc from 'fast-check';

export const personas = [
  'calm',
  'danger',
  'words',
  'item9',
  'asq5',
  'elder',
  'leaves',
  'comesBack',
  'forgets',
  'hasty',
  'writesOn',
  'unsure',
] as const;
export type Persona = (typeof personas)[number];

/** quick, slow: claim, speak, call, close. forgetful: claims and says nothing. stale: acts once more from a page left open. offline: no
 *  desk is open. */
export const habits = ['quick', 'slow', 'forgetful', 'stale', 'handsBack', 'offline'] as const;
export type Habit = (typeof habits)[number];

export interface Person {
  persona: Persona;
  channel: 'web' | 'line' | 'kakao';
  /** s after the world begins. */
  comes: number;
  /** ms until they tap again, about. */
  pace: number;
}

/** Where a process is struck: `before` a step is sent, or `after` it was done and before its answer is read. */
export const steps = [
  'load',
  'turn',
  'aside',
  'begin',
  'commit',
  'lease-turns',
  'send',
  'settle',
  'lease-timers',
  'drop-timer',
  'lease-inbox',
  'page',
  'settle-page',
  'look',
] as const;
export type StepName = (typeof steps)[number];

export type How = 'tooFast' | 'fails' | 'failsAfter' | 'swallows' | 'hangs';

export type Fault = { at: number } & (
  | { kind: 'crash' | 'pause'; process: number; step: StepName; when: 'before' | 'after' }
  | { kind: 'unknown' | 'cut' | 'slow'; process: number; step: StepName }
  | { kind: 'duplicate' | 'reorder' | 'dropAsked' | 'dropAnswer'; many: number }
  | { kind: 'skew'; process: number; ms: number }
  | { kind: 'away'; seconds: number }
  | { kind: 'redeploy'; to: 'newer' | 'unreadable' }
  | { kind: 'messenger' | 'pager'; how: How; many: number }
  | { kind: 'race' }
);
export type FaultKind = Fault['kind'];

export interface Plan {
  seed: number;
  people: Person[];
  staff: Habit[];
  faults: Fault[];
}

/** Within which everything goes wrong, s. */
const troubledFor = 900;

const process = fc.nat(2);
const step = fc.constantFrom(...steps);
const many = fc.integer({ min: 1, max: 6 });
const how = fc.constantFrom('tooFast', 'fails', 'failsAfter', 'swallows', 'hangs');

const fault: fc.Arbitrary<Fault> = fc
  .tuple(
    fc.noShrink(fc.integer({ min: 0, max: troubledFor })),
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constantFrom('crash', 'pause'),
          process,
          step,
          when: fc.constantFrom('before', 'after'),
        }),
      },
      { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('unknown', 'cut', 'slow'), process, step }) },
      {
        weight: 5,
        arbitrary: fc.record({ kind: fc.constantFrom('duplicate', 'reorder', 'dropAsked', 'dropAnswer'), many }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('skew'), process, ms: fc.integer({ min: -2_000, max: 2_000 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('away'), seconds: fc.integer({ min: 1, max: 20 }) }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('redeploy'), to: fc.constantFrom('newer', 'newer', 'unreadable') }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('messenger', 'pager'), how, many }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('race') }) },
    ) as fc.Arbitrary<Fault>,
  )
  .map(([at, what]) => ({ ...what, at }));

/** `size`: people at most. */
export const planOf = (size: number): fc.Arbitrary<Plan> =>
  fc.record({
    // Another seed, or other times, are another world and no smaller one: people and faults are what is left out.
    seed: fc.noShrink(fc.nat()),
    people: fc.array(
      fc.record({
        persona: fc.constantFrom(...personas),
        channel: fc.constantFrom('web', 'line', 'kakao'),
        comes: fc.noShrink(fc.integer({ min: 0, max: 600 })),
        pace: fc.noShrink(fc.integer({ min: 500, max: 12_000 })),
      }) as fc.Arbitrary<Person>,
      { minLength: 1, maxLength: size, size: 'max' },
    ),
    staff: fc.array(fc.constantFrom(...habits), { minLength: 2, maxLength: 4 }),
    faults: fc.array(fault, { maxLength: 40, size: 'max' }),
  });
