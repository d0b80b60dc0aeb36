import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { listSignoffs, recordSignoff, type Signoff, signedVersions } from '../../../triage/store/signoffs.ts';
import { ownDatabase } from './world.ts';

const signoff = (fields: Partial<Signoff> = {}): Signoff => ({
  instrument: 'asq',
  instrumentVersion: 'asq-1',
  wordingVersion: 'asq-ko-provisional-1',
  name: '김하늘',
  title: '임상 책임자',
  signedOn: '2026-11-22',
  recordedAt: new Date('2026-11-22T03:00:00Z'),
  id: randomUUID(),
  ...fields,
});
const asqKo = { instrument: 'asq', instrumentVersion: 'asq-1', wordingVersion: 'asq-ko-provisional-1' };

test('what is recorded is read again, the day as it stands on the paper', async () => {
  await using own = await ownDatabase();
  const one = signoff();
  expect(await recordSignoff(own.db, one)).toBe(true);
  expect(await listSignoffs(own.db.query)).toEqual([one]);
  expect(await signedVersions(own.db.query)).toEqual([asqKo]);
});

test('the same person signing the same words again adds nothing; another person does', async () => {
  await using own = await ownDatabase();
  const first = signoff();
  await recordSignoff(own.db, first);
  expect(await recordSignoff(own.db, signoff({ signedOn: '2026-12-01', title: null }))).toBe(false);
  expect(await listSignoffs(own.db.query)).toEqual([first]);
  expect(await recordSignoff(own.db, signoff({ name: '이바다', recordedAt: new Date('2026-11-23T03:00:00Z') }))).toBe(
    true,
  );
  expect((await listSignoffs(own.db.query)).map(({ name }) => name)).toEqual(['김하늘', '이바다']);
  expect(await signedVersions(own.db.query)).toEqual([asqKo]);
});

test('two who sign at the same moment, in two processes, leave one row', async () => {
  await using own = await ownDatabase();
  const both = await Promise.all([recordSignoff(own.db, signoff()), recordSignoff(own.db, signoff())]);
  expect(both.sort()).toEqual([false, true]);
});

test.for(['update signoff set name = $$somebody$$', 'delete from signoff', 'truncate signoff'])(
  'the application can never take a signature back: %s',
  async (statement) => {
    await using own = await ownDatabase();
    await recordSignoff(own.db, signoff());
    await expect(own.db.query(statement)).rejects.toThrow('permission denied');
    expect(await listSignoffs(own.db.query)).toHaveLength(1);
  },
);
