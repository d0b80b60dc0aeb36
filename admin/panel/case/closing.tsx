import { Button, Modal, Radio, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Outcome } from '../../contract.ts';
import { hasDraft, useDraft } from '../drafts.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon } from '../icons.tsx';
import { useMe } from '../session.ts';
import { useWords } from '../words.ts';
import { type CaseView, isStale, readOf, type TalkView, useClose } from './data.ts';
import { Needed, useIsMet } from './needed.tsx';

type Props = { shown: CaseView; talk: TalkView | undefined; draftKey: string; onFault: (fault: unknown) => void };

/** Closing takes a code, then a second look. A case that nobody spoke to says so before it closes. What comes while the
 *  dialog covers the talk is shown in it and must be read first: the case is closed only as far as it was read. */
export const Closing = ({ shown, talk, draftKey, onFault }: Props) => {
  const words = useWords();
  const w = words.closing;
  const me = useMe();
  const { id } = shown.row;
  const [opened, setOpened] = useState(false);
  const [asking, setAsking] = useState(false);
  const [missing, setMissing] = useState(false);
  const [outcome, choose] = useState<Outcome | null>(null);
  const [note, write, clear] = useDraft(`${me.id}:${id}:close`);
  const close = useClose(id, shown.fence);
  const now = readOf(shown, talk);
  const [openedAt, setOpenedAt] = useState(now);
  const [read, setRead] = useState(now);
  const hasNews = now > read;
  const open = () => {
    setOpenedAt(now);
    setRead(now);
    setOpened(true);
  };
  const isMet = useIsMet(shown, outcome);
  const untouched = !shown.row.firstWordAt && shown.calls.length === 0;

  const leave = () => {
    setOpened(false);
    setAsking(false);
    setMissing(false);
    close.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (hasNews) {
      setRead(now);
      return close.reset();
    }
    setMissing(!outcome);
    if (!outcome || !isMet) return;
    if (!asking) return setAsking(true);
    if (close.isPending) return;
    close.mutate(
      { outcome, note: note.trim() || undefined, rev: read },
      {
        onSuccess: () => {
          clear();
          leave();
        },
        onError: (fault) => {
          onFault(fault);
          if (isStale(fault)) leave();
        },
      },
    );
  };

  return (
    <>
      <Button variant="default" size="md" onClick={open}>
        {w.open}
      </Button>
      <Modal opened={opened} onClose={leave} title={w.title} size="lg" closeButtonProps={{ 'aria-label': words.close }}>
        <form onSubmit={submit} className="closing">
          {asking && outcome ? (
            <>
              <p className="closing-asks">{w.confirm}</p>
              <p className="closing-code">{words.outcome[outcome]}</p>
              {note.trim() && <p className="closing-note">{note.trim()}</p>}
              {untouched && (
                <p className="warning">
                  <AlertIcon />
                  {w.noContact}
                </p>
              )}
              {shown.row.flags.includes('delete-wanted') && (
                <p className="warning">
                  <AlertIcon />
                  {w.deletes}
                </p>
              )}
              {hasDraft(draftKey) && (
                <p className="warning">
                  <AlertIcon />
                  {w.unsent}
                </p>
              )}
              <p className="quiet">{w.after}</p>
            </>
          ) : (
            <>
              {untouched && (
                <p className="warning">
                  <AlertIcon />
                  {w.noContact}
                </p>
              )}
              <Radio.Group
                label={w.choose}
                value={outcome}
                onChange={(value) => choose(value as Outcome)}
                error={missing && !outcome ? w.must : null}
              >
                <div className="codes">
                  {(Object.keys(words.outcome) as Outcome[]).map((code) => (
                    <Radio key={code} value={code} label={words.outcome[code]} />
                  ))}
                </div>
              </Radio.Group>
              <Needed shown={shown} outcome={outcome} />
              <Textarea
                label={w.note}
                rows={2}
                autosize={false}
                size="md"
                maxLength={2000}
                value={note}
                onChange={(event) => write(event.currentTarget.value)}
              />
            </>
          )}
          {now > openedAt && <News talk={talk} since={openedAt} />}
          <Fault of={close.error} />
          <p className="form-does">
            <Button type="button" variant="default" size="md" onClick={asking ? () => setAsking(false) : leave}>
              {asking ? w.back : words.cancel}
            </Button>
            <Button type="submit" size="md" loading={close.isPending}>
              {hasNews ? w.read : asking ? w.yes : w.next}
            </Button>
          </p>
        </form>
      </Modal>
    </>
  );
};

/** What the resident has said since a rev, the newest last; where they said nothing, the last line of all. */
const News = ({ talk, since }: { talk: TalkView | undefined; since: number }) => {
  const words = useWords();
  const lines = talk?.lines ?? [];
  const theirs = lines.filter((line) => line.from === 'resident' && line.rev > since);
  return (
    <div className="warning closing-news" role="alert">
      <AlertIcon />
      <div>
        <b>{words.closing.news}</b>
        {(theirs.length > 0 ? theirs : lines).slice(theirs.length > 0 ? -3 : -1).map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one turn may say a thing twice
          <p key={`${line.rev} ${place}`}>
            {line.from === 'counsellor' ? line.name : words.talk[line.from]}: {line.text}
          </p>
        ))}
      </div>
    </div>
  );
};
