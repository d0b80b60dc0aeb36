import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CenterFacts, CenterView } from '../../contract.ts';
import { Failure } from '../api.ts';
import { Fault, wrongFields } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { useLang, useWords } from '../words.ts';
import { Loses, valueWord } from './center.tsx';
import { type TypedFacts, useChangeCenter } from './data.ts';
import { useRosterWords } from './words.ts';

const fields = ['name', 'phone', 'hours', 'area', 'retention', 'contactDays'] as const satisfies (keyof CenterFacts)[];
type Field = (typeof fields)[number];

const textOf = (facts: CenterFacts, field: Field): string => String(facts[field] ?? '');
const typedOf = (facts: CenterFacts): TypedFacts => ({
  name: facts.name,
  phone: textOf(facts, 'phone'),
  hours: textOf(facts, 'hours'),
  area: textOf(facts, 'area'),
  retention: textOf(facts, 'retention'),
  contactDays: textOf(facts, 'contactDays'),
});

/** Facts as a form. What is saved is compared with what was read: where somebody else was faster, their values come in beside what is
 *  being typed, and nothing is lost on either side. */
export const CenterForm = ({ view }: { view: CenterView }) => {
  const words = useWords();
  const w = useRosterWords();
  const [lang] = useLang();
  const [base, setBase] = useState(view.facts);
  const [typed, setTyped] = useState(() => typedOf(view.facts));
  const [merged, setMerged] = useState<{ by: string | null; from: CenterFacts } | null>(null);
  const [asking, setAsking] = useState(false);
  const change = useChangeCenter();
  const wrong = wrongFields(change.error, lang);
  const changed = fields.filter((field) => typed[field].trim() !== textOf(base, field));
  const isShorter = changed.includes('retention') && daysOf(typed.retention) < daysOf(base.retention);

  const merge = (fault: unknown) => {
    if (!(fault instanceof Failure) || fault.code !== 'facts_changed') return;
    const now = fault.details.facts as CenterFacts;
    const by = fault.details.by as { name: string | null } | null;
    setTyped((mine) => ({ ...typedOf(now), ...Object.fromEntries(changed.map((field) => [field, mine[field]])) }));
    setMerged({ by: by?.name ?? null, from: base });
    setBase(now);
  };
  const save = () => {
    setAsking(false);
    change.mutate(
      { ...typed, expected: base },
      {
        onSuccess: (facts) => {
          setBase(facts);
          setTyped(typedOf(facts));
          setMerged(null);
        },
        onError: merge,
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending || changed.length === 0) return;
    if (isShorter) setAsking(true);
    else save();
  };
  const isConflict = change.error instanceof Failure && change.error.code === 'facts_changed';

  return (
    <form className="facts-form" onSubmit={submit} noValidate>
      {fields.map((field) => (
        <div key={field} className="fact">
          <TextInput
            label={w.fact[field]}
            description={w.hint[field]}
            size="md"
            inputMode={field === 'phone' ? 'tel' : field === 'contactDays' ? 'numeric' : 'text'}
            value={typed[field]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTyped((before) => ({ ...before, [field]: value }));
              if (change.isSuccess) change.reset();
            }}
            error={wrong[field]}
          />
          <Loses view={view} field={field} isEmpty={typed[field].trim() === ''} />
          {field === 'retention' && isShorter && <Shorter>{w.shorter.retention(typed.retention.trim())}</Shorter>}
          {field === 'contactDays' && Number(typed.contactDays) < base.contactDays && (
            <Shorter>{w.shorter.contactDays}</Shorter>
          )}
        </div>
      ))}
      <Preview view={view} typed={typed} />
      {!isConflict && <Fault of={change.error} />}
      {merged && (
        <div className="warning" role="alert">
          <AlertIcon />
          <div>
            {w.changedBy(merged.by)}
            <ul>
              {fields
                .filter((field) => merged.from[field] !== base[field])
                .map((field) => (
                  <li key={field}>{w.nowReads(w.fact[field], valueWord(base, field, w))}</li>
                ))}
            </ul>
          </div>
        </div>
      )}
      <p className="form-does">
        <span role="status" className="quiet">
          {change.isSuccess ? w.saved : changed.length === 0 ? w.nothingNew : ''}
        </span>
        <Button type="submit" size="md" loading={change.isPending} disabled={changed.length === 0}>
          {w.save}
        </Button>
      </p>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={w.confirmTitle}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <div className="removing">
          <Shorter>{w.shorter.retention(typed.retention.trim())}</Shorter>
          <p className="form-does">
            <Button variant="default" size="md" onClick={() => setAsking(false)}>
              {words.cancel}
            </Button>
            <Button size="md" onClick={save}>
              {w.confirmYes}
            </Button>
          </p>
        </div>
      </Modal>
    </form>
  );
};

const Shorter = ({ children }: { children: string }) => (
  <p className="warning facts-lose">
    <AlertIcon />
    <span>{children}</span>
  </p>
);

/** Of 1년, 6개월. What cannot be counted is kept for ever. */
const daysOf = (text: string | null): number => {
  const [, count, unit] = /^(\d{1,2})(년|개월|일)$/.exec(text?.trim() ?? '') ?? [];
  return count ? Number(count) * ({ 년: 365, 개월: 30, 일: 1 }[unit ?? ''] ?? 1) : Number.POSITIVE_INFINITY;
};

const Preview = ({ view, typed }: { view: CenterView; typed: TypedFacts }) => {
  const w = useRosterWords();
  const [lang] = useLang();
  const knows = (field: Field) => typed[field].trim() !== '';
  const text = view.help.find((one) => one.phone === knows('phone') && one.hours === knows('hours'))?.[lang] ?? '';
  return (
    <figure className="help-preview">
      <figcaption>{w.preview}</figcaption>
      <blockquote>
        {text.replaceAll(/\{(name|phone|hours)\}/g, (_, field: 'name' | 'phone' | 'hours') => typed[field].trim())}
      </blockquote>
    </figure>
  );
};
