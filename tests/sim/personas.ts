/** What people tap and write. Each persona reads its screen and decides; what it does may be a risk by what it means, not by what the
 *  program makes of it. */
import type { Inbound, Reply } from '../../flows/protocol.ts';
import type { Persona } from './plan.ts';
import type { Chance } from './timeline.ts';

export interface Move {
  inbound: Inbound;
  rings: boolean;
}

type Ask = Extract<Reply, { type: 'ask' }>;

const ages: Partial<Record<Persona, string>> = { elder: '75세 이상', words: '14~18세', comesBack: '35~49세' };
const usual = [
  '시작할게요',
  '제가 직접 눌러요',
  '동의해요',
  '이어하기',
  '이어서 할게요',
  '네, 지금 위험해요',
  '이 대화로 할게요',
];
/** A person who is not in danger does not say so. */
const never = [
  '지금 많이 힘들어요',
  '지금 위험해요',
  '네, 지금 위험해요',
  '모르겠어요',
  '다른 분이 걱정돼요',
  'English',
];
const wordsOfRisk = ['죽고 싶어요', '자살하고 싶어요', '지금 옥상에 있어요'];
const smallTalk = ['잠이 안 와요', '네', '어제보다 나아요', '1', '그냥 그래요'];

/** How many messages somebody sends before they go away. */
export const stays: Readonly<Record<Persona, number>> = {
  calm: 24,
  danger: 5,
  words: 9,
  item9: 24,
  asq5: 30,
  elder: 30,
  leaves: 6,
  comesBack: 30,
  forgets: 22,
  hasty: 20,
  writesOn: 14,
  unsure: 6,
};
/** After so many of them they are away for longer than a day. */
export const breaks: Partial<Record<Persona, number>> = { comesBack: 7 };

const tap = (ask: Ask, label: string | undefined, rings = false): Move | null => {
  const choice = ask.choices.find((one) => one.label === label);
  return choice ? { inbound: { type: 'chose', choice: choice.id }, rings } : null;
};
const say = (text: string, rings = false): Move => ({ inbound: { type: 'said', text }, rings });
const one = <T>(chance: Chance, of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;

/** The next move at this screen; `nth`: from 0, how many they have made. */
export function moveOf(persona: Persona, ask: Ask | null, nth: number, chance: Chance): Move | null {
  if (persona === 'words' && nth === 4) return say(one(chance, wordsOfRisk), true);
  if (persona === 'writesOn' && nth > 3) return say(one(chance, smallTalk));
  if (persona === 'forgets' && nth === 12) return say('삭제');
  if (!ask)
    return chance() < 0.5 ? { inbound: { type: 'opened', unread: 0 }, rings: false } : say(one(chance, smallTalk));
  return (ask.key === null ? own(persona, ask, chance) : answer(persona, ask, chance)) ?? say(one(chance, smallTalk));
}

function own(persona: Persona, ask: Ask, chance: Chance): Move | null {
  if (persona === 'danger' || persona === 'writesOn') {
    const danger = tap(ask, '네, 지금 위험해요', true) ?? tap(ask, '지금 많이 힘들어요');
    if (danger) return danger;
  }
  if (persona === 'unsure') {
    const unsure = ask.choices.some(({ label }) => label === '위험하지는 않아요') ? tap(ask, '모르겠어요', true) : null;
    if (unsure ?? tap(ask, '지금 많이 힘들어요')) return unsure ?? tap(ask, '지금 많이 힘들어요');
  }
  if (persona === 'forgets') {
    const gone = tap(
      ask,
      ask.choices.find(({ label }) => /지울|지워|삭제/.test(label) && !/안|그대로/.test(label))?.label,
    );
    if (gone) return gone;
  }
  for (const label of [ages[persona] ?? '19~34세', ...usual]) {
    const found = never.includes(label) ? null : tap(ask, label);
    if (found) return found;
  }
  const harmless = ask.choices.filter(({ label }) => !never.includes(label) && !/삭제|지울|상담/.test(label));
  return tap(ask, one(chance, harmless.length > 0 ? harmless : ask.choices)?.label);
}

function answer(persona: Persona, ask: Ask, chance: Chance): Move | null {
  const { key, choices } = ask;
  const nth = (n: number, rings = false) => tap(ask, choices[n]?.label, rings);
  if (key === 'phq9/selfharm') return persona === 'item9' ? nth(2, true) : persona === 'asq5' ? nth(1) : nth(0);
  if (key?.startsWith('asq/')) {
    if (persona === 'asq5') return tap(ask, '예', key === 'asq/5') ?? nth(0);
    return tap(ask, '아니오') ?? nth(0);
  }
  if (key?.startsWith('sgds/')) return nth(chance() < 0.5 ? 0 : 1);
  return nth(persona === 'calm' ? 0 : Math.floor(chance() * 3));
}
