import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Resource, ResourceKind } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { Loading } from '../loading.tsx';
import { useResources } from './data.ts';
import { AddEntry, Entry } from './entry.tsx';
import { useFollowUpWords } from './words.ts';

/** 기관과 지킴이: whom people are put in touch with, by kind. */
export const Directory = () => {
  const w = useFollowUpWords();
  const d = w.directory;
  const found = useResources();
  const [sought, seek] = useState('');
  const [withRetired, showRetired] = useState(false);
  const [adding, add] = useState(false);
  const [said, say] = useState('');
  const all = found.data ?? [];
  const shown = all.filter((one) => (withRetired || !one.retiredAt) && fits(one, sought));
  return (
    <section className="directory" aria-label={w.tabs.directory}>
      <p className="quiet">{d.lead}</p>
      <div className="directory-head">
        <TextInput
          type="search"
          label={d.find}
          placeholder={d.findHint}
          size="md"
          value={sought}
          onChange={(event) => seek(event.currentTarget.value)}
        />
        <Button size="md" variant={adding ? 'default' : 'filled'} aria-expanded={adding} onClick={() => add(!adding)}>
          {d.add}
        </Button>
      </div>
      <p className="follow-ups-said" role="status">
        {said}
      </p>
      {adding && (
        <AddEntry
          onDone={(name) => {
            add(false);
            say(d.added(name));
          }}
          onClose={() => add(false)}
        />
      )}
      {!found.data && found.isPending && <Loading />}
      {!found.data && <Fault of={found.error} again={found.refetch} />}
      {found.data && all.length === 0 && !adding && (
        <div className="empty">
          <p>
            <b>{d.empty}</b>
          </p>
          <p className="quiet">{d.emptyMore}</p>
        </div>
      )}
      {all.length > 0 && shown.length === 0 && <p className="page-note">{d.noneFound}</p>}
      {(Object.keys(w.resourceKind) as ResourceKind[]).map((kind) => {
        const entries = shown.filter((one) => one.kind === kind);
        return (
          entries.length > 0 && (
            <section key={kind} className="directory-kind" aria-label={w.resourceKind[kind]}>
              <h2>
                {w.resourceKind[kind]} <span className="quiet">{entries.length}</span>
              </h2>
              <ul>
                {entries.map((one) => (
                  <Entry key={one.id} entry={one} onDone={(name) => say(d.changed(name))} />
                ))}
              </ul>
            </section>
          )
        );
      })}
      {all.some(({ retiredAt }) => retiredAt) && (
        <label className="check-line">
          <input type="checkbox" checked={withRetired} onChange={(event) => showRetired(event.currentTarget.checked)} />
          {d.showRetired}
        </label>
      )}
    </section>
  );
};

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[\s-]/g, '');
const fits = ({ name, phone, note }: Resource, sought: string): boolean =>
  plain(`${name} ${phone ?? ''} ${note ?? ''}`).includes(plain(sought));
