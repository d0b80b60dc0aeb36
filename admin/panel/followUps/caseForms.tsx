import { NativeSelect, Radio } from '@mantine/core';
import { useState } from 'react';
import type { CaseFollowUps, ReferralBasis } from '../../contract.ts';
import { addDays } from '../days.ts';
import { useDraft } from '../drafts.ts';
import { useMe } from '../session.ts';
import { useLang } from '../words.ts';
import { useAdd, useRequest, useResources, useStartPlan } from './data.ts';
import { dayInWords, isBetween } from './days.ts';
import { DayField, Frame, GatekeeperField, Note, StaffField } from './fields.tsx';
import { useFollowUpWords } from './words.ts';

type Props = { caseId: string; seen: CaseFollowUps; onDone: (said: string) => void; onClose: () => void };
type Kind = 'call' | 'rescreen' | 'gatekeeper';

/** CLINICAL 9: within a week; the scale again after two weeks at 잠재위험군, after four otherwise. */
const daysUntil = (kind: Kind, tier: CaseFollowUps['tier']): number =>
  kind === 'rescreen' ? (tier === 'potential' ? 14 : 28) : 7;

/** 다시 전화, 재검사, 지킴이 살펴보기. */
export const AddForm = ({ caseId, seen, onDone, onClose }: Props) => {
  const w = useFollowUpWords();
  const c = w.case;
  const me = useMe();
  const { today, tier } = seen;
  const [kind, setKind] = useState<Kind>('call');
  const [chosen, choose] = useState<string | null>(null);
  const [assignee, assign] = useState(me.id);
  const [gatekeeperId, name] = useState('');
  const [tried, setTried] = useState(false);
  const [note, write, clear] = useDraft(`${me.id}:${caseId}:task`);
  const add = useAdd(caseId);
  const dueOn = chosen ?? addDays(today, daysUntil(kind, tier));
  const last = addDays(today, 365);
  const dayFits = isBetween(dueOn, today, last);
  const refused = kind === 'gatekeeper' && tier === 'high';
  const submit = () => {
    setTried(true);
    if (!dayFits || refused) return;
    add.mutate(
      {
        kind,
        dueOn,
        ...(note.trim() && { note }),
        ...(assignee && { assignee }),
        ...(kind === 'gatekeeper' && gatekeeperId && { gatekeeperId }),
      },
      {
        onSuccess: () => {
          clear();
          onDone(c.added(w.kind[kind]));
        },
      },
    );
  };
  return (
    <Frame label={c.add} yes={c.addYes} pending={add.isPending} fault={add.error} onSubmit={submit} onClose={onClose}>
      <Radio.Group label={c.what} value={kind} onChange={(value) => setKind(value as Kind)}>
        <div className="task-choices">
          <Radio value="call" label={w.kind.call} />
          <Radio value="rescreen" label={w.rescreen} />
          <Radio value="gatekeeper" label={w.kind.gatekeeper} />
        </div>
      </Radio.Group>
      {kind === 'gatekeeper' && (
        <p className={refused ? 'warning' : 'quiet'} role="status">
          {refused ? c.highTier : c.gatekeeperLead}
        </p>
      )}
      {!refused && (
        <>
          <div className="entry-fields">
            <DayField
              label={c.when}
              value={dueOn}
              first={today}
              last={last}
              onChange={choose}
              wrong={tried && !dayFits ? c.mustDay : null}
            />
            <StaffField label={w.assign.staff} value={assignee} onChange={assign} />
            {kind === 'gatekeeper' && <GatekeeperField value={gatekeeperId} onChange={name} />}
          </div>
          <Note label={w.note} value={note} onChange={write} />
        </>
      )}
    </Frame>
  );
};

/** 8주 계획: ten dated steps at once. */
export const PlanForm = ({ caseId, seen, onDone, onClose }: Props) => {
  const w = useFollowUpWords();
  const c = w.case;
  const me = useMe();
  const { today } = seen;
  const [startsOn, begin] = useState(today);
  const [assignee, assign] = useState(me.id);
  const [tried, setTried] = useState(false);
  const start = useStartPlan(caseId);
  const [first, last] = [addDays(today, -7), addDays(today, 30)];
  const dayFits = isBetween(startsOn, first, last);
  const submit = () => {
    setTried(true);
    if (!dayFits) return;
    start.mutate({ startsOn, ...(assignee && { assignee }) }, { onSuccess: () => onDone(c.planned) });
  };
  return (
    <Frame
      label={c.plan}
      yes={c.planYes}
      pending={start.isPending}
      fault={start.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{c.planLead}</p>
      <div className="entry-fields">
        <DayField
          label={c.planStart}
          value={startsOn}
          first={first}
          last={last}
          onChange={begin}
          wrong={tried && !dayFits ? c.planMustDay : null}
        />
        <StaffField label={c.planOwner} value={assignee} onChange={assign} />
      </div>
    </Frame>
  );
};

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '');

/** 연계 요청: to whom, and on what ground they are told. */
export const RequestForm = ({ caseId, seen, onDone, onClose }: Props) => {
  const w = useFollowUpWords();
  const r = w.referral;
  const me = useMe();
  const [lang] = useLang();
  const resources = useResources();
  const offered = (resources.data ?? []).filter(({ retiredAt }) => !retiredAt);
  const [resourceId, chooseResource] = useState('');
  const [basis, chooseBasis] = useState<ReferralBasis | null>(null);
  const [tried, setTried] = useState(false);
  const [note, write, clear] = useDraft(`${me.id}:${caseId}:referral`);
  const request = useRequest(caseId);
  const chosen = offered.find(({ id }) => id === resourceId);
  const agreed = seen.consents.some(({ agency, given }) => given && chosen && plain(agency) === plain(chosen.name));
  const refused = chosen?.kind === 'gatekeeper' && seen.tier === 'high';
  const submit = () => {
    setTried(true);
    if (!chosen || !basis || refused) return;
    request.mutate(
      { resourceId, basis, ...(note.trim() && { note }) },
      {
        onSuccess: ({ checkOn }) => {
          clear();
          onDone(r.requested(dayInWords(lang, checkOn, seen.today)));
        },
      },
    );
  };
  if (resources.data && offered.length === 0) return <p className="notice">{r.noResources}</p>;
  return (
    <Frame
      label={r.request}
      yes={r.yes}
      pending={request.isPending}
      fault={request.error ?? resources.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={r.resource}
        size="md"
        value={resourceId}
        error={tried && !chosen ? r.mustResource : null}
        onChange={(event) => chooseResource(event.currentTarget.value)}
      >
        <option value="">{r.choose}</option>
        {(Object.keys(w.resourceKind) as (keyof typeof w.resourceKind)[]).map((kind) => {
          const ofKind = offered.filter((one) => one.kind === kind);
          return (
            ofKind.length > 0 && (
              <optgroup key={kind} label={w.resourceKind[kind]}>
                {ofKind.map(({ id, name, phone }) => (
                  <option key={id} value={id}>
                    {phone ? `${name} (${phone})` : name}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </NativeSelect>
      {refused && (
        <p className="warning" role="status">
          {w.case.highTier}
        </p>
      )}
      <Radio.Group
        label={r.basisAsk}
        description={r.basisLead}
        value={basis}
        onChange={(value) => chooseBasis(value as ReferralBasis)}
        error={tried && !basis ? r.mustBasis : null}
      >
        <div className="task-choices wide">
          {(Object.keys(r.basis) as ReferralBasis[]).map((one) => (
            <Radio
              key={one}
              value={one}
              label={r.basis[one]}
              description={one === 'consent' && chosen ? (agreed ? r.consentGiven : r.consentMissing) : undefined}
            />
          ))}
        </div>
      </Radio.Group>
      <Note label={w.note} value={note} onChange={write} />
    </Frame>
  );
};
