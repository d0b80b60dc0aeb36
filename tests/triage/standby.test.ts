/** What one process leaves to the next, for the time when the database is away. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { defaultLadder } from '../../triage/ladder.ts';
import { type Known, readStandby, writeStandby } from '../../triage/standby.ts';
import { standbyFile } from '../../triage/store/standbyFile.ts';
import { removeFolder, temporaryFolder } from '../harness/programs.ts';

const at = (time: string) => new Date(`2026-11-30T${time}:00Z`);
const kim = { id: 'kim', name: '김하늘', disabledAt: null };
const known: Known = {
  at: at('02:00'),
  driftMs: -40,
  centerId: 'blue',
  centers: [
    { id: 'blue', name: '푸른구 센터', phone: null, hours: null, area: null, retention: '1년', contactDays: 7 },
  ],
  secrets: {
    lookup: randomBytes(32),
    inbox: randomBytes(32),
    notice: randomBytes(32),
    vapid: randomBytes(32),
    audit: randomBytes(32),
  },
  calls: {
    centers: [
      {
        centerId: 'blue',
        centerName: '푸른구 센터',
        ladder: defaultLadder,
        ways: [{ id: 'way', staffId: 'kim', kind: 'hook', to: '{"number":"01012345678"}', lang: 'ko' }],
        people: [{ id: 'kim', name: '김하늘', role: 'counsellor', ways: ['hook'], works: true, deskOpen: false }],
        shifts: [
          {
            id: 'shift',
            startsAt: at('00:00'),
            endsAt: at('08:00'),
            staff: kim,
            coveredBy: { ...kim, id: 'lee', disabledAt: at('01:00') },
            removedAt: null,
            rotationId: null,
            rotationName: null,
            backup: false,
            isTouched: true,
          },
        ],
      },
    ],
    hooks: { hook: { url: 'https://text.example.kr', secret: 'a secret of thirty-two letters..', channel: 'sms' } },
  },
};

function folder() {
  const dataDir = temporaryFolder('standby');
  onTestFinished(() => removeFolder(dataDir));
  const master = randomBytes(32);
  const faults: unknown[] = [];
  const read = (key = master, database = 'db.example.kr/maum') =>
    readStandby(standbyFile(dataDir, key, database), (error) => void faults.push(error));
  return {
    dataDir,
    path: join(dataDir, 'standby'),
    file: standbyFile(dataDir, master, 'db.example.kr/maum'),
    read,
    faults,
  };
}

it('is read as it was written, times and keys among it; the newest counts', async () => {
  const { file, read, faults, dataDir } = folder();
  await writeStandby(file, { ...known, centerId: 'red' });
  await writeStandby(file, known);
  expect(await read()).toMatchObject(known);
  expect(faults).toEqual([]);
  expect(readdirSync(dataDir)).toEqual(['standby']);
});

it('opens for nobody else on the machine, and says nothing to who reads it', async () => {
  const { file, path } = folder();
  await writeStandby(file, known);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, 'latin1');
  for (const one of ['01012345678', 'text.example.kr', 'blue', known.secrets.lookup.toString('base64')])
    expect(text).not.toContain(one);
});

it('is nothing where there is none', async () => {
  const { read, faults } = folder();
  expect(await read()).toBeNull();
  expect(faults).toEqual([]);
});

it.for(['another key', 'another database', 'an altered byte', 'another shape', 'another version'])(
  '%s: it is not used, and it is said',
  async (what) => {
    const { file, path, read, faults } = folder();
    await writeStandby(file, known);
    if (what === 'an altered byte') {
      const bytes = readFileSync(path);
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    }
    if (what === 'another shape') await file.write({ version: 1, centers: [] });
    if (what === 'another version') await file.write({ ...known, version: 2 });
    const key = what === 'another key' ? randomBytes(32) : undefined;
    expect(await read(key, what === 'another database' ? 'db2.example.kr/maum' : undefined)).toBeNull();
    expect(faults).toHaveLength(1);
  },
);

it('leaves no drafts: its own that cannot be put in place, and old ones of who was killed over it', async () => {
  const { file, dataDir, path } = folder();
  const [old, young] = ['standby.0123456789ab.new', 'standby.ba9876543210.new'].map((name) => join(dataDir, name)) as [
    string,
    string,
  ];
  for (const draft of [old, young]) writeFileSync(draft, 'half');
  utimesSync(old, 0, 0);
  await writeStandby(file, known);
  expect(readdirSync(dataDir).sort()).toEqual(['standby', 'standby.ba9876543210.new']);
  rmSync(path);
  mkdirSync(join(path, 'in the way'), { recursive: true });
  await expect(writeStandby(file, known)).rejects.toThrow();
  expect(readdirSync(dataDir).sort()).toEqual(['standby', 'standby.ba9876543210.new']);
});
