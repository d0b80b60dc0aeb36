/** The ladder as it is climbed, without a database: who is called when, what is passed over, what happens after a pause. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answers, advance, callsInVain, type Place } from '../../triage/climb.ts';
import { bounds, type Climb, called, defaultLadder, faultsOf, Ladder, type Target } from '../../triage/ladder.ts';
import type { Told } from '../../triage/store/reach.ts';

const minute = 60_000;
const start = new Date('2026-12-31T14:58:00Z');
const at = (minutes: number) => new Date(start.getTime() + minutes * minute);
const begin: Place = { round: 0, step: 0, dueAt: start, roundAt: start };

/** 김 on duty, 이 the backup, 박 the lead, 최 a counsellor at home; all with a phone that rings. */
const everybody: Answers = {
  duty: ['kim'],
  rotations: new Map([['night', ['lee']]]),
  leads: ['park'],
  everyone: ['kim', 'lee', 'park', 'choi'],
  told: new Map(['kim', 'lee', 'park', 'choi'].map((id) => [id, 'works'])),
  team: 'works',
};
const nobody: Answers = {
  ...everybody,
  duty: [],
  leads: [],
  everyone: [],
  rotations: new Map(),
  told: new Map(),
  team: 'none',
};
const duty: Target = { type: 'duty' };
const climb: Climb = {
  steps: [
    { afterMinutes: 0, who: [duty] },
    { afterMinutes: 2, who: [{ type: 'rotation', id: 'night' }] },
    { afterMinutes: 3, who: [{ type: 'leads' }, { type: 'team' }] },
  ],
  repeatMinutes: 5,
  lapseMinutes: 10,
};

/** Every call until a moment, as a clock that looks each second would make it. */
function told(climb: Climb, until: Date, answers: (now: Date) => Answers, from = begin) {
  const calls: { at: number; who: string; step: number; round: number; alarm: string | null }[] = [];
  let place = from;
  for (let n = 0; place.dueAt <= until && n < 10_000; n += 1) {
    const now = place.dueAt;
    const move = advance(climb, place, answers(now), now);
    if (move.call || move.alarm) {
      const minutes = (now.getTime() - start.getTime()) / minute;
      const who = move.call ? [...move.call.staffIds, ...(move.call.team ? ['team'] : [])].join(' ') : '-';
      calls.push({ at: minutes, who, step: move.call?.step ?? -1, round: place.round, alarm: move.alarm });
    }
    place = move.next;
  }
  return calls;
}

describe('a case nobody takes', () => {
  it('calls one after the other, over midnight and the year, and begins again for ever', () => {
    const calls = told(climb, at(20), () => everybody);
    expect(calls.map(({ at, who }) => [at, who])).toEqual([
      [0, 'kim'],
      [2, 'lee'],
      [5, 'park team'],
      [10, 'kim'],
      [12, 'lee'],
      [15, 'park team'],
      [20, 'kim'],
    ]);
    expect(calls.filter(({ alarm }) => alarm === 'exhausted').map(({ at }) => at)).toEqual([10, 20]);
  });

  it('passes over at once whoever is not there or has no way, and says why', () => {
    const answers = { ...everybody, duty: [], told: new Map([...everybody.told, ['lee', 'none' as const]]) };
    const move = advance(climb, begin, answers, start);
    expect(move.call).toEqual({ step: 2, staffIds: ['park'], team: true });
    expect(move.skipped).toEqual([
      { step: 0, why: 'names-nobody', staffIds: [], team: false },
      { step: 1, why: 'no-way', staffIds: ['lee'], team: false },
    ]);
  });

  it('whose ways fail each time is called and not waited for', () => {
    const answers = { ...everybody, told: new Map([...everybody.told, ['kim', 'fails' as const]]) };
    const move = advance(climb, begin, answers, start);
    expect(move.call).toEqual({ step: 1, staffIds: ['lee'], team: false });
    expect(move.skipped).toEqual([{ step: 0, why: 'fails', staffIds: ['kim'], team: false }]);
    expect(callsInVain(move)).toBe(true);
    expect(move.next).toMatchObject({ step: 2, dueAt: at(3) });
  });

  it('where only ways that fail are left nobody is called who counts, and that is an alarm', () => {
    const answers = {
      ...everybody,
      team: 'fails' as const,
      told: new Map(everybody.everyone.map((id) => [id, 'fails' as const])),
    };
    const calls = told(climb, at(10), () => answers);
    expect(calls.map(({ at, who, alarm }) => [at, who, alarm])).toEqual([
      [0, '-', 'unreached'],
      [5, '-', 'unreached'],
      [10, '-', 'unreached'],
    ]);
  });

  it('whoever has no account any more is nobody, also as a person named by name', () => {
    const named: Climb = { ...climb, steps: [{ afterMinutes: 0, who: [{ type: 'person', id: 'gone' }] }] };
    expect(advance(named, begin, everybody, start)).toMatchObject({ call: null, alarm: 'unreached' });
  });

  it('the rest of a round with nobody in it is no wait, and the next round keeps its distance', () => {
    const dutyOnly = { ...nobody, duty: ['kim'], told: new Map([['kim', 'works' as const]]) };
    expect(told(climb, at(15), () => dutyOnly).map(({ at }) => at)).toEqual([0, 5, 10, 15]);
  });

  it('with nobody at all it is looked each minute, said once a round, and whoever comes is called at once', () => {
    const comes = at(7);
    const calls = told(climb, at(8), (now) => (now < comes ? nobody : everybody));
    expect(calls.map(({ at, who, alarm }) => [at, who, alarm])).toEqual([
      [0, '-', 'unreached'],
      [5, '-', 'unreached'],
      [7, 'kim', null],
    ]);
  });
});

describe('after a pause of the process', () => {
  it('the present step is called once, and the others keep their waits from then on', () => {
    const late = advance(climb, { ...begin, step: 1, dueAt: at(2) }, everybody, at(9));
    expect(late.call?.staffIds).toEqual(['lee']);
    expect(late.next).toMatchObject({ step: 2, dueAt: at(12) });
  });
  it('a second too late is on time: lateness does not add up', () => {
    const move = advance(climb, begin, everybody, new Date(start.getTime() + 900));
    expect(move.next.dueAt).toEqual(at(2));
  });
});

describe('whatever a centre writes', () => {
  const someone = fc.constantFrom('kim', 'lee', 'park', 'choi');
  const target: fc.Arbitrary<Target> = fc.oneof(
    fc.constantFrom<Target>(duty, { type: 'leads' }, { type: 'everyone' }, { type: 'team' }),
    someone.map((id) => ({ type: 'person' as const, id })),
    fc.constantFrom('night', 'gone').map((id) => ({ type: 'rotation' as const, id })),
  );
  const anyClimb = fc
    .record({
      waits: fc.array(fc.integer({ min: 1, max: 240 }), { minLength: 1, maxLength: 6 }),
      who: fc.array(fc.array(target, { minLength: 1, maxLength: 4 }), { minLength: 6, maxLength: 6 }),
      repeatMinutes: fc.integer({ min: 1, max: 240 }),
    })
    .map(
      ({ waits, who, repeatMinutes }): Climb => ({
        steps: waits.map((wait, nth) => ({ afterMinutes: nth === 0 ? 0 : wait, who: who[nth] ?? [] })),
        repeatMinutes,
        lapseMinutes: 10,
      }),
    );
  const anyTold = fc.constantFrom<Told>('works', 'fails', 'none');
  const anyAnswers = fc
    .record({
      on: fc.subarray(['kim', 'lee', 'park', 'choi']),
      told: fc.record({ kim: anyTold, lee: anyTold, park: anyTold, choi: anyTold }),
      team: anyTold,
    })
    .map(
      ({ on, told, team }): Answers => ({
        ...everybody,
        duty: on,
        told: new Map(Object.entries(told)),
        team,
      }),
    );

  it('something is always due within the longest wait, and never in the past of what was due', () => {
    fc.assert(
      fc.property(
        anyClimb,
        fc.array(anyAnswers, { minLength: 1, maxLength: 5 }),
        fc.nat(500),
        (climb, moods, lateMinutes) => {
          const longest = Math.max(1, climb.repeatMinutes, ...climb.steps.map(({ afterMinutes }) => afterMinutes));
          let place = begin;
          for (let n = 0; n < 40; n += 1) {
            const now = new Date(place.dueAt.getTime() + (n % 7 === 3 ? lateMinutes * minute : 300));
            const move = advance(climb, place, moods[n % moods.length] ?? everybody, now);
            expect(move.next.dueAt.getTime()).toBeGreaterThanOrEqual(place.dueAt.getTime());
            expect(move.next.dueAt.getTime()).toBeLessThanOrEqual(now.getTime() + longest * minute);
            // Nothing moves only where the round is over: the same place twice would be a loop without a call.
            if (!move.call) expect(move.next).not.toEqual(place);
            place = move.next;
          }
        },
      ),
    );
  });

  it('who can be told is told within one whole round, and a step is passed over only if it reaches nobody', () => {
    fc.assert(
      fc.property(anyClimb, anyAnswers, (climb, answers) => {
        const reaches = climb.steps.some(({ who }) =>
          who.some((target) =>
            target.type === 'team'
              ? answers.team === 'works'
              : advance({ ...climb, steps: [{ afterMinutes: 0, who: [target] }] }, begin, answers, start).call !== null,
          ),
        );
        const move = advance(climb, begin, answers, start);
        expect(move.call !== null).toBe(reaches);
        expect(move.alarm).toBe(reaches ? null : 'unreached');
        for (const { step, why, staffIds, team } of move.skipped) {
          expect(step).toBeLessThan(move.call?.step ?? climb.steps.length);
          const told = [...staffIds.map((id) => answers.told.get(id)), ...(team ? [answers.team] : [])];
          expect(told).not.toContain('works');
          expect(why === 'fails').toBe(told.includes('fails'));
        }
      }),
    );
  });

  it('a tick that is never late calls every step at its minute, whatever the minute of the year', () => {
    fc.assert(
      fc.property(
        anyClimb,
        fc.date({ min: new Date('2025-12-01'), max: new Date('2027-03-01'), noInvalidDate: true }),
        (climb, from) => {
          const all = {
            ...everybody,
            rotations: new Map([
              ['night', ['lee']],
              ['gone', ['choi']],
            ]),
          };
          const calls = told(climb, new Date(from.getTime() + 600 * minute), () => all, {
            round: 0,
            step: 0,
            dueAt: from,
            roundAt: from,
          });
          let due = from.getTime();
          for (const [nth, { at: minutes, step }] of calls.entries()) {
            if (nth > 0) due += (step === 0 ? climb.repeatMinutes : (climb.steps[step]?.afterMinutes ?? 0)) * minute;
            expect(start.getTime() + minutes * minute).toBeCloseTo(due, 3);
            expect(step).toBe(nth % climb.steps.length);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('what a ladder may be', () => {
  const known = { people: new Set<string>(), leads: new Set<string>(), rotations: new Set<string>() };
  const fields = (ladder: Ladder) => faultsOf(ladder, known).map(({ field }) => field);
  const without = (change: (ladder: Ladder) => void) => {
    const ladder = structuredClone(defaultLadder);
    change(ladder);
    return ladder;
  };
  it('the default fits, and is the shape that is stored', () => {
    expect(fields(defaultLadder)).toEqual([]);
    expect(Ladder.parse(JSON.parse(JSON.stringify(defaultLadder)))).toEqual(defaultLadder);
  });
  it('no steps, nobody, waits out of bounds and somebody unknown are refused field by field, in both languages', () => {
    const ladder = without(({ climbs }) => {
      climbs[0].steps = [];
      climbs[1].steps[1] = { afterMinutes: 0, who: [] };
      climbs[1].lapseMinutes = null;
      climbs[2].repeatMinutes = 1.5;
      climbs[2].steps[0]?.who.push(
        { type: 'person', id: crypto.randomUUID() },
        { type: 'rotation', id: crypto.randomUUID() },
        duty,
      );
    });
    expect(fields({ ...ladder, leadId: crypto.randomUUID() })).toEqual([
      'climbs.0.steps',
      'climbs.1.steps.1.afterMinutes',
      'climbs.1.steps.1.who',
      'climbs.1.lapseMinutes',
      'climbs.2.steps.0.who',
      'climbs.2.steps.0.who',
      'climbs.2.steps.0.who',
      'climbs.2.repeatMinutes',
      'leadId',
    ]);
    for (const { ko, en } of faultsOf(ladder, known)) expect([ko, en].every((said) => said.length > 10)).toBe(true);
  });
  it('an emergency calls at once', () => {
    const late = without(({ climbs }) => {
      climbs[0].steps[0] = { afterMinutes: 1, who: [duty] };
    });
    expect(faultsOf(late, known)).toMatchObject([{ field: 'climbs.0.steps.0.afterMinutes' }]);
    for (const priority of called) expect(bounds[priority].first[0]).toBe(0);
  });
});
