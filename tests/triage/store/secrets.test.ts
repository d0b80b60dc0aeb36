import { expect, test } from 'vitest';
import { newKey } from '../../../triage/store/seal.ts';
import { loadSecrets, WrongMasterKey } from '../../../triage/store/secrets.ts';
import { ownDatabase } from './world.ts';

test('the keys are made at the first start and are the same ever after', async () => {
  await using own = await ownDatabase();
  const master = newKey();
  const first = await loadSecrets(own.db, master);
  const all = Object.values(first);
  expect(all.map((secret) => secret.length)).toEqual([32, 32, 32, 32, 32]);
  expect(new Set(all.map(String)).size).toBe(5);
  expect(await loadSecrets(own.db, master)).toEqual(first);
});

test('processes that start at once agree on them', async () => {
  await using own = await ownDatabase();
  const master = newKey();
  const all = await Promise.all(Array.from({ length: 6 }, () => loadSecrets(own.db, master)));
  for (const one of all) expect(one).toEqual(all[0]);
});

test('with another MASTER_KEY the start is refused with what to do, and nothing is written', async () => {
  await using own = await ownDatabase();
  await loadSecrets(own.db, newKey());
  await own.db.query(`delete from secret where name = 'inbox'`);
  const before = await own.db.query('select * from secret');

  const refused = await loadSecrets(own.db, newKey()).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(WrongMasterKey);
  expect((refused as Error).message).toMatch(/^MASTER_KEY does not open this database.*Set MASTER_KEY to the key/);
  expect(await own.db.query('select * from secret')).toEqual(before);
});

test('keys swapped between names do not open', async () => {
  await using own = await ownDatabase();
  const master = newKey();
  await loadSecrets(own.db, master);
  await own.db.query(`update secret as s set wrapped = o.wrapped from secret as o where o.name <> s.name`);
  await expect(loadSecrets(own.db, master)).rejects.toBeInstanceOf(WrongMasterKey);
});
