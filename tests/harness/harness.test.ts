import { Redis } from 'ioredis';
import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { freshDatabase } from './postgres.ts';
import { startPostgres, startRedis } from './services.ts';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('two test files that take a database each do not see one another', async () => {
  const [mine, yours] = await Promise.all([freshDatabase(), freshDatabase()]);
  await ask(mine.url, 'create table here (n integer)');

  expect(await ask(mine.url, 'select * from here')).toEqual([]);
  await expect(ask(yours.url, 'select * from here')).rejects.toThrow('does not exist');
  await Promise.all([mine.drop(), yours.drop()]);
});

test('a dropped database is gone, even while a failed test still holds a connection', async () => {
  const { url, drop } = await freshDatabase();
  const forgotten = new Client({ connectionString: url });
  forgotten.on('error', () => {});
  await forgotten.connect();

  await drop();
  await expect(ask(url, 'select 1')).rejects.toThrow('does not exist');
});

test('Postgres killed and started again keeps what was committed', async () => {
  const postgres = await startPostgres({ durable: true });
  try {
    await ask(postgres.url, 'create table kept as select 1 as n');
    await postgres.down('SIGKILL');
    await expect(ask(postgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    await postgres.up();
    expect(await ask(postgres.url, 'select n from kept')).toEqual([{ n: 1 }]);
  } finally {
    await postgres.stop();
  }
});

test('a Redis of one’s own is apart from the shared one', async () => {
  const own = await startRedis();
  const [mine, shared] = [new Redis(own.url), new Redis(inject('redisUrl'))];
  try {
    await mine.set('harness:only-here', '1');
    expect(await shared.get('harness:only-here')).toBeNull();
  } finally {
    mine.disconnect();
    shared.disconnect();
    await own.stop();
  }
});
