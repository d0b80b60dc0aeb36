import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Service } from '../../contract.ts';
import { useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { PhoneIcon } from '../icons.tsx';
import { useMe } from '../session.ts';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { type CaseView, isStale, useSummon } from './data.ts';
import type { Standing } from './standing.ts';
import { useCaseWords } from './words.ts';

type Props = { shown: CaseView; standing: Standing; onFault: (fault: unknown) => void; onHide: () => void };

/** Whom to call and what to say, and that it was done. The numbers are printed large: a desk PC cannot dial. */
export const Together = ({ shown, standing, onFault, onHide }: Props) => {
  const words = useWords();
  const w = words.together;
  const c = useCaseWords().summon;
  const me = useMe();
  return (
    <section aria-label={w.title}>
      <div>
        <p className="dial">
          <a href="tel:119">
            <PhoneIcon />
            {w.call119}
          </a>
          <a href="tel:112">
            <PhoneIcon />
            {w.call112}
          </a>
        </p>
        <h2>{w.say}</h2>
        <p lang="ko">{w.script(me.center.name, me.name)}</p>
        <p>{w.stay}</p>
      </div>
      <div>
        <h2>{w.tell}</h2>
        <ul>
          {w.list.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </div>
      <div>
        {standing === 'mine' && <SummonForm shown={shown} onFault={onFault} />}
        {(standing === 'claimable' || standing === 'other') && <p className="quiet">{c.notMine}</p>}
      </div>
      <div>
        <h2>{c.log}</h2>
        <SummonLog shown={shown} />
      </div>
      <button type="button" className="plain-button" onClick={onHide}>
        {w.hide}
      </button>
    </section>
  );
};

const known: Service[] = ['119', '112'];

/** 불렀어요: which, now, and a word about it if there is time for one. */
const SummonForm = ({ shown, onFault }: Pick<Props, 'shown' | 'onFault'>) => {
  const w = useCaseWords().summon;
  const me = useMe();
  const { id } = shown.row;
  const [chosen, choose] = useState<Service[]>([]);
  // As of a call: what rings after they have chosen is not seen to by it.
  const [read, setRead] = useState(shown.rev);
  const [note, write, clear] = useDraft(`${me.id}:${id}:summon`);
  const [missing, setMissing] = useState(false);
  const summon = useSummon(id, shown.fence);
  const toggle = (service: Service) => {
    setMissing(false);
    // Chosen anew it is another call, even of the same.
    summon.forget();
    summon.reset();
    setRead(shown.rev);
    choose(chosen.includes(service) ? chosen.filter((one) => one !== service) : [...chosen, service]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(chosen.length === 0);
    if (chosen.length === 0 || summon.isPending) return;
    const services = known.filter((one) => chosen.includes(one));
    const made = { services, rev: read, ...(note.trim() ? { note: note.trim() } : {}) };
    summon.mutate(made, {
      onSuccess: () => {
        choose([]);
        clear();
      },
      onError: onFault,
    });
  };
  return (
    <form className="summon" onSubmit={submit}>
      <h2>{w.title}</h2>
      <fieldset aria-describedby={missing ? 'summon-missing' : undefined}>
        <legend>{w.which}</legend>
        {known.map((service) => (
          <label key={service} className="pick">
            <input type="checkbox" checked={chosen.includes(service)} onChange={() => toggle(service)} />
            {w.service[service]}
          </label>
        ))}
      </fieldset>
      {missing && (
        <p className="field-wrong" id="summon-missing" role="alert">
          {w.must}
        </p>
      )}
      <TextInput
        label={w.note}
        size="md"
        maxLength={2000}
        value={note}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {!isStale(summon.error) && <Fault of={summon.error} />}
      <p className="form-does">
        <span className="quiet" role="status">
          {summon.isSuccess && chosen.length === 0 ? w.saved : ''}
        </span>
        <Button type="submit" size="md" loading={summon.isPending}>
          {w.save}
        </Button>
      </p>
      <p className="quiet">{w.ground}</p>
    </form>
  );
};

const SummonLog = ({ shown }: { shown: CaseView }) => {
  const words = useWords();
  const w = useCaseWords().summon;
  const [lang] = useLang();
  const made = shown.events.filter(({ kind }) => kind === 'summoned').reverse();
  if (made.length === 0) return <p className="quiet">{w.none}</p>;
  return (
    <ul className="plain-list">
      {made.map((one) => (
        <li key={`${one.at} ${one.services}`}>
          <b>{(one.services ?? []).map((service) => w.service[service]).join(words.separator)}</b>
          {words.separator}
          {one.by}
          {words.separator}
          <time dateTime={one.at}>{toMinute(lang, one.at)}</time>
          {one.note && <p className="note-text">{one.note}</p>}
        </li>
      ))}
    </ul>
  );
};
