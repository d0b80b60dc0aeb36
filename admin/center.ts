/** The facts of a centre that residents are told: seen by whoever sees the roster, changed by whoever answers for the centre. */
import { render } from '../flows/wording.ts';
import {
  type CenterField,
  centerFields,
  centerRules,
  changedFields,
  columnsOf,
  type CenterFacts as Facts,
  readFacts,
  textsWith,
} from '../triage/centerFacts.ts';
import { Refused } from '../triage/errors.ts';
import { audit } from '../triage/store/audit.ts';
import { changeCenter, isNameTaken, lastChange, lockCenter, readCenter } from '../triage/store/centers.ts';
import type { CenterFacts, CenterView, WrongField } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';

export function centerHandlers({ db, clock, newId }: DeskDeps): Pick<Handlers, 'center' | 'changeCenter'> {
  async function read({ session }: Call<'center'>): Promise<CenterView> {
    const center = await readCenter(db.query, session.centerId);
    if (!center) throw new Refused(404, 'not_found', 'no such centre');
    return {
      now: clock().toISOString(),
      facts: factsOf(center),
      loses: {
        phone: textsWith('phone'),
        hours: textsWith('hours'),
        area: textsWith('area'),
        retention: textsWith('retention'),
      },
      help: helpTexts,
    };
  }

  async function change(call: Call<'changeCenter'>): Promise<CenterFacts> {
    const { centerId } = call.session;
    const { expected, ...typed } = call.body;
    const { change: facts, wrong } = readFacts(
      Object.fromEntries(centerFields.map((field) => [field, String(typed[field] ?? '')])),
    );
    const faults = wrong.map(faultOf);
    return await db.transaction(async (tx) => {
      const now = clock();
      const before = await lockCenter(tx, centerId);
      if (!before) throw new Refused(404, 'not_found', 'no such centre');
      if (!wrong.includes('name') && facts.name && (await isNameTaken(tx, centerId, facts.name))) faults.push(taken);
      if (faults.length > 0) throw new Refused(422, 'facts_wrong', 'some facts do not fit', { fields: faults });
      if (expected && changedFields(before, expected).length > 0) {
        throw new Refused(409, 'facts_changed', 'the facts have changed since they were read', {
          facts: factsOf(before),
          by: await lastChange(tx, centerId),
        });
      }
      const changed = await changeCenter(tx, centerId, facts);
      if (!changed) throw new Refused(404, 'not_found', 'no such centre');
      const subject = columnsOf(changedFields(changed.before, changed.after));
      if (subject) await audit(tx, { ...traceOf(call, now), id: newId(), action: 'center.change', subject });
      return factsOf(changed.after);
    });
  }

  return { center: read, changeCenter: change };
}

const factsOf = ({ name, phone, hours, area, retention, contactDays }: Facts): CenterFacts => ({
  name,
  phone,
  hours,
  area,
  retention,
  contactDays,
});

function faultOf(field: CenterField): WrongField {
  const { ko, en, clears, allowed } = centerRules[field];
  return {
    field,
    ko: `${ko}: ${allowed.ko}.${clears ? ' 비워 둘 수도 있어요.' : ''}`,
    en: `${en}: ${allowed.en}.${clears ? ' It may be left empty.' : ''}`,
  };
}

const taken: WrongField = {
  field: 'name',
  ko: '이름: 다른 센터가 쓰는 이름이에요.',
  en: 'name: another centre has this name.',
};

/** What residents read under 도움, for each set of facts that may be known; the panel fills in what is being typed. */
const helpTexts: CenterView['help'] = [
  { phone: true, hours: true },
  { phone: true, hours: false },
  { phone: false, hours: true },
  { phone: false, hours: false },
].map((known) => {
  const variables = {
    center: '{name}',
    phone: known.phone ? '{phone}' : undefined,
    hours: known.hours ? '{hours}' : undefined,
  };
  return { ...known, ko: render('ko', 'help', variables), en: render('en', 'help', variables) };
});
