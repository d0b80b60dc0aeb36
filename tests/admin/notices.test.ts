import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Notices, roles } from '../../admin/contract.ts';
import { signable } from '../../triage/gate.ts';
import { recordSignoff } from '../../triage/store/signoffs.ts';
import { deskWorld, type World } from './world.ts';

async function sign(world: World, wordingVersion: string): Promise<void> {
  const one = signable().find((each) => each.wordingVersion === wordingVersion);
  if (!one) throw new Error(`${wordingVersion} needs no signature`);
  const { instrument, instrumentVersion } = one;
  const at = world.clock();
  await recordSignoff(world.db, {
    instrument,
    instrumentVersion,
    wordingVersion,
    name: '김하늘',
    title: null,
    signedOn: '2026-01-05',
    recordedAt: at,
    id: randomUUID(),
  });
}

test('every role sees, in production, which words keep residents from a screening, and what to type', async () => {
  const world = await deskWorld({ nodeEnv: 'production' });
  for (const role of roles) {
    const { body } = await world.get('/api/notices', await world.staff(role)).expect(200);
    expect(Notices.parse(body).production).toBe(true);
    expect(body.notices.map(({ level }: { level: string }) => level)).toEqual(signable().map(() => 'stop'));
    expect(body.notices).toContainEqual({
      code: 'unsigned',
      level: 'stop',
      instrument: 'asq',
      title: { ko: '자살위험 선별질문 (ASQ)', en: 'Ask Suicide-Screening Questions (ASQ)' },
      lang: 'ko',
      version: 'asq-ko-provisional-1',
      why: ['provisional', 'deviations'],
      command: expect.stringContaining('--version asq-ko-provisional-1'),
    });
  }
});

test('a signature takes its notice away at once, and the last one all of them', async () => {
  const world = await deskWorld({ nodeEnv: 'production' });
  const kim = await world.staff('counsellor');
  await sign(world, 'asq-ko-provisional-1');
  const { body } = await world.get('/api/notices', kim).expect(200);
  expect(body.notices.map(({ version }: { version: string }) => version)).not.toContain('asq-ko-provisional-1');
  for (const { wordingVersion } of signable()) await sign(world, wordingVersion);
  expect((await world.get('/api/notices', kim)).body).toEqual({ production: true, notices: [] });
});

test('in a trial the same is said as a warning', async () => {
  const world = await deskWorld();
  const { body } = await world.get('/api/notices', await world.staff('lead')).expect(200);
  expect(body.production).toBe(false);
  expect(body.notices.map(({ level }: { level: string }) => level)).toEqual(signable().map(() => 'warn'));
});

test('nobody hears it who is not signed in', async () => {
  const world = await deskWorld();
  await world.get('/api/notices').expect(401);
});
