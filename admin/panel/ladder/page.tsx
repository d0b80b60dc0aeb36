import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LadderView } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { Loading } from '../loading.tsx';
import { Views } from '../roster/views.tsx';
import { useMay } from '../session.ts';
import { toMinute } from '../time.ts';
import { useLang } from '../words.ts';
import { Climbs } from './climbs.tsx';
import { type Ladder, useLadder } from './data.ts';
import { DryRun } from './dryRun.tsx';
import { LadderForm } from './form.tsx';
import '../roster/roster.css';
import './ladder.css';
import { useLadderWords } from './words.ts';

/** 단계: who is called in which order, edited by whoever answers for the centre, tried out by everybody. */
export const LadderPage = () => {
  const w = useLadderWords();
  const ladder = useLadder();
  const mayEdit = useMay('center');
  const [editing, edit] = useState(false);
  const [draft, setDraft] = useState<Ladder | null>(null);
  const [saved, setSaved] = useState(false);
  const view = ladder.data;
  return (
    <div className="roster ladder">
      <Views here="ladder" />
      <h1>{w.title}</h1>
      <p>{w.lead}</p>
      {ladder.isPending && <Loading />}
      <Fault of={ladder.error} />
      {view && (
        <>
          <Standing view={view} />
          {editing ? (
            <LadderForm
              view={view}
              onDraft={setDraft}
              onDone={(isSaved) => {
                edit(false);
                setDraft(null);
                setSaved(isSaved);
              }}
            />
          ) : (
            <>
              <Climbs view={view} />
              <p className="quiet">{w.followUp}</p>
              <InVain view={view} />
              {mayEdit && (
                <p className="form-does">
                  <span role="status" className="quiet">
                    {saved ? w.form.saved : ''}
                  </span>
                  <Button size="md" onClick={() => edit(true)}>
                    {w.edit}
                  </Button>
                </p>
              )}
            </>
          )}
          <DryRun draft={draft} />
        </>
      )}
    </div>
  );
};

const Standing = ({ view }: { view: LadderView }) => {
  const w = useLadderWords();
  const [lang] = useLang();
  const { made, cases, people } = view;
  const without = people.filter(({ ways }) => ways.length === 0).map(({ name }) => name);
  return (
    <>
      <p className="quiet">{made ? w.made(made.by, toMinute(lang, made.at)) : w.isDefault}</p>
      {cases.onOthers > 0 && <p className="notice">{w.onOthers(cases.onOthers, cases.open)}</p>}
      {without.length > 0 && (
        <p className="warning">
          <AlertIcon />
          <span>{w.noWays(without.join(', '))}</span>
        </p>
      )}
    </>
  );
};

const InVain = ({ view }: { view: LadderView }) => {
  const w = useLadderWords();
  const lead = view.people.find(({ id }) => id === view.ladder.leadId);
  return <p>{w.inVain(lead?.name ?? w.allLeads)}</p>;
};
