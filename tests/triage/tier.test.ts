/** Who is this, and how fast: each rule of the table by its own row, and what holds for all of them together. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { instrument, instrumentIds } from '../../flows/instruments/registry.ts';
import type { Finding } from '../../flows/protocol.ts';
import { findingOf } from '../../flows/screening.ts';
import type { Priority, Tier } from '../../triage/store/escalations.ts';
import { claimWithinMs, higher, judge, nothing, rules, type Standing } from '../../triage/tier.ts';

const asq = (item: 1 | 2 | 3 | 4 | 5, answer: 'yes' | 'refused' = 'yes'): Finding => ({ type: 'asq', item, answer });
const item9 = (value: number | null): Finding => ({ type: 'item9', value });
const words = (level: 'P0' | 'P1' | 'check', about: 'self' | 'other' = 'self'): Finding => ({
  type: 'textRisk',
  level,
  about,
  rule: 'x',
});
const scored = (instrument: string, total: number): Finding => ({ type: 'score', instrument, total, band: 'x' });
const when = (answer: 'months3' | 'year1' | 'older' | 'refused'): Finding => ({ type: 'asqWhen', when: answer });
const afterwards = (standing: Standing, findings: Finding[]): Standing => {
  const { tier, priority, rules: fired } = judge(findings, standing);
  return { tier, priority, rules: [...standing.rules, ...fired] };
};

describe('one finding', () => {
  test.for([
    ['ASQ 5 yes', asq(5), ['R1'], 'high', 0, 'danger-now'],
    ['지금 위험해요', { type: 'danger', about: 'self' }, ['R2'], 'high', 0, 'danger-now'],
    ['words of danger now', words('P0'), ['R2t'], 'high', 0, 'risk-words'],
    ['그분이 지금 위험해요', { type: 'danger', about: 'other' }, ['R2o'], 'high', 0, 'worried-other'],
    ['words of another in danger now', words('P0', 'other'), ['R2o'], 'high', 0, 'worried-other'],
    ['words of risk', words('P1'), ['R2p'], 'high', 1, 'risk-words'],
    ['not sure about danger', { type: 'unsure' }, ['R2p'], 'high', 1, 'risk-words'],
    ['a child’s words', { type: 'childRisk' }, ['R2c'], 'high', 1, 'risk-words'],
    ['ASQ 3 yes', asq(3), ['R3'], 'high', 1, 'recent-thoughts'],
    ['ASQ 4 within three months', when('months3'), ['R3w'], 'high', 1, 'past-attempt'],
    ['ASQ 4 within a year', when('year1'), [], null, null, null],
    ['ASQ 4 longer ago', when('older'), [], null, null, null],
    ['ASQ 4, when refused', when('refused'), [], null, null, null],
    ['ASQ 1 yes', asq(1), ['R4'], 'high', 2, 'recent-thoughts'],
    ['ASQ 2 yes', asq(2), ['R4'], 'high', 2, 'recent-thoughts'],
    ['ASQ 4 yes', asq(4), ['R4a'], 'high', 2, 'past-attempt'],
    ['item 9 at 3', item9(3), ['R5'], 'high', 1, 'item9'],
    ['item 9 at 2', item9(2), ['R5'], 'high', 1, 'item9'],
    ['item 9 at 1', item9(1), ['R7'], 'potential', 2, 'item9'],
    ['item 9 refused', item9(null), ['R14'], 'potential', 2, 'stopped'],
    ['ASQ 1 refused', asq(1, 'refused'), ['R14a'], 'potential', 2, 'stopped'],
    ['ASQ 4 refused', asq(4, 'refused'), ['R14a'], 'potential', 2, 'stopped'],
    ['ASQ 5 refused', asq(5, 'refused'), ['R6r'], 'high', 1, 'stopped'],
    ['ten minutes inside ASQ after a yes', { type: 'silent', timer: 'asq' }, ['R6r'], 'high', 1, 'stopped'],
    ['silence with nothing open', { type: 'silent', timer: 'card' }, [], null, null, null],
    ['a stop with nothing open', { type: 'stopped' }, [], null, null, null],
    ['unclear words', words('check'), ['R13'], 'potential', 2, 'risk-words'],
    ['struggling, not in danger', { type: 'struggling' }, ['R13'], 'potential', 2, 'risk-words'],
    ['worry about somebody', { type: 'worried' }, ['R13o'], 'potential', 2, 'worried-other'],
    ['unclear words about somebody', words('check', 'other'), ['R13o'], 'potential', 2, 'worried-other'],
    ['words of risk about somebody', words('P1', 'other'), ['R13o'], 'potential', 2, 'worried-other'],
    ['ASQ all no', { type: 'asqNegative' }, ['R16'], 'low', null, null],
    ['more than two missing', { type: 'incomplete', instrument: 'phq9' }, ['M1'], null, 3, 'stopped'],
    ['a wish for a counsellor', { type: 'humanWanted' }, ['H1'], null, 2, 'asked-human'],
    ['worse, with nothing open', { type: 'worse' }, ['W1'], null, 2, null],
    ['a corrected answer', { type: 'corrected', key: 'phq9/selfharm', from: 3, to: 0 }, [], null, null, null],
  ] as const)('%s', ([, finding, fired, tier, priority, reason]) => {
    expect(judge([finding], nothing)).toEqual({ tier, priority, rules: [...fired], reason, fired: { tier, priority } });
  });

  const bands = (
    instrument: string,
    edges: readonly (readonly [
      from: number,
      to: number,
      rule: string | null,
      tier: Tier | null,
      priority: Priority | null,
    ])[],
  ) =>
    edges.flatMap(([from, to, rule, tier, priority]) =>
      Array.from({ length: to - from + 1 }, (_, n) => [instrument, from + n, rule, tier, priority] as const),
    );
  test.for([
    ...bands('phq9', [
      [0, 4, null, null, null],
      [5, 9, 'R12', 'low', null],
      [10, 19, 'R9', 'potential', 3],
      [20, 27, 'R8', 'high', 2],
    ]),
    ...bands('sgds', [
      [0, 5, null, null, null],
      [6, 7, 'R12', 'low', null],
      [8, 11, 'R10', 'potential', 3],
      [12, 15, 'R11', 'high', 2],
    ]),
  ])('%s of %i: %s', ([instrument, total, rule, tier, priority]) => {
    expect(judge([scored(instrument, total)], nothing)).toMatchObject({ tier, priority, rules: rule ? [rule] : [] });
  });
});

describe('item 9 at 1', () => {
  const open = afterwards(nothing, [item9(1)]);

  test.for([
    ['an ASQ yes', asq(1)],
    ['an ASQ refusal', asq(2, 'refused')],
    ['그만', { type: 'stopped' }],
    ['fifteen minutes of silence', { type: 'silent', timer: 'card' }],
  ] as const)('and %s is high, P1', ([, finding]) => {
    expect(judge([finding], open)).toMatchObject({ tier: 'high', priority: 1 });
  });

  it('and a clean ASQ stays potential, P2', () => {
    expect(judge([{ type: 'asqNegative' }, scored('phq9', 1)], open)).toMatchObject({ tier: 'potential', priority: 2 });
  });

  test.for([asq(1), asq(4), asq(3, 'refused')])('comes to the same when the ASQ answer came first (%j)', (answer) => {
    const first = afterwards(nothing, [answer]);
    expect(judge([item9(1)], first)).toMatchObject({ tier: 'high', priority: 1 });
    expect(judge([answer, item9(1)], nothing)).toMatchObject({ tier: 'high', priority: 1 });
    expect(judge([item9(1), answer], nothing)).toMatchObject({ tier: 'high', priority: 1 });
  });

  it('after a refusal of the same item is only item 9 at 1', () => {
    expect(judge([item9(1)], afterwards(nothing, [item9(null)]))).toMatchObject({ tier: 'potential', priority: 2 });
  });
});

describe('a stop or a silence', () => {
  test.for([
    ['raises an open P2', [scored('phq9', 21)], 'high', 1],
    ['raises an open doubt', [words('check')], 'high', 1],
    ['leaves a follow-up alone', [scored('phq9', 12)], 'potential', 3],
    ['leaves a mere wish for a counsellor alone', [{ type: 'humanWanted' }], null, 2],
    ['leaves P0 as it is', [asq(5)], 'high', 0],
  ] as const)('%s', ([, before, tier, priority]) => {
    const standing = afterwards(nothing, [...before]);
    expect(judge([{ type: 'stopped' }], standing)).toMatchObject({ tier, priority });
    expect(judge([{ type: 'silent', timer: 'card' }], standing)).toMatchObject({ tier, priority });
  });
});

describe('더 힘들어졌어요', () => {
  test.for([
    [3, 2],
    [2, 1],
    [1, 0],
    [0, 0],
    [null, 2],
  ] as const)('raises priority %s to %s and leaves the tier', ([from, to]) => {
    for (const tier of ['low', 'potential', 'high', null] as const) {
      expect(judge([{ type: 'worse' }], { tier, priority: from, rules: [] })).toMatchObject({ tier, priority: to });
    }
  });

  it('said twice raises two steps', () => {
    expect(judge([{ type: 'worse' }, { type: 'worse' }], { tier: 'potential', priority: 3, rules: [] }).priority).toBe(
      1,
    );
  });
});

describe('tier and priority', () => {
  it('are two things: the highest of each wins on its own', () => {
    expect(judge([scored('phq9', 25), { type: 'humanWanted' }], nothing)).toMatchObject({ tier: 'high', priority: 2 });
    expect(judge([{ type: 'humanWanted' }, scored('phq9', 12)], nothing)).toMatchObject({
      tier: 'potential',
      priority: 2,
    });
  });

  it('name the most telling reason of what fired now', () => {
    expect(judge([{ type: 'humanWanted' }, item9(2), asq(3)], nothing).reason).toBe('recent-thoughts');
    expect(judge([asq(5), item9(2)], nothing).reason).toBe('danger-now');
    expect(judge([scored('phq9', 7)], nothing).reason).toBeNull();
  });

  it('order: nobody, low, potential, high', () => {
    const order = [null, 'low', 'potential', 'high'] as const;
    for (const [a, one] of order.entries()) {
      for (const [b, other] of order.entries()) expect(higher(one, other)).toBe(order[Math.max(a, b)]);
    }
  });
});

const anyFinding: fc.Arbitrary<Finding> = fc.oneof(
  fc.record({ type: fc.constant('item9' as const), value: fc.constantFrom(1, 2, 3, null) }),
  fc.record({
    type: fc.constant('asq' as const),
    item: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const),
    answer: fc.constantFrom('yes' as const, 'refused' as const),
  }),
  fc.constantFrom('months3' as const, 'year1' as const, 'older' as const, 'refused' as const).map(when),
  fc.record({
    type: fc.constant('textRisk' as const),
    level: fc.constantFrom('P0' as const, 'P1' as const, 'check' as const),
    about: fc.constantFrom('self' as const, 'other' as const),
    rule: fc.constant('x'),
  }),
  fc.tuple(fc.constantFrom('phq9', 'sgds'), fc.nat(27)).map(([instrument, total]) => scored(instrument, total)),
  fc.constantFrom<Finding>(
    { type: 'asqNegative' },
    { type: 'incomplete', instrument: 'phq9' },
    { type: 'danger', about: 'self' },
    { type: 'danger', about: 'other' },
    { type: 'unsure' },
    { type: 'struggling' },
    { type: 'childRisk' },
    { type: 'worried' },
    { type: 'humanWanted' },
    { type: 'stopped' },
    { type: 'silent', timer: 'card' },
    { type: 'silent', timer: 'asq' },
    { type: 'worse' },
    { type: 'promiseMissed' },
    { type: 'corrected', key: 'phq9/selfharm', from: 3, to: 0 },
  ),
);
const rank = ({ tier, priority }: Standing) =>
  [['low', 'potential', 'high'].indexOf(tier ?? ''), priority === null ? -4 : -priority] as const;

describe('whatever is found, in whatever order', () => {
  it('neither tier nor priority is ever lowered', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 20 }), (findings) => {
        let standing = nothing;
        for (const finding of findings) {
          const next = afterwards(standing, [finding]);
          expect(rank(next)[0]).toBeGreaterThanOrEqual(rank(standing)[0]);
          expect(rank(next)[1]).toBeGreaterThanOrEqual(rank(standing)[1]);
          standing = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('one turn or many come to the same', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 8 }), (findings) => {
        const { reason: _, fired: __, ...once } = judge(findings, nothing);
        const each = findings.reduce((standing, finding) => afterwards(standing, [finding]), nothing);
        expect(once).toEqual(each);
      }),
      { numRuns: 1_000 },
    );
  });

  it('the more is found, the higher: leaving a finding out never raises', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { minLength: 1, maxLength: 8 }), fc.nat(7), (findings, at) => {
        const all = afterwards(nothing, findings);
        const fewer = afterwards(nothing, findings.toSpliced(at % findings.length, 1));
        expect(rank(all)[0]).toBeGreaterThanOrEqual(rank(fewer)[0]);
        expect(rank(all)[1]).toBeGreaterThanOrEqual(rank(fewer)[1]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('every rule can fire, and each has its own id', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const fired = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 20 }), (findings) => {
        for (const id of judge(findings, nothing).rules) fired.add(id);
      }),
      { numRuns: 500 },
    );
    expect([...fired].sort()).toEqual([...ids].sort());
  });
});

it('what fires now is told apart from what stands: a person may have judged the tier meanwhile', () => {
  const standing = { tier: 'high', priority: 1, rules: ['R7'] } as const;
  expect(judge([{ type: 'declined' }], standing)).toMatchObject({
    tier: 'high',
    fired: { tier: null, priority: null },
  });
  expect(judge([{ type: 'item9', value: 1 }], standing)).toMatchObject({
    tier: 'high',
    priority: 1,
    fired: { tier: 'potential', priority: 2 },
  });
  // What stands decides whether a rule fires at all.
  expect(judge([{ type: 'stopped' }], standing).fired).toEqual({ tier: 'high', priority: 1 });
});

it('the more urgent, the sooner somebody must claim it', () => {
  expect([0, 1, 2, 3].map((priority) => claimWithinMs[priority as Priority] / 60_000)).toEqual([5, 30, 1_440, 4_320]);
});

it('every alarm of every instrument reaches a person: no crisis card without a case', () => {
  for (const id of instrumentIds) {
    for (const { item, atLeast } of instrument(id).alarms) {
      const finding = findingOf(`${id}/${item}`, atLeast);
      expect([id, item, finding && judge([finding], nothing).priority]).toEqual([id, item, expect.any(Number)]);
    }
  }
});
