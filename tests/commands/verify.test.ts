/** npm run verify, as somebody reads it. */
import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';
import { UsageError } from '../../commands/usage.ts';
import { verifyCommand } from '../../commands/verify.ts';
import { openWorld } from '../harness/world.ts';

async function house() {
  const world = await openWorld();
  const lines: string[] = [];
  const run = (...args: string[]) => {
    lines.length = 0;
    return verifyCommand(args, {
      query: world.db.query,
      key: world.secrets.audit,
      known: world.known,
      clock: world.clock,
      print: (line) => lines.push(line),
    });
  };
  return { world, lines, run };
}

it('says of each thing that it holds, in both languages, and that all do', async () => {
  const { world, lines, run } = await house();
  await world.resident().tellsOfDanger();
  expect(await run()).toBe(true);
  expect(lines[0]).toBe('마음지기 확인: 지난 한 시간 (verify: the last hour)');
  const at = lines.indexOf('✓ I7.silent');
  expect(lines.slice(at + 1, at + 3)).toEqual([
    '    아무도 맡지 않은 급한 사례에는 다음에 부를 시각이 있어요.',
    '    A case of P0 to P2 that nobody has knows when somebody is called next.',
  ]);
  expect(lines.filter((line) => line.startsWith('✓'))).toHaveLength(Number(/^\d+/.exec(lines.at(-1) ?? '')?.[0]));
  expect(lines.at(-1)).toMatch(/^\d+가지가 모두 지켜지고 있어요. \(All \d+ hold\.\)$/);
});

it('says what does not hold, how often, and which; older things with --all only', async () => {
  const { world, lines, run } = await house();
  await world.resident().opens();
  await world.db.query('update conversation set rev = 7');
  const { id } = (await world.db.query<{ id: string }>('select id from resident')).rows[0] ?? {};
  expect(await run()).toBe(false);
  const at = lines.indexOf('✗ I2.revs 1건 (1)');
  expect(lines[at + 3]).toBe(`    - ${id}`);
  expect(lines.at(-1)).toMatch(/^Of \d+, 1 do not hold/);
  world.clock.advance({ hours: 2 });
  expect(await run()).toBe(true);
  expect(await run('--all')).toBe(false);
  expect(lines[0]).toBe('마음지기 확인: 모두 (verify: everything)');
});

it('refuses what it does not know with its usage', async () => {
  const { run } = await house();
  await expect(run('--everything')).rejects.toThrow(UsageError);
  await expect(run('all')).rejects.toThrow('npm run verify -- --all');
});

it('prints the end of the audit trail, and says whether the trail goes through one that was kept', async () => {
  const { world, lines, run } = await house();
  await world.counsellor('kim');
  await world.seals();
  expect(await run()).toBe(true);
  const head =
    lines
      .find((line) => line.includes('end of the audit trail'))
      ?.split(': ')
      .at(-1) ?? '';
  expect(head).toMatch(/^\d+:[0-9a-f]{64}$/);
  expect(await run('--head', head)).toBe(true);
  expect(
    await run(
      '--head',
      head.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ),
  ).toBe(false);
  expect(lines.at(-1)).toMatch(/^Of \d+, 1 do not hold/);
  expect(lines).toContain('  The audit trail does not go through the end you kept: it was cut, or written anew.');
  await expect(run('--head', '12')).rejects.toThrow('"12" is no end of an audit trail');
});

it('ends with 1 where something does not hold, and with 0 where all does', async () => {
  const { world } = await house();
  const env = { PATH: process.env.PATH, DATABASE_URL: world.url, MASTER_KEY: world.master.toString('base64') };
  const typed = () =>
    new Promise<{ code: number; out: string }>((resolve) =>
      execFile(process.execPath, ['commands/verify.ts', '--all'], { env }, (error, out) =>
        resolve({ code: error ? Number(error.code) : 0, out }),
      ),
    );
  expect(await typed()).toMatchObject({ code: 0, out: expect.stringContaining('(verify: everything)') });
  await world.resident().opens();
  await world.db.query('update conversation set rev = 7');
  expect(await typed()).toMatchObject({ code: 1, out: expect.stringContaining('✗ I2.revs 1건 (1)') });
});
