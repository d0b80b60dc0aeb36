import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { Trail, TrailKind } from '../../contract.ts';
import { useLang } from '../words.ts';
import { addressOf, type Looking } from './data.ts';
import { useTrailWords } from './words.ts';

type Props = { looking: Looking; staff: Trail['staff']; actions: Trail['actions'] };

/** Who, what, whose record. A choice counts when 보기 is pressed: every look is a line in the trail. */
export const Narrow = ({ looking, staff, actions }: Props) => {
  const w = useTrailWords();
  const [lang] = useLang();
  const [, go] = useLocation();
  const [who, setWho] = useState(looking.staff ?? '');
  const [what, setWhat] = useState(looking.kind ? `kind ${looking.kind}` : (looking.action ?? ''));
  const [whose, setWhose] = useState(looking.resident ?? '');
  const [wrong, setWrong] = useState(false);
  const kinds = Object.entries(w.kind).map(([kind, label]) => ({ value: `kind ${kind}`, label }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const resident = whose.trim().toLowerCase();
    const fits = resident === '' || /^[0-9a-f]{8}$/.test(resident);
    setWrong(!fits);
    if (!fits) return;
    const kind = what.startsWith('kind ') ? (what.slice(5) as TrailKind) : undefined;
    go(addressOf({ month: looking.month, staff: who, kind, action: kind ? undefined : what, resident }));
  };
  return (
    <form className="narrow" onSubmit={submit} aria-label={w.narrow} noValidate>
      <NativeSelect
        label={w.who}
        size="md"
        value={who}
        onChange={(event) => setWho(event.currentTarget.value)}
        data={[
          { value: '', label: w.everyone },
          { value: 'program', label: w.program },
          ...staff.map(({ id, name, left }) => ({ value: id, label: left ? w.left(name) : name })),
        ]}
      />
      <NativeSelect
        label={w.what}
        size="md"
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
        data={[
          { value: '', label: w.everything },
          { group: w.kinds, items: kinds },
          { group: w.acts, items: actions.map((one) => ({ value: one.action, label: one[lang] })) },
        ]}
      />
      <TextInput
        label={w.whose}
        placeholder={w.whoseHint}
        size="md"
        value={whose}
        maxLength={8}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setWhose(event.currentTarget.value)}
        error={wrong ? w.whoseWrong : null}
      />
      <span className="narrow-does">
        <Button type="submit" size="md">
          {w.show}
        </Button>
        {(looking.staff || looking.kind || looking.action || looking.resident) && (
          <Button type="button" variant="default" size="md" onClick={() => go(addressOf({ month: looking.month }))}>
            {w.all}
          </Button>
        )}
      </span>
    </form>
  );
};
