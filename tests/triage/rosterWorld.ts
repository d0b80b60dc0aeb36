/** A centre with people, rotations and shifts on a real Postgres. */
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { dutyAt } from '../../triage/duty.ts';
import { addStaff } from '../../triage/store/staff.ts';
import { korean } from '../harness/koreanTime.ts';
import { ownDatabase } from './store/world.ts';

export async function centre() {
  const own = await ownDatabase();
  onTestFinished(() => own[Symbol.asyncDispose]());
  const { db } = own;
  const centerId = randomUUID();
  await db.query('insert into center (id, name, created_at) values ($1, $2, $3)', [
    centerId,
    '한마음센터',
    korean('2026-12-01 00:00'),
  ]);
  const staff = async (name: string, role = 'counsellor') => {
    const id = randomUUID();
    const email = `${id}@example.kr`;
    await addStaff(db, {
      id,
      centerId,
      email,
      name,
      role,
      password: null,
      invite: null,
      at: korean('2026-12-01 00:00'),
    });
    return { id, email, name };
  };
  const rotation = async () => {
    const id = randomUUID();
    await db.query(
      `insert into rotation (id, center_id, rev, plan, laid_until, created_at, changed_at) values ($1, $2, 1, '{}', '2026-12-01', $3, $3)`,
      [id, centerId, korean('2026-12-01 00:00')],
    );
    return id;
  };
  const shift = async (
    who: { id: string },
    from: string,
    until: string,
    more: { coveredBy?: string; removedAt?: Date; rotationId?: string; backup?: boolean } = {},
  ) => {
    const id = randomUUID();
    await db.query(
      `insert into shift (id, center_id, staff_id, starts_at, ends_at, covered_by, removed_at, rotation_id, backup, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $4)`,
      [
        id,
        centerId,
        who.id,
        korean(from),
        korean(until),
        more.coveredBy ?? null,
        more.removedAt ?? null,
        more.rotationId ?? null,
        more.backup ?? false,
      ],
    );
    return id;
  };
  const names = async (at: string) => (await dutyAt(db, centerId, korean(at))).map(({ name }) => name);
  return { db, centerId, staff, rotation, shift, names };
}
