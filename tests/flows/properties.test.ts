/** What holds on every path, however somebody wanders: drawn at random, told with the seed that broke it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextKey } from '../../flows/wording.ts';
import { higher } from '../../triage/tier.ts';
import { type Story, story, type Turned } from './story.ts';

type Move = (mina: Story) => Turned | null;

const says =
  (text: string): Move =>
  (mina) =>
    mina.says(text);
/** Taps the nth choice there is; nothing where nothing is asked. */
const taps =
  (n: number): Move =>
  (mina) => {
    const choices = mina.asked()?.choices ?? [];
    const choice = choices[n % Math.max(1, choices.length)];
    return choice ? mina.taps(choice.value) : null;
  };

const texts = [
  ...[
    '그만',
    '처음',
    '쉬기',
    '이어하기',
    '이전',
    '다시',
    '상담사',
    '도움',
    '시작',
    '1',
    '2',
    '네',
    '아니요',
    '3번이요',
  ],
  ...[
    '죽고 싶어요',
    '죽고 싶지는 않아요',
    '친구가 죽고 싶대요',
    '지금 옥상에 있어요',
    '010-1234-5678',
    '잠이 안 와요',
    'ㅋㅋㅋ',
    '',
  ],
];
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.nat(6).map(taps) },
  { weight: 3, arbitrary: fc.constantFrom(...texts).map(says) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Move>(
      (mina) => mina.opens(),
      (mina) => mina.sendsPicture(),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Move>(
      (mina) => mina.silent('card'),
      (mina) => mina.silent('asq'),
    ),
  },
);
/** Somebody of any age who begins; then anything. */
const path = fc.tuple(
  fc.constantFrom('13-', '14-18', '35-49', '75+'),
  fc.array(move, { minLength: 10, maxLength: 60 }),
);

function walked(age: string, moves: readonly Move[], seen: (turned: Turned, mina: Story) => void): void {
  const mina = story();
  seen(mina.opens(), mina);
  seen(mina.taps('start', age), mina);
  for (const go of moves) {
    const turned = go(mina);
    if (turned) seen(turned, mina);
    // The person is gone, and so is the path.
    if (turned?.effects.some(({ type }) => type === 'forget')) return;
  }
}

const check = (seen: () => (turned: Turned, mina: Story) => void, numRuns = 300) =>
  fc.assert(
    fc.property(path, ([age, moves]) => walked(age, moves, seen())),
    { numRuns },
  );

describe('on every path', () => {
  it('nothing lowers a tier or a priority', () => {
    check(() => {
      let tier: ReturnType<Story['standing']>['tier'] = null;
      let priority = 4;
      return (_, mina) => {
        const standing = mina.standing();
        expect(higher(standing.tier, tier)).toBe(standing.tier);
        expect(standing.priority ?? 4).toBeLessThanOrEqual(priority);
        [tier, priority] = [standing.tier, standing.priority ?? 4];
      };
    });
  });

  it('the full card is shown once in an episode', () => {
    check(() => {
      const full: TextKey[] = [];
      return ({ keys }) => {
        full.push(...keys.filter((key) => key === 'crisis.first'));
        expect(full.length).toBeLessThanOrEqual(1);
      };
    });
  });

  it('no total, band, tier or diagnosis is shown, and no word about a way', () => {
    check(() => ({ replies }) => {
      // An instrument's own words are quoted as they are.
      const own = replies.filter((reply) => reply.type !== 'ask' || reply.key === null);
      const shown = own.map((reply) => ('text' in reply ? reply.text : '')).join('\n');
      expect(shown).not.toMatch(/\d+\s?점|\d+\/27|총점|위험군|우울증|minimal|severe|실패|번개탄|농약|투신|목을 매/);
    });
  });

  it('an alarm is answered with a crisis card first, in at most three bubbles, and with a way on', () => {
    check(() => ({ replies, findings }) => {
      expect(replies.length).toBeLessThanOrEqual(3);
      const rings = findings.some(
        (one) =>
          (one.type === 'item9' && one.value !== null) ||
          (one.type === 'asq' && one.answer === 'yes') ||
          one.type === 'danger',
      );
      if (!rings) return;
      const [card] = replies;
      if (card?.type !== 'card') throw new Error(`no card first: ${JSON.stringify(replies)}`);
      expect(card.kind).toBe('crisis');
      expect(card.links.map(({ href }) => href)).toContain('tel:119');
    });
  });

  it('the result waits while an alarm waits to be asked how to reach them', () => {
    check(() => ({ keys }, mina) => {
      if (!keys.includes('result.note')) return;
      const { awaited, wish, age } = mina.context();
      expect(awaited && wish === null && age !== '13-').toBe(false);
    });
  });

  it('what they need beside is asked in no open emergency', () => {
    check(() => (_, mina) => {
      if (mina.asked()?.id === 'needs.ask') expect(mina.standing().priority ?? 3).toBeGreaterThanOrEqual(2);
    });
  });
});
