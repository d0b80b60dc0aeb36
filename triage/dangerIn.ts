/** Whether something a resident sent says by itself that they are in danger now, without looking anything up. Pure. */
import type { Care, Finding, Inbound } from '../flows/protocol.ts';
import { detect } from '../flows/safety.ts';
import { riskFinding } from '../flows/screening.ts';
import type { Stored } from '../flows/snapshot.ts';
import { alarmOf, dangerIn as dangerInChoice, type Step, step } from '../flows/step.ts';
import { judge, nothing } from './tier.ts';

export interface Danger {
  /** null: words to be asked about, nobody is called for them at once. */
  priority: 0 | 1 | null;
  about: 'self' | 'other';
  /** What rings, and what came with it. */
  findings: readonly Finding[];
}

/** Words are read as they stand. A tap says what it means where it is the button for danger, and by `stored`, the conversation of somebody who
 *  was answering just now, or (null: nothing is known of them) by the question and answer it names; `care`: who has it, where that is known: what is typed to a counsellor answers no question. null: neither rings. */
export function dangerIn(inbound: Inbound, stored: Stored | null, now: Date, care: Care = 'none'): Danger | null {
  const findings = different([...alone(inbound), ...(stored ? inTalk(inbound, stored, now, care) : named(inbound))]);
  const rings = findings.some(({ type }) => type === 'textRisk' || type === 'danger');
  const { priority } = judge(findings, nothing);
  const urgent = priority === 0 || priority === 1 ? priority : null;
  if (!rings && urgent === null) return null;
  const isOther = findings.some((one) => (one.type === 'textRisk' || one.type === 'danger') && one.about === 'other');
  return { priority: urgent, about: isOther ? 'other' : 'self', findings };
}

/** Words say the same alone and in their talk. */
const different = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
];

/** A detector that fails counts as one that rings. */
function alone(inbound: Inbound): Finding[] {
  if (inbound.type === 'said') {
    try {
      const risk = detect(inbound.text);
      return risk.level === 'none' ? [] : [riskFinding(risk)];
    } catch {
      return [{ type: 'danger', about: 'self' }];
    }
  }
  const about = inbound.type === 'chose' ? dangerInChoice(inbound.choice) : null;
  return about ? [{ type: 'danger', about }] : [];
}

function named(inbound: Inbound): Finding[] {
  const alarm = inbound.type === 'chose' ? alarmOf(inbound.choice) : null;
  return alarm ? [alarm] : [];
}

/** What the next step of their conversation would find: an alarming answer, words in pieces. */
function inTalk(inbound: Inbound, stored: Stored, now: Date, care: Care): Finding[] {
  try {
    return foreseen(inbound, stored, now, care).findings;
  } catch {
    // It may be what failed their turn: their words ring all the same, and are kept.
    return [];
  }
}

/** What their turn would be, as far as it can be told without the store. Throws what the step throws. */
export const foreseen = (inbound: Inbound, stored: Stored, now: Date, care: Care = 'none'): Step =>
  step(stored, { ...inbound, care, held: care !== 'none', onDuty: false, unsigned: [], at: now.getTime() }, '');
