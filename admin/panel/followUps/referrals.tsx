import { useState } from 'react';
import type { CaseFollowUps, Referral, ReferralState } from '../../contract.ts';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { MoveForm, nextStates } from './forms.tsx';
import { useFollowUpWords } from './words.ts';

/** Whom this person was referred to and how far each has come, and what they agreed to. */
export const Referrals = ({ seen, onDone }: { seen: CaseFollowUps; onDone: (said: string) => void }) => {
  const w = useFollowUpWords();
  const r = w.referral;
  const [lang] = useLang();
  return (
    <>
      <h3>{r.title}</h3>
      {seen.referrals.length === 0 && <p className="quiet">{r.none}</p>}
      <ul className="tasks">
        {seen.referrals.map((one) => (
          <ReferralRow key={one.id} referral={one} onDone={onDone} />
        ))}
      </ul>
      <h3>{r.consents}</h3>
      {seen.consents.length === 0 && <p className="quiet">{r.noConsents}</p>}
      <ul className="plain-list">
        {seen.consents.map(({ agency, given, at }) => (
          <li key={agency}>
            {r.consent(agency, given)} <time dateTime={at}>{toMinute(lang, at)}</time>
          </li>
        ))}
      </ul>
    </>
  );
};

const ReferralRow = ({ referral, onDone }: { referral: Referral; onDone: (said: string) => void }) => {
  const w = useFollowUpWords();
  const r = w.referral;
  const words = useWords();
  const [lang] = useLang();
  const [moving, move] = useState(false);
  const { resource, state, basis, events } = referral;
  return (
    <li className="task" data-over={nextStates(state).length === 0 || undefined}>
      <div>
        <b>{resource.name}</b>
        <p className="row-facts">
          <span>{w.resourceKind[resource.kind]}</span>
          {resource.phone && <a href={`tel:${resource.phone.replaceAll('-', '')}`}>{resource.phone}</a>}
          <span>{r.basis[basis]}</span>
        </p>
        <Steps state={state} />
        <details className="inner-fold">
          <summary>{w.case.history}</summary>
          <ol className="plain-list">
            {events.map((event) => (
              <li key={event.at + event.state}>
                <time dateTime={event.at}>{toMinute(lang, event.at)}</time> {r.state[event.state]}
                {words.separator}
                {event.by ?? w.case.program}
                {event.note && <p className="task-note">{event.note}</p>}
              </li>
            ))}
          </ol>
        </details>
      </div>
      {nextStates(state).length > 0 && (
        <div className="task-owner">
          <span className="task-does">
            <button
              type="button"
              className="plain-button first"
              aria-expanded={moving}
              aria-label={w.doesFor(r.move, resource.name)}
              onClick={() => move(!moving)}
            >
              {r.move}
            </button>
          </span>
        </div>
      )}
      {moving && (
        <MoveForm
          referral={{ id: referral.id, resource: resource.name, state }}
          onDone={(said) => {
            move(false);
            onDone(said);
          }}
          onClose={() => move(false)}
        />
      )}
    </li>
  );
};

const steps: readonly ReferralState[] = ['requested', 'accepted', 'provided', 'confirmed'];

/** 요청함 → 수락함 → 제공함 → 확인함, the present one marked; or that it was declined. */
const Steps = ({ state }: { state: ReferralState }) => {
  const r = useFollowUpWords().referral;
  if (state === 'declined') return <p className="steps-declined">{r.state.declined}</p>;
  const at = steps.indexOf(state);
  return (
    <ol className="steps">
      {steps.map((step, place) => (
        <li key={step} data-passed={place <= at || undefined} aria-current={place === at ? 'step' : undefined}>
          {r.state[step]}
        </li>
      ))}
    </ol>
  );
};
