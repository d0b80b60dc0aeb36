/** 야간, the rotation of most stories about the roster: every night the next one. */
import type { Plan } from '../../triage/store/rotations.ts';

export const nights = (people: string[], startsOn: string, more: Partial<Plan> = {}): Plan => ({
  name: '야간',
  backup: false,
  people,
  turn: 'day',
  handOver: null,
  days: 'every',
  from: '18:00',
  until: '09:00',
  startsOn,
  endsOn: null,
  ...more,
});
