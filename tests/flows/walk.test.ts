/** Every kind of event in every situation that can be reached: nothing throws, nobody is met with silence, and nothing that
 *  was heard is lost. Situations are told apart by what the machine can tell apart, not by each single answer. */
import { expect, it } from 'vitest';
import type { Context } from '../../flows/context.ts';
import type { Care, Effect, Finding, Inbound, Reply } from '../../flows/protocol.ts';
import { restore, type Stored, store } from '../../flows/snapshot.ts';
import { choiceId, present, type Step, step } from '../../flows/step.ts';
import { withRoute } from '../../triage/perform.ts';
import { repliesOf } from '../../triage/say.ts';
import { judge, nothing } from '../../triage/tier.ts';
import { afterPhq9, begun, facts, item9, plain, story } from './story.ts';

const at = 1_900_000_000_000;
const cares: readonly Care[] = ['none', 'waiting', 'human'];

/** Where the walk begins: places that single steps would reach only through hundreds of answers. */
const seeds: readonly Stored[] = [
  story().opens().step.stored,
  ...['14-18', '75+'].map((age) => begun(age).stored()),
  ...[item9(0), item9(1), item9(3), item9('s'), [3, 3, 3, 3, 3, 3, 3, 3, 0]].map((answers) =>
    afterPhq9(answers).stored(),
  ),
  ...[8, 14].map((answered) => {
    const mina = begun(answered === 8 ? '14-18' : '65-74');
    for (let n = 0; n < answered; n += 1) mina.taps('0');
    return mina.stored();
  }),
  // Somebody else taps, and the private questions are next; every answer alike, and not.
  ...['1', '0'].map((last) => {
    const mina = story();
    mina.opens();
    mina.taps('start', '75+', 'helping', 'agree', ...Array.from({ length: 14 }, () => '1'), last);
    return mina.stored();
  }),
];

const words = [
  '이전',
  '다시',
  '쉬기',
  '이어하기',
  '그만',
  '처음',
  '상담사',
  '도움',
  '시작',
  '삭제',
  '1',
  '네',
  '0',
  '6',
  '무슨 말이에요?',
  '',
  '죽고 싶어요',
  '지금 옥상에 있어요',
  '죽고 싶지는 않아요',
  '친구가 죽고 싶대요',
  '친구가 지금 옥상에 있어요',
  '010-1234-5678',
  '８２0315-1234567',
] as const;

const others: readonly (Inbound & { laterMs?: number })[] = [
  { type: 'media' },
  { type: 'timer', timer: 'card' },
  { type: 'timer', timer: 'asq' },
  { type: 'timer', timer: 'late' },
  { type: 'timer', timer: 'lapsed' },
  { type: 'timer', timer: 'again' },
  { type: 'timer', timer: 'forget' },
  { type: 'opened', unread: 0 },
  { type: 'opened', unread: 2, lang: 'en' },
  { type: 'opened', unread: 0, laterMs: 90_000_000 },
  { type: 'said', text: '1', laterMs: 90_000_000 },
  { type: 'claimed', counsellor: '김상담' },
  { type: 'spoke', counsellor: '김상담', text: '안녕하세요' },
  { type: 'handedBack' },
  { type: 'closed' },
  { type: 'chose', choice: 'nonsense' },
  { type: 'chose', choice: 'zzzzzz.9.crisis.next.danger' },
];

/** A counsellor's question, from some places: it waits behind any. */
const asks: Inbound = { type: 'asks', counsellor: '김상담', agency: '푸른구 복지관' };

/** Old buttons of this very conversation. */
const olds = ({ tag, visit }: Context): Inbound[] =>
  [
    choiceId({ tag, visit: Math.max(0, visit - 1) }, 'phq9/mood', '1'),
    choiceId({ tag, visit: 0 }, 'hard.ask', 'danger'),
    choiceId({ tag, visit: 0 }, 'worried', 'otherDanger'),
    choiceId({ tag, visit: 0 }, 'crisis.next', 'human'),
    choiceId({ tag, visit: 0 }, 'wait.open', 'worse'),
    choiceId({ tag, visit: 0 }, 'wait.open', 'help'),
    choiceId({ tag, visit }, 'phq9/selfharm', '3'),
    choiceId({ tag, visit }, 'asq/5', '1'),
    choiceId({ tag, visit }, 'check.ask', 'yes'),
  ].map((choice) => ({ type: 'chose', choice }));

const choicesOf = (stored: Stored): Inbound[] => {
  const question = present(stored);
  return (question?.choices ?? []).map(({ value }) => ({
    type: 'chose',
    choice: choiceId(stored.state.context, question?.id ?? '', value),
  }));
};

/** What the machine can tell apart, but for the language, the count of visits and which item of many it is. */
function situation({ state: { value, context } }: Stored): string {
  const { answers, item, scale, place, pending, carded, checked, age, deleting } = context;
  const { wish, misread, route, helped, handedOver } = context;
  const given = (key: string) => (answers[key] === undefined ? 'u' : (answers[key]?.[0] ?? 'r'));
  const screens = ['asq/1', 'asq/2', 'asq/3', 'asq/4'].map(given);
  const isPut = value === 'item' || value === 'crisisNext';
  const where = item === `${scale}/mood` || item === 'sgds/dropped' ? 'middle' : (item ?? '');
  const asq = screens.includes(1) ? 'yes' : screens.includes('r') ? 'refused' : 'no';
  const said = isPut && where !== 'middle' ? [where, given('phq9/selfharm') === 0, asq] : [];
  const who = age === '13-' ? 'child' : '';
  // Only where it can make a difference to what comes next.
  const reaching = value.startsWith('contact') ? [misread, place === 'item' && route] : [];
  const helping = item === 'asq/1' ? [helped && handedOver === null] : [];
  const ending = ['again', 'needs', 'next'].includes(place) ? [route] : [];
  const known = [wish !== null && isPut, ...reaching, ...helping, ...ending];
  return JSON.stringify([value, place, pending, carded, checked && !carded, who, deleting, ...said, ...known]);
}

interface Walked {
  from: Stored;
  inbound: Inbound;
  care: Care;
  first: Step;
  stored: Stored;
  effects: Effect[];
  replies: Reply[];
}

function walk(stored: Stored, inbound: Inbound & { laterMs?: number }, care: Care): Walked {
  const seen = Math.max(stored.state.context.seen * 1000, at);
  const event = { ...plain, held: care !== 'none', ...inbound, at: seen + (inbound.laterMs ?? 1_000), care };
  const first = step(stored, event, 'abc123');
  const { stored: after, effects } = withRoute(first, event, judge(first.findings, nothing));
  return { from: stored, inbound, care, first, stored: after, effects, replies: repliesOf(effects, after, facts) };
}

const residents = ['said', 'chose', 'media'];
const isAlarm = (finding: Finding): boolean => {
  const { priority } = judge([finding], { tier: null, priority: null, rules: [] });
  if (finding.type === 'item9') return finding.value !== null;
  if (finding.type === 'asq') return finding.answer === 'yes';
  // When it was is asked after ASQ 4's card; a stop and a silence have words of their own.
  return priority !== null && priority <= 1 && !['asqWhen', 'stopped', 'silent'].includes(finding.type);
};
const isDanger = (finding: Finding): boolean =>
  judge([finding], { tier: null, priority: null, rules: [] }).priority === 0;

/** A number to call, a word to write, a person who reads. */
const isWayOn = (reply: Reply) =>
  reply.type === 'human' || /109|119|‘?(처음|상담사|이어하기)|ounsellor/.test(reply.text);

const isSilence = (timer: string) => timer === 'card' || timer === 'asq';
const hasNumber = (reply: Reply) =>
  'text' in reply && /1234[-\s]?5678|1234567/.test(reply.text.replace('010 1234 5678', ''));

const keysSaid = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'say' ? effect.keys : []));

const hasForgotten = (effects: readonly Effect[]) => effects.some(({ type }) => type === 'forget');

/** What must hold after any event anywhere. Sentences name what does not. */
function wrong({ from, inbound, care, first, stored, effects, replies }: Walked): string[] {
  const is = (so: boolean, what: string) => (so ? [] : [what]);
  const own = residents.includes(inbound.type);
  const text = inbound.type === 'said' ? inbound.text : null;
  const keys = effects.flatMap((effect) => (effect.type === 'card' ? effect.keys : []));
  const crisis = replies[0]?.type === 'card' && replies[0].kind === 'crisis';
  const isHandedBack = inbound.type === 'handedBack' && care === 'human';
  const mayBeSilent = inbound.type === 'timer' || inbound.type === 'handedBack' || care === 'human';
  const { context } = stored.state;
  // The last words to somebody who was forgotten: what they do next is a first contact.
  if (hasForgotten(effects) && inbound.type === 'timer') {
    const { recorded, deleteBy } = from.state.context;
    return [
      ...is(inbound.timer === 'forget' && replies.length === 0, 'forgotten by another clock, or with a word'),
      ...is(care === 'none' && (deleteBy !== null || !recorded), 'forgotten unasked, or while a case is open'),
    ];
  }
  if (hasForgotten(effects)) {
    return [
      ...is(replies.length === 1 && replies[0]?.type === 'text', 'more than a goodbye'),
      ...is(care === 'none' && present(from)?.id === 'delete.ask', 'deleted unasked, or while a case is open'),
    ];
  }
  return [
    ...is(replies.length > 0 || mayBeSilent, 'silence'),
    ...is(
      care === 'human' || !own || present(stored) !== null || replies.some(isWayOn),
      `no way on: ${JSON.stringify(replies.map((reply) => ('text' in reply ? reply.text : '')))}`,
    ),
    ...is(replies.length <= 3, `${replies.length} bubbles: ${replies.map(({ type }) => type)}`),
    ...is(!own || !first.findings.some(isAlarm) || crisis, 'an alarm without a crisis card first'),
    ...is(
      !first.findings.some(isDanger) || keys.some((key) => key === 'crisis.now' || key === 'crisis.other'),
      'danger without the red card',
    ),
    ...is(keys.filter((key) => key.startsWith('crisis.') && key !== 'crisis.text').length <= 1, 'two crisis cards'),
    ...is(
      replies.every((reply) => reply.type !== 'ask' || (reply.text !== '' && reply.choices.length > 0)),
      'an empty question',
    ),
    ...is(replies.filter(({ type }) => type === 'ask').length <= 1, 'two questions'),
    ...is(inbound.type !== 'timer' || !isSilence(inbound.timer) || replies.length === 0, 'a push for silence'),
    ...is(inbound.type !== 'timer' || replies.length <= 1, 'more than one line nobody asked for'),
    ...is(!replies.some(hasNumber), 'a number is said back'),
    ...is(text !== '삭제' || present(stored)?.id === 'delete.ask', '삭제 is not asked about'),
    ...is(stored.state.value !== 'onward' && stored.state.value !== 'result', `stays in ${stored.state.value}`),
    ...is(!isHandedBack || keysSaid(effects).includes('human.back'), 'handed back without a word'),
    ...is(
      !isHandedBack || present(stored) === null || replies.at(-1)?.type === 'ask',
      'handed back, and the question that is open is not put',
    ),
    // A question that is open is the last thing on the screen, wherever a person did not answer instead.
    ...is(
      care === 'human' || !own || present(stored) === null || replies.at(-1)?.type === 'ask',
      'the question is not put',
    ),
    ...is(
      context.timer === null ||
        effects.some(({ type }) => type === 'schedule') ||
        from.state.context.timer === context.timer,
      'a timer nobody set',
    ),
    ...is(
      text === null ||
        !['무슨 말이에요?', '', '0', '6'].includes(text) ||
        JSON.stringify(context.answers) === JSON.stringify(from.state.context.answers),
      'an answer changed by nonsense',
    ),
  ];
}

it('holds from every reachable situation, for every kind of event, whoever has the conversation', {
  timeout: 240_000,
}, () => {
  const states = new Set<string>();
  const faults = new Map<string, string>();
  /** Each situation once, in the order they were come upon; it grows while it is walked. */
  const reached = new Map<string, Stored>();
  const reach = (stored: Stored) => {
    const key = situation(stored);
    if (!reached.has(key)) reached.set(key, stored);
  };
  seeds.forEach(reach);
  let walkedFrom = 0;
  for (const [key, stored] of reached) {
    walkedFrom += 1;
    states.add(stored.state.value);
    const back = restore(JSON.parse(JSON.stringify(stored)));
    expect(store(back, back.context)).toEqual(stored);
    const said = words.map((text): Inbound => ({ type: 'said', text }));
    const desks = ['item', 'crisisNext', 'rest'].includes(stored.state.value) ? [asks] : [];
    const events = [...choicesOf(stored), ...said, ...others, ...desks, ...olds(stored.state.context)];
    for (const [n, inbound] of events.entries()) {
      // Each kind meets each care somewhere.
      const now = [cares[(n + walkedFrom) % cares.length] as Care];
      for (const care of now) {
        const walked = walk(stored, inbound, care);
        for (const what of wrong(walked)) {
          const { value, context } = stored.state;
          const where = `${value}/${context.place}/${context.pending}`;
          faults.set(`${what} | ${where} | ${JSON.stringify(inbound)} | ${care} | → ${walked.stored.state.value}`, key);
        }
        if (!hasForgotten(walked.effects)) reach(walked.stored);
      }
    }
  }
  expect([...faults.keys()]).toEqual([]);
  // Every state but the two that are passed through within a turn, and `new`, which only an unreadable snapshot leaves.
  expect([...states].sort()).toEqual(
    'again age check child consent contact contactNumber contactWhen crisisNext endangered greeting handOver hard helper item needs next paused rest resume resumeCase resumeOld thirdParty waiting worried worse'.split(
      ' ',
    ),
  );
});
