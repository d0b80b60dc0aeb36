/** The tables of the printed script and of docs/conversation.md, each read from where the program reads it. */
import * as acts from '../../flows/acts.ts';
import { contacts } from '../../flows/contacts.ts';
import { flowVersion } from '../../flows/conversation.ts';
import { itemsOf } from '../../flows/instruments/instrument.ts';
import { instrument, instrumentIds, wordingOf } from '../../flows/instruments/registry.ts';
import { en as lexiconEn } from '../../flows/lexicon.en.ts';
import { ko as lexiconKo } from '../../flows/lexicon.ko.ts';
import { riskClasses } from '../../flows/lexicon.ts';
import { silenceMs } from '../../flows/screening.ts';
import { type TextKey, textKeys, wordingVersion } from '../../flows/wording.ts';
import { type Chapter, when } from '../../flows/wording.when.ts';
import type { Priority } from '../../triage/store/escalations.ts';
import { claimWithinMs, rules } from '../../triage/tier.ts';
import { effectsByTrying } from './trying.ts';
import { priorities, riskWords, rules as ruleWords, tiers, type Words } from './words.ts';

/** The texts of a chapter, in the order of the conversation. */
export const textsOf = (chapter: Chapter): TextKey[] =>
  (Object.keys(when) as TextKey[]).filter((key) => when[key].chapter === chapter && textKeys.includes(key));

export interface Version {
  what: Words;
  version: string;
}

export const versions = (): Version[] => [
  { what: { ko: '말(한국어)', en: 'Wording, Korean' }, version: wordingVersion.ko },
  { what: { ko: '말(영어)', en: 'Wording, English' }, version: wordingVersion.en },
  { what: { ko: '대화의 흐름', en: 'Flow' }, version: String(flowVersion) },
  ...instrumentIds.flatMap((id) => [
    { what: { ko: `${short(id)} 구조`, en: `${short(id)} structure` }, version: instrument(id).version },
    { what: { ko: `${short(id)} 한국어`, en: `${short(id)} in Korean` }, version: wordingOf(id, 'ko').version },
    { what: { ko: `${short(id)} 영어`, en: `${short(id)} in English` }, version: wordingOf(id, 'en').version },
  ]),
];

const shorts: Readonly<Record<string, string>> = { phq9: 'PHQ-9', sgds: 'SGDS-K', asq: 'ASQ' };
export const short = (id: string): string => shorts[id] ?? id;

export interface RuleRow {
  id: string;
  finding: Words;
  tier: Words | null;
  /** `P1 빠른`; null opens no case. */
  priority: Words | null;
}

export const triageRows = (): RuleRow[] =>
  rules.map(({ id, tier, priority }) => ({
    id,
    finding: ruleWords[id] ?? { ko: id, en: id },
    tier: tier ? tiers[tier] : null,
    priority:
      id === 'W1' ? { ko: '한 단계 더 급하게', en: 'one step up' } : priority === null ? null : priorityWords(priority),
  }));

export const priorityWords = (priority: Priority): Words => ({
  ko: `P${priority} ${priorities[priority].ko}`,
  en: `P${priority} ${priorities[priority].en}`,
});

export interface Timer {
  what: Words;
  after: Words;
  next: Words;
}

export const claimDeadlines = (): Timer[] =>
  (Object.keys(claimWithinMs).map(Number) as Priority[]).map((priority) => ({
    what: priorityWords(priority),
    after: duration(claimWithinMs[priority]),
    next: { ko: '상담사가 맡아야 함', en: 'a counsellor must have claimed it' },
  }));

/** A screening left for this long begins anew; flows/flow.ts keeps the number, a test holds this one to it. */
export const staleAfterMs = 24 * 3_600_000;

/** How long after an act what it schedules is due, the shortest first. */
const dueAfter = (act: unknown): number[] =>
  [...new Set(effectsByTrying(act).flatMap((effect) => (effect.type === 'schedule' ? [effect.afterMs] : [])))].sort(
    (a, b) => a - b,
  );

const durations = (all: readonly number[]): Words => ({
  ko: all.map((ms) => duration(ms).ko).join(' / '),
  en: all.map((ms) => duration(ms).en).join(' / '),
});

export const timers = (): Timer[] => [
  {
    what: { ko: '안전 카드 다음 말이 없음(질문 중)', en: 'Silence after a crisis card, in the questions' },
    after: duration(silenceMs.card),
    next: {
      ko: '열린 사례를 고위험군 P1로 올림. 재촉하는 글은 보내지 않음',
      en: 'the open case is raised to high, P1; no reminder is sent',
    },
  },
  {
    what: { ko: 'ASQ ‘예’ 다음 말이 없음', en: 'Silence inside ASQ after a yes' },
    after: duration(silenceMs.asq),
    next: { ko: '고위험군 P1로 올림. 재촉하는 글은 보내지 않음', en: 'raised to high, P1; no reminder is sent' },
  },
  {
    what: { ko: '질문 중에 나감', en: 'Left in the middle of the questions' },
    after: duration(staleAfterMs),
    next: { ko: '요즘을 여쭙는 질문이라 처음부터 다시', en: 'the questions start again: they ask about recent days' },
  },
  {
    what: {
      ko: '동의하지 않았거나 13세 이하이고 기록할 일이 없음',
      en: 'Refused or 13 or under, and nothing to record',
    },
    after: durations(dueAfter(acts.forgetSoon)),
    next: { ko: '모두 지움', en: 'everything is deleted' },
  },
  {
    what: { ko: '열린 사례 때문에 삭제를 미룸', en: 'Deletion has to wait for an open case' },
    after: durations(dueAfter(acts.putOffDeletion)),
    next: {
      ko: '사례가 닫혔으면 지우고, 아니면 늦었다고 알리고 직원에게 표시',
      en: 'deleted if the case is closed; else they are told, and staff see it',
    },
  },
  {
    what: { ko: '미룬 삭제가 있는 사례를 닫음', en: 'A case with a waiting deletion is closed' },
    after: durations(dueAfter(acts.deleteNow)),
    next: { ko: '모두 지움', en: 'everything is deleted' },
  },
  {
    what: { ko: '안부를 남기기로 함(지켜볼 분 / 그 밖)', en: 'A reminder was agreed (to be watched / others)' },
    after: durations(dueAfter(acts.takeReminder)),
    next: { ko: '그사이 다른 일이 없으면 안부를 여쭘', en: 'a greeting, if nothing else is going on' },
  },
];

export function duration(ms: number): Words {
  const minutes = ms / 60_000;
  if (minutes < 60) return { ko: `${minutes}분`, en: minutes === 1 ? '1 minute' : `${minutes} minutes` };
  const hours = minutes / 60;
  if (hours <= 72) return { ko: `${hours}시간`, en: `${hours} hours` };
  return { ko: `${hours / 24}일`, en: `${hours / 24} days` };
}

export interface Line {
  number: string;
  name: Words;
  hours: Words;
  text: boolean;
  verifiedOn: string | null;
  source: string;
}

export const crisisLines = (): Line[] =>
  Object.values(contacts).map(({ number, name, hours, sms, verifiedOn, source }) => ({
    number,
    name,
    hours: hours === '24h' ? { ko: '24시간', en: '24 hours' } : { ko: hours, en: hours },
    text: sms !== null,
    verifiedOn,
    source,
  }));

export interface RiskRow {
  name: Words;
  ko: number;
  en: number;
  crisis: number;
  check: number;
  example: string;
}

/** What the detector listens for, by class: how many rows, how strong, one example. */
export const riskRows = (): RiskRow[] =>
  riskClasses.map((name) => {
    const own = lexiconKo.entries.filter((entry) => entry.class === name);
    const other = lexiconEn.entries.filter((entry) => entry.class === name);
    const both = [...own, ...other];
    return {
      name: riskWords[name],
      ko: own.length,
      en: other.length,
      crisis: both.filter(({ level }) => level === 'crisis').length,
      check: both.filter(({ level }) => level === 'check').length,
      example: (own[0] ?? other[0])?.example ?? '',
    };
  });

export const riskRowsSigned = (): { signed: number; all: number } => {
  const all = [lexiconKo, lexiconEn].flatMap(({ entries, masks }) => [...entries, ...masks]);
  return { signed: all.filter(({ provenance }) => provenance.review !== 'pending').length, all: all.length };
};

/** Who is asked what, in order. */
export const order = (): { who: Words; what: Words }[] => [
  {
    who: { ko: '13세 이하', en: '13 or under' },
    what: { ko: '질문지 없음', en: 'no questionnaire' },
  },
  {
    who: { ko: '14~64세', en: '14–64' },
    what: {
      ko: `PHQ-9 1~${scoredCount('phq9')} → ASQ 1~4 (→ 4번이 ‘예’면 언제) (→ 5) → PHQ-9 10번(위험 신호가 없고 힘든 것이 있을 때만)`,
      en: `PHQ-9 1–${scoredCount('phq9')} → ASQ 1–4 (→ when, if 4 is yes) (→ 5) → PHQ-9 item 10 (only with some problem and no alarm)`,
    },
  },
  {
    who: { ko: '65세 이상', en: '65 and over' },
    what: {
      ko: `SGDS-K 1~${scoredCount('sgds')} → ASQ 1~4 (→ 4번이 ‘예’면 언제) (→ 5)`,
      en: `SGDS-K 1–${scoredCount('sgds')} → ASQ 1–4 (→ when, if 4 is yes) (→ 5)`,
    },
  },
];

const scoredCount = (id: 'phq9' | 'sgds'): number => {
  const one = instrument(id);
  return itemsOf(one).filter((item) => one.items[item]?.scored).length;
};
