/** Who is this, and how fast: the rule table of CLINICAL 5.1 with SCRIPT's additions. Pure.
 *  Every finding is held against every rule; the highest tier and the most urgent priority win, each on its own; every
 *  rule that fired is kept. Software never lowers either: `raise` merges with what stands already. */
import type { Finding } from '../flows/protocol.ts';
import { type Priority, type Reason, reasons, type Tier } from './store/escalations.ts';

/** What stands already: the open escalation with every rule that fired in this episode, or nothing. */
export interface Standing {
  tier: Tier | null;
  priority: Priority | null;
  rules: readonly string[];
}

/** Of somebody without an open case. */
export const nothing: Standing = { tier: null, priority: null, rules: [] };

export interface Verdict {
  tier: Tier | null;
  /** null: nobody needs to be called. */
  priority: Priority | null;
  /** Ids of the rules that fired now. */
  rules: string[];
  reason: Reason | null;
  /** What those rules say by themselves, whatever stood before. */
  fired: { tier: Tier | null; priority: Priority | null };
}

interface Rule {
  id: string;
  tier: Tier | null;
  priority: Priority | null;
  reason: Reason | null;
  when(finding: Finding, standing: Standing): boolean;
}

const asq = (finding: Finding, items: readonly number[], answer: 'yes' | 'refused' = 'yes') =>
  finding.type === 'asq' && items.includes(finding.item) && finding.answer === answer;
const scored = (finding: Finding, instrument: string, from: number, to: number) =>
  finding.type === 'score' && finding.instrument === instrument && finding.total >= from && finding.total <= to;
const text = (finding: Finding, level: 'P0' | 'P1' | 'check', about: 'self' | 'other') =>
  finding.type === 'textRisk' && finding.level === level && finding.about === about;
const fired = (standing: Standing, ...ids: string[]) => standing.rules.some((rule) => ids.includes(rule));

/** Ids as in CLINICAL 5.1; a letter marks SCRIPT's additions to the same rule. */
export const rules: readonly Rule[] = [
  { id: 'R1', tier: 'high', priority: 0, reason: 'danger-now', when: (f) => asq(f, [5]) },
  { id: 'R2', tier: 'high', priority: 0, reason: 'danger-now', when: (f) => f.type === 'danger' && f.about === 'self' },
  { id: 'R2t', tier: 'high', priority: 0, reason: 'risk-words', when: (f) => text(f, 'P0', 'self') },
  {
    id: 'R2o',
    tier: 'high',
    priority: 0,
    reason: 'worried-other',
    when: (f) => (f.type === 'danger' && f.about === 'other') || text(f, 'P0', 'other'),
  },
  // Risk words without means or plan, and "not sure" to being asked about harming oneself.
  {
    id: 'R2p',
    tier: 'high',
    priority: 1,
    reason: 'risk-words',
    when: (f) => text(f, 'P1', 'self') || f.type === 'unsure',
  },
  { id: 'R2c', tier: 'high', priority: 1, reason: 'risk-words', when: (f) => f.type === 'childRisk' },
  {
    id: 'R3',
    tier: 'high',
    priority: 1,
    reason: 'recent-thoughts',
    when: (f) => asq(f, [3]),
  },
  {
    id: 'R3w',
    tier: 'high',
    priority: 1,
    reason: 'past-attempt',
    when: (f) => f.type === 'asqWhen' && f.when === 'months3',
  },
  { id: 'R4', tier: 'high', priority: 2, reason: 'recent-thoughts', when: (f) => asq(f, [1, 2]) },
  { id: 'R4a', tier: 'high', priority: 2, reason: 'past-attempt', when: (f) => asq(f, [4]) },
  { id: 'R5', tier: 'high', priority: 1, reason: 'item9', when: (f) => f.type === 'item9' && (f.value ?? 0) >= 2 },
  // Item 9 = 1 and an ASQ answer that is not a clean no, whichever came first (이전 leads back from ASQ into the scale).
  {
    id: 'R6',
    tier: 'high',
    priority: 1,
    reason: 'item9',
    when: (f, standing) =>
      (f.type === 'asq' && fired(standing, 'R7')) ||
      (f.type === 'item9' && f.value === 1 && fired(standing, 'R3', 'R4', 'R4a', 'R6r', 'R14a')),
  },
  // A stop or a silence raises any risk that is open; an open follow-up (P3) it does not.
  {
    id: 'R6s',
    tier: 'high',
    priority: 1,
    reason: 'stopped',
    when: (f, standing) =>
      (f.type === 'stopped' || f.type === 'silent') && standing.tier !== null && (standing.priority ?? 3) <= 2,
  },
  // ASQ 5 refused, or left for ten minutes after a yes.
  {
    id: 'R6r',
    tier: 'high',
    priority: 1,
    reason: 'stopped',
    when: (f) => asq(f, [5], 'refused') || (f.type === 'silent' && f.timer === 'asq'),
  },
  { id: 'R7', tier: 'potential', priority: 2, reason: 'item9', when: (f) => f.type === 'item9' && f.value === 1 },
  { id: 'R8', tier: 'high', priority: 2, reason: 'high-score', when: (f) => scored(f, 'phq9', 20, 27) },
  { id: 'R9', tier: 'potential', priority: 3, reason: 'high-score', when: (f) => scored(f, 'phq9', 10, 19) },
  { id: 'R10', tier: 'potential', priority: 3, reason: 'high-score', when: (f) => scored(f, 'sgds', 8, 11) },
  { id: 'R11', tier: 'high', priority: 2, reason: 'high-score', when: (f) => scored(f, 'sgds', 12, 15) },
  {
    id: 'R12',
    tier: 'low',
    priority: null,
    reason: 'high-score',
    when: (f) => scored(f, 'sgds', 6, 7) || scored(f, 'phq9', 5, 9),
  },
  {
    id: 'R13',
    tier: 'potential',
    priority: 2,
    reason: 'risk-words',
    when: (f) => text(f, 'check', 'self') || f.type === 'struggling',
  },
  {
    id: 'R13o',
    tier: 'potential',
    priority: 2,
    reason: 'worried-other',
    when: (f) => f.type === 'worried' || text(f, 'check', 'other') || text(f, 'P1', 'other'),
  },
  { id: 'R14', tier: 'potential', priority: 2, reason: 'stopped', when: (f) => f.type === 'item9' && f.value === null },
  { id: 'R14a', tier: 'potential', priority: 2, reason: 'stopped', when: (f) => asq(f, [1, 2, 3, 4], 'refused') },
  { id: 'R16', tier: 'low', priority: null, reason: 'high-score', when: (f) => f.type === 'asqNegative' },
  { id: 'M1', tier: null, priority: 3, reason: 'stopped', when: (f) => f.type === 'incomplete' },
  { id: 'H1', tier: null, priority: 2, reason: 'asked-human', when: (f) => f.type === 'humanWanted' },
  // Counted, and seen on the row; whose turn it is to read does not change with it.
  { id: 'L1', tier: null, priority: null, reason: null, when: (f) => f.type === 'promiseMissed' },
  // 더 힘들어졌어요: one step up from where it stands, for the reason that stands.
  { id: 'W1', tier: null, priority: 2, reason: null, when: (f) => f.type === 'worse' },
];

const tiers: readonly Tier[] = ['low', 'potential', 'high'];
export const higher = (a: Tier | null, b: Tier | null): Tier | null =>
  tiers.indexOf(b as Tier) > tiers.indexOf(a as Tier) ? b : a;
const urgent = (a: Priority | null, b: Priority | null): Priority | null =>
  a === null ? b : b === null ? a : (Math.min(a, b) as Priority);
const telling = (a: Reason | null, b: Reason): Reason =>
  a !== null && reasons.indexOf(a) <= reasons.indexOf(b) ? a : b;

/** Holds the findings of one turn, in order, against the rules and what stands. Later findings see what earlier ones fired. */
export function judge(findings: readonly Finding[], standing: Standing): Verdict {
  const verdict: Verdict = {
    tier: standing.tier,
    priority: standing.priority,
    rules: [],
    reason: null,
    fired: { tier: null, priority: null },
  };
  for (const finding of findings) {
    const now: Standing = { ...verdict, rules: [...standing.rules, ...verdict.rules] };
    for (const rule of rules.filter(({ when }) => when(finding, now))) {
      verdict.rules.push(rule.id);
      verdict.tier = higher(verdict.tier, rule.tier);
      const step = rule.id === 'W1' ? (Math.max(0, (now.priority ?? 3) - 1) as Priority) : rule.priority;
      verdict.priority = urgent(verdict.priority, step);
      verdict.fired = { tier: higher(verdict.fired.tier, rule.tier), priority: urgent(verdict.fired.priority, step) };
      if (rule.priority !== null && rule.reason) verdict.reason = telling(verdict.reason, rule.reason);
    }
  }
  return verdict;
}

/** How long a human may take to claim it, in ms (CLINICAL 5.3). P2 and P3 are one and three days until a centre's working hours are known. */
export const claimWithinMs: Readonly<Record<Priority, number>> = {
  0: 5 * 60_000,
  1: 30 * 60_000,
  2: 24 * 3_600_000,
  3: 72 * 3_600_000,
};
