/** A resident's day at the level of flows: what they say and tap, what they see, what triage hears. Time moves with every event. */
import type { Context } from '../../flows/context.ts';
import type { Care, Effect, Finding, Inbound, Reply } from '../../flows/protocol.ts';
import type { Question } from '../../flows/question.ts';
import type { Stored } from '../../flows/snapshot.ts';
import { choiceId, present, type Step, step } from '../../flows/step.ts';
import type { TextKey } from '../../flows/wording.ts';
import { withRoute } from '../../triage/perform.ts';
import { type Facts, repliesOf } from '../../triage/say.ts';
import { judge, type Standing } from '../../triage/tier.ts';

export const facts: Facts = {
  now: new Date(1_800_000_000_000),
  center: {
    name: '행복구센터',
    phone: '02-1',
    hours: '평일 9~18시',
    area: '행복구',
    retention: '1년',
    contactDays: 90,
  },
  promise: 'staff.none',
  by: null,
  onDuty: false,
  nextOpen: null,
  minutes: null,
  staysOnPhone: false,
  pulls: false,
  carry: { code: 'abcd2345', href: 'https://chat.example/go/abcd2345' },
  unread: [{ type: 'human', name: '김상담', text: '글 잘 읽었어요.' }],
};

/** The wordings an effect says; where triage decides, what it says while no desk is open. */
function keysOf(effect: Effect): readonly TextKey[] {
  switch (effect.type) {
    case 'say':
    case 'card':
      return effect.keys;
    case 'kept':
      return ['wait.text', 'wait.closed'];
    case 'late':
      return ['wait.late'];
    case 'goodbye':
      return ['end', 'end.web'];
    default:
      return [];
  }
}

const minute = 60_000;
export const start = 1_800_000_000_000;

export interface Turned {
  step: Step;
  effects: Effect[];
  replies: Reply[];
  findings: Finding[];
  stale: boolean;
  /** Keys of what was said, in order: texts and cards. */
  keys: TextKey[];
}

/** What holds where a test says nothing of it: nobody has a desk open, and every questionnaire may be put. */
export const plain = { held: false, onDuty: false, unsigned: [] } as const;

export function story(
  from: { stored?: Stored; at?: number; care?: Care; onDuty?: boolean; unsigned?: readonly string[] } = {},
) {
  let stored: Stored | null = from.stored ?? null;
  let at = from.at ?? start;
  let care: Care | null = from.care ?? null;
  let standing: Standing = { tier: null, priority: null, rules: [] };
  const findings: Finding[] = [];
  const rules: string[] = [];
  let last: Turned | null = null;

  function turn(inbound: Inbound, afterMs = 1_000): Turned {
    at += afterMs;
    // A case is open from the first verdict on, and a counsellor has it once it was claimed.
    const cared: Care = care ?? (standing.priority === null ? 'none' : 'waiting');
    const held = cared === 'human' || (cared === 'waiting' && (standing.priority ?? 2) <= 2);
    const event = { ...inbound, at, held, care: cared, onDuty: from.onDuty ?? false, unsigned: from.unsigned ?? [] };
    const first = step(stored, event, 'abc123');
    const verdict = judge(first.findings, standing);
    standing = { tier: verdict.tier, priority: verdict.priority, rules: [...standing.rules, ...verdict.rules] };
    const next = withRoute(first, event, verdict);
    stored = JSON.parse(JSON.stringify(next.stored)) as Stored;
    const { effects } = next;
    findings.push(...first.findings);
    rules.push(...verdict.rules);
    last = {
      step: first,
      effects,
      replies: repliesOf(effects, stored, facts),
      findings: first.findings,
      stale: first.stale,
      keys: effects.flatMap(keysOf),
    };
    return last;
  }

  const asked = (): Question | null => (stored ? present(stored) : null);
  const idOf = (value: string): string => {
    const question = asked();
    const found = question?.choices.find((choice) => choice.value === value || choice.label === value);
    if (!question || !found) throw new Error(`"${value}" is not a choice of ${question?.id ?? 'nothing'}`);
    return choiceId(context(), question.id, found.value);
  };
  const context = (): Context => {
    if (!stored) throw new Error('nothing was said yet');
    return stored.state.context;
  };

  const self = {
    turn,
    opens: (more: { unread?: number; lang?: 'ko' | 'en'; afterMs?: number } = {}) =>
      turn({ type: 'opened', unread: more.unread ?? 0, ...(more.lang ? { lang: more.lang } : {}) }, more.afterMs),
    says: (text: string, afterMs?: number) => turn({ type: 'said', text }, afterMs),
    /** Taps a choice of the present question, by value or label. */
    taps: (...values: string[]) => values.map((value) => turn({ type: 'chose', choice: idOf(value) })).at(-1) as Turned,
    /** Taps a choice id as it stood on some screen. */
    tapsId: (choice: string, afterMs?: number) => turn({ type: 'chose', choice }, afterMs),
    silent: (timer: 'card' | 'asq') => turn({ type: 'timer', timer }, (timer === 'card' ? 15 : 10) * minute),
    sendsPicture: () => turn({ type: 'media' }),
    claimed: () => {
      care = 'human';
      return turn({ type: 'claimed', counsellor: '김상담' });
    },
    spoke: (text = '안녕하세요.') => turn({ type: 'spoke', counsellor: '김상담', text }),
    handedBack: () => {
      const back = turn({ type: 'handedBack' });
      care = 'waiting';
      return back;
    },
    closed: () => {
      const closed = turn({ type: 'closed' });
      care = null;
      standing = { tier: null, priority: null, rules: [] };
      return closed;
    },
    /** The desk's hold on it from here on; null: as the findings say. */
    isIn: (next: Care | null) => {
      care = next;
    },
    idOf,
    asked,
    context,
    state: () => stored?.state.value ?? null,
    stored: () => stored as Stored,
    standing: () => standing,
    findings: () => findings,
    now: () => at,
    last: () => last as Turned,
  };
  return self;
}
export type Story = ReturnType<typeof story>;

/** Item 1 of an adult's visit. */
export function begun(age = '19-34', from: Parameters<typeof story>[0] = {}): Story {
  const mina = story(from);
  mina.opens();
  mina.taps('start', age);
  if (mina.asked()?.id === 'helper.ask') mina.taps('self');
  mina.taps('agree');
  return mina;
}

/** Past the question how to reach them, where it is asked, to the result. */
export function toResult(mina: Story): Turned {
  return mina.asked()?.id === 'contact.ask' ? mina.taps('chat') : mina.last();
}

const phq9 = 9;
/** Answers of PHQ-9 by value ('s': refused); the rest of the nine is 0. */
export function afterPhq9(answers: readonly (number | 's')[] = [], age = '19-34'): Story {
  const mina = begun(age);
  for (let n = 0; n < phq9; n += 1) mina.taps(answers[n] === 's' ? 'skip' : String(answers[n] ?? 0));
  return mina;
}

/** Nine answers of which only the last is not 0. */
export const item9 = (value: number | 's'): (number | 's')[] => [0, 0, 0, 0, 0, 0, 0, 0, value];
export const types = ({ replies }: Turned): string[] =>
  replies.map((reply) => (reply.type === 'card' ? reply.kind : reply.type));
