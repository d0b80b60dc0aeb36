/** What is left to do for a person beside a case: a need they named. */
import type { Part } from './commit.ts';

export const needPart = (id: string, about: string, now: Date, dueAt: Date): Part => ({
  name: 'needed',
  text: `insert into follow_up (resident_id, id, center_id, kind, about, due_at, created_at)
    select moved.resident_id, $1, moved.center_id, 'need', $2, $3, $4 from moved`,
  values: [id, about, dueAt, now],
});
