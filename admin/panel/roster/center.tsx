import type { CenterFacts, CenterView } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { useMay } from '../session.ts';
import { useWords } from '../words.ts';
import { CenterForm } from './centerForm.tsx';
import { useCenter } from './data.ts';
import type { RosterWords } from './words.ko.ts';
import { useRosterWords } from './words.ts';

/** What residents are told about the centre: read by whoever sees the roster, written by whoever answers for it. */
export const CenterFactsPart = () => {
  const words = useWords();
  const w = useRosterWords();
  const mayChange = useMay('center');
  const center = useCenter();
  const shown = center.data;
  return (
    <section className="center-facts">
      <h1>{w.facts}</h1>
      <p className="quiet">
        {w.factsLead}
        {!mayChange && ` ${w.factsOnlyRead}`}
      </p>
      {center.isPending && <p role="status">{words.loading}</p>}
      <Fault of={center.error} />
      {shown && (mayChange ? <CenterForm view={shown} /> : <Facts view={shown} />)}
    </section>
  );
};

const Facts = ({ view }: { view: CenterView }) => {
  const w = useRosterWords();
  return (
    <dl className="facts">
      {(Object.keys(w.fact) as (keyof CenterFacts)[]).map((field) => (
        <div key={field}>
          <dt>{w.fact[field]}</dt>
          <dd>
            {valueWord(view.facts, field, w)}
            <Loses view={view} field={field} isEmpty={view.facts[field] === null} />
          </dd>
        </div>
      ))}
    </dl>
  );
};

export const valueWord = (facts: CenterFacts, field: keyof CenterFacts, w: RosterWords): string =>
  field === 'contactDays' ? w.contactDays(facts.contactDays) : (facts[field] ?? w.unknown);

/** The texts that lose a sentence while a fact is empty. */
export const Loses = ({ view, field, isEmpty }: { view: CenterView; field: keyof CenterFacts; isEmpty: boolean }) => {
  const w = useRosterWords();
  if (!isEmpty || !(field in view.loses)) return null;
  const texts = view.loses[field as keyof CenterView['loses']];
  return (
    <span className="warning facts-lose">
      <AlertIcon />
      <span>{w.loses(w.joinNames(texts.map((key) => w.text[key] ?? key)))}</span>
    </span>
  );
};
