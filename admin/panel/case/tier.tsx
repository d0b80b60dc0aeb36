import { Button, Radio, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Tier } from '../../contract.ts';
import { useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { useMe } from '../session.ts';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { type CaseView, isStale, useJudge } from './data.ts';
import { useCaseWords } from './words.ts';

type Props = { shown: CaseView; mine: boolean; onFault: (fault: unknown) => void };

const longest = 500; // as Judge in the contract
const order: Tier[] = ['low', 'potential', 'high'];
export const tierForm = 'tier';

/** 위험군: what the program set from the answers, and what a person says after having met them. */
export const TierSection = ({ shown, mine, onFault }: Props) => {
  const words = useWords();
  const w = useCaseWords().tier;
  const [lang] = useLang();
  const { judged } = shown;
  const name = shown.row.tier ? words.tier[shown.row.tier] : w.unset;
  return (
    <details className="fold" id={tierForm}>
      <summary>
        <h2>{w.title}</h2>
        <span className="fold-says">
          <b>{name}</b>
          <span className="quiet">
            {words.separator}
            {judged ? w.short(judged.by) : w.shortNone}
          </span>
        </span>
      </summary>
      {judged ? (
        <div className="judged">
          <p>{w.judged(judged.by, toMinute(lang, judged.at))}</p>
          {judged.reason && <p className="note-text">{judged.reason}</p>}
        </div>
      ) : (
        <p className="quiet">{w.unjudged}</p>
      )}
      {mine && <Judging shown={shown} onFault={onFault} />}
    </details>
  );
};

const Judging = ({ shown, onFault }: Omit<Props, 'mine'>) => {
  const words = useWords();
  const w = useCaseWords().tier;
  const me = useMe();
  const { id, tier: now } = shown.row;
  const [chosen, choose] = useState<Tier | null>(null);
  const [reason, write, clear] = useDraft(`${me.id}:${id}:tier`);
  const [missing, setMissing] = useState(false);
  const judge = useJudge(id, shown.fence);
  const tier = chosen ?? now;
  const isLower = now !== null && tier !== null && order.indexOf(tier) < order.indexOf(now);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isMissing = reason.trim() === '' || tier === null;
    setMissing(isMissing);
    if (isMissing || judge.isPending) return;
    judge.mutate(
      { tier, reason: reason.trim(), rev: shown.rev },
      {
        onSuccess: () => {
          choose(null);
          clear();
        },
        onError: onFault,
      },
    );
  };
  return (
    <form className="call-form" onSubmit={submit}>
      <Radio.Group
        label={w.choose}
        value={tier}
        onChange={(value) => {
          judge.forget();
          choose(value as Tier);
        }}
        error={missing && tier === null ? w.mustChoose : null}
      >
        <div className="choices">
          {order.map((code) => (
            <Radio key={code} value={code} label={words.tier[code]} />
          ))}
        </div>
      </Radio.Group>
      {isLower && <p className="quiet">{w.lower}</p>}
      <Textarea
        label={w.reason}
        description={w.hint}
        rows={2}
        autosize={false}
        size="md"
        maxLength={longest}
        value={reason}
        onChange={(event) => write(event.currentTarget.value)}
        error={missing && reason.trim() === '' ? w.must : null}
      />
      {!isStale(judge.error) && <Fault of={judge.error} />}
      <p className="form-does">
        <span className="quiet" role="status">
          {judge.isSuccess && reason === '' ? w.saved : ''}
        </span>
        <Button type="submit" variant="default" size="md" loading={judge.isPending}>
          {tier === now ? w.confirm : w.change}
        </Button>
      </p>
    </form>
  );
};
