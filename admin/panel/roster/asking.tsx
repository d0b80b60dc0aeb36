import { Button, Modal, NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Roster, RosterShift } from '../../contract.ts';
import { korean } from '../days.ts';
import { Fault } from '../faults.tsx';
import { serverNow } from '../time.ts';
import { useWords } from '../words.ts';
import { shiftWord } from './asked.tsx';
import { useAsk, useWeeksFrom } from './data.ts';
import { useRosterWords } from './words.ts';

/** This week and the three after it: a shift in return is seldom further away. */
const weeks = 4;

type Props = { shift: RosterShift; staff: Roster['staff']; onDone: () => void };

/** Asks a colleague to take a shift, or to exchange it for one of theirs. */
export const Asking = ({ shift, staff, onDone }: Props) => {
  const words = useWords();
  const w = useRosterWords();
  const ask = useAsk();
  const giver = shift.coveredBy ?? shift.staff;
  const [staffId, setStaffId] = useState('');
  const [back, setBack] = useState('');
  const [missing, setMissing] = useState(false);
  const theirs = useShiftsOf(staffId, shift.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(staffId === '');
    if (staffId === '' || ask.isPending) return;
    ask.mutate({ id: shift.id, staffId, backShiftId: back || null }, { onSuccess: onDone });
  };
  return (
    <Modal opened onClose={onDone} title={w.askTitle} closeButtonProps={{ 'aria-label': words.close }}>
      <form className="removing" onSubmit={submit} noValidate>
        <p>
          <b>
            {giver.name} {shiftWord(shift, w)}
          </b>
        </p>
        <NativeSelect
          label={w.askWhom}
          size="md"
          value={staffId}
          onChange={(event) => {
            setStaffId(event.currentTarget.value);
            setBack('');
          }}
          data={[
            { value: '', label: w.choose },
            ...staff.filter(({ id }) => id !== giver.id).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={missing && staffId === '' ? w.choosePerson : null}
        />
        {staffId !== '' && (
          <NativeSelect
            label={w.askBack}
            size="md"
            value={back}
            onChange={(event) => setBack(event.currentTarget.value)}
            data={[
              { value: '', label: w.askOnly },
              ...theirs.map((one) => ({ value: one.id, label: shiftWord(one, w) })),
            ]}
          />
        )}
        <p className="quiet">{w.stays(giver.name)}</p>
        <Fault of={ask.error} />
        <p className="form-does">
          <Button variant="default" size="md" onClick={onDone}>
            {words.cancel}
          </Button>
          <Button type="submit" size="md" loading={ask.isPending}>
            {w.askYes}
          </Button>
        </p>
      </form>
    </Modal>
  );
};

/** The shifts somebody is to be on by, that have not begun. */
const useShiftsOf = (staffId: string, except: string): RosterShift[] => {
  const [today] = useState(() => korean(serverNow()).day);
  const shifts = useWeeksFrom(today, weeks).flatMap(({ data }) => data?.days.flatMap((one) => one.shifts) ?? []);
  const theirs = shifts.filter(
    (one) => (one.coveredBy ?? one.staff).id === staffId && one.id !== except && Date.parse(one.startsAt) > serverNow(),
  );
  return [...new Map(theirs.map((one) => [one.id, one])).values()];
};
