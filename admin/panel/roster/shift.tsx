import { Menu } from '@mantine/core';
import { useState } from 'react';
import type { Offer, Roster, RosterShift } from '../../contract.ts';
import { Failure } from '../api.ts';
import { Fault } from '../faults.tsx';
import { useMay, useMe } from '../session.ts';
import { usePassed } from '../time.ts';
import { OfferLine } from './asked.tsx';
import { Asking } from './asking.tsx';
import { useAsk, useCover, useRemove } from './data.ts';
import { spanWord } from './days.ts';
import { Sure } from './sure.tsx';
import { useRosterWords } from './words.ts';

/** offer: somebody was asked to take it. */
type Props = { shift: RosterShift; day: string; staff: Roster['staff']; offer: Offer | undefined };

/** One shift: when, who, and what can be done about it until it is over. */
export const ShiftRow = ({ shift, day, staff, offer }: Props) => {
  const w = useRosterWords();
  const me = useMe();
  const isOver = usePassed(shift.endsAt);
  const hasBegun = usePassed(shift.startsAt);
  const cover = useCover();
  const makesRoster = useMay('center');
  const { staff: owner, coveredBy } = shift;
  const who = coveredBy ?? owner;
  return (
    <li
      className="shift"
      data-over={isOver || undefined}
      data-off={!shift.counts || undefined}
      data-backup={shift.backup || undefined}
    >
      <span className="shift-time">
        {spanWord(day, shift, w)}
        {hasBegun && !isOver && shift.counts && <span className="flag">{w.running}</span>}
      </span>
      <span className="shift-who" data-mine={who.id === me.id || undefined}>
        <b>{who.name}</b>
        {coveredBy && <span className="quiet">{w.covers(owner.name)}</span>}
        {shift.backup && <span className="flag">{w.backup}</span>}
        {shift.rotation && <span className="quiet">{shift.rotation}</span>}
        {!shift.counts && <span className="quiet">{w.isOff}</span>}
      </span>
      {!isOver && offer && <OfferLine offer={offer} mayWithdraw={makesRoster || offer.from.id === me.id} />}
      {!isOver && <ShiftDoes shift={shift} day={day} staff={staff} offer={offer} cover={cover} />}
      <CoverFault of={cover.error} />
    </li>
  );
};

const CoverFault = ({ of }: { of: unknown }) => {
  const w = useRosterWords();
  const by = of instanceof Failure && of.code === 'shift_covered' ? of.owner : null;
  if (!by) return <Fault of={of} />;
  return (
    <p className="fault" role="alert">
      {w.coveredNow(by.name)}
    </p>
  );
};

type DoesProps = Props & { cover: ReturnType<typeof useCover> };

/** A counsellor has what they may do as buttons; whoever makes the roster has a menu. */
const ShiftDoes = (props: DoesProps) => (
  <span className="shift-does">{useMay('center') ? <ShiftMenu {...props} /> : <ShiftButton {...props} />}</span>
);

/** What this person may do with this shift themselves. */
const useOwnPart = ({ shift, staff }: DoesProps) => {
  const me = useMe();
  const { staff: owner, coveredBy } = shift;
  return {
    mayCover: !coveredBy && owner.id !== me.id && staff.some((one) => one.id === me.id),
    mayReturn: coveredBy?.id === me.id,
    isMine: (coveredBy ?? owner).id === me.id,
    me: me.id,
  };
};

const ShiftButton = (props: DoesProps) => {
  const w = useRosterWords();
  const { shift, day, staff, cover, offer } = props;
  const { mayCover, mayReturn, isMine, me } = useOwnPart(props);
  const ask = useAsk();
  const [asking, setAsking] = useState(false);
  const span = spanWord(day, shift, w);
  const isBusy = cover.isPending || ask.isPending;
  return (
    <>
      {mayCover && offer?.to.id !== me && (
        <button
          type="button"
          className="plain-button"
          // Not disabled meanwhile: a disabled button loses the keyboard.
          aria-disabled={isBusy || undefined}
          onClick={() => isBusy || cover.mutate({ id: shift.id, staffId: me })}
          aria-label={w.coverMyselfFor(shift.staff.name, span)}
        >
          {w.coverMyself}
        </button>
      )}
      {mayReturn && !offer && (
        <button
          type="button"
          className="plain-button"
          aria-disabled={isBusy || undefined}
          onClick={() => isBusy || ask.mutate({ id: shift.id, staffId: shift.staff.id, backShiftId: null })}
          aria-label={w.askBackFor(shift.staff.name, span)}
        >
          {w.askReturn}
        </button>
      )}
      {isMine && !mayReturn && !offer && (
        <button type="button" className="plain-button" onClick={() => setAsking(true)} aria-label={w.askFor(span)}>
          {w.ask}
        </button>
      )}
      <Fault of={ask.error} />
      {asking && <Asking shift={shift} staff={staff} onDone={() => setAsking(false)} />}
    </>
  );
};

const ShiftMenu = (props: DoesProps) => {
  const w = useRosterWords();
  const { shift, day, staff, cover, offer } = props;
  const { mayCover, me } = useOwnPart(props);
  const [removing, setRemoving] = useState(false);
  const [asking, setAsking] = useState(false);
  const { id, staff: owner, coveredBy } = shift;
  const span = spanWord(day, shift, w);
  const hand = (staffId: string | null) => cover.isPending || cover.mutate({ id, staffId });
  const others = coveredBy ? [] : staff.filter((one) => one.id !== owner.id && one.id !== me);
  return (
    <>
      <Menu position="bottom-start" shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <button type="button" className="plain-button" aria-label={w.changeFor(owner.name, span)}>
            {w.change}
          </button>
        </Menu.Target>
        <Menu.Dropdown className="shift-menu">
          {mayCover && <Menu.Item onClick={() => hand(me)}>{w.coverMyself}</Menu.Item>}
          {coveredBy && <Menu.Item onClick={() => hand(null)}>{w.giveBackTo(owner.name)}</Menu.Item>}
          {others.length > 0 && <Menu.Label>{w.coverBy}</Menu.Label>}
          {others.map((one) => (
            <Menu.Item key={one.id} onClick={() => hand(one.id)}>
              {one.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {!offer && <Menu.Item onClick={() => setAsking(true)}>{w.ask}</Menu.Item>}
          <Menu.Item onClick={() => setRemoving(true)}>{w.remove}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && <Asking shift={shift} staff={staff} onDone={() => setAsking(false)} />}
      {removing && <Removing shift={shift} span={span} onDone={() => setRemoving(false)} />}
    </>
  );
};

const Removing = ({ shift, span, onDone }: { shift: RosterShift; span: string; onDone: () => void }) => {
  const w = useRosterWords();
  const remove = useRemove();
  return (
    <Sure
      title={w.removeTitle}
      what={`${(shift.coveredBy ?? shift.staff).name} ${span}`}
      means={w.removeAfter}
      yes={w.removeYes}
      of={remove}
      onYes={() => remove.mutate(shift.id, { onSuccess: onDone })}
      onClose={onDone}
    />
  );
};
