/** One rehearsal: people write to 마음지기, its database machine is lost, and copies of it are made from what was kept elsewhere: as it stood
 *  at a chosen moment, at the end of the archive, and at the end of what a receiver had. The record of the load says what must be there. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Database, openDatabase } from '../../../triage/store/db.ts';
import { removeFolder } from '../../harness/programs.ts';
import type { Replica } from '../../harness/replica.ts';
import {
  type Cluster,
  type From,
  newPlaces,
  type Places,
  restore,
  startPrimary,
  startReceiver,
  takeBaseBackup,
  throwAwayOlder,
} from './cluster.ts';
import { isKnown, somebodyAt } from './forgotten.ts';
import { centerName, type Outside, open, settleIn } from './house.ts';
import { type Kept, keptIn, lostSeconds } from './kept.ts';
import { lineStory, type Redelivered } from './lineStory.ts';
import { marker, startPeople } from './people.ts';
import { type Asked, openRecord, type Recording, readRecord } from './record.ts';

export interface Plan {
  /** How long people write before the chosen moment, and again after it. */
  seconds: number;
  connections: number;
  archiveTimeoutS: number;
  tell(line: string): void;
}

/** A restored copy as it was found before anybody wrote to it. */
export interface Copy extends Kept {
  restoreMs: number;
  /** How far back from the loss answered messages are gone. */
  lostSeconds: number;
  /** Who wrote 삭제 after the chosen moment is in it. */
  holdsForgotten: boolean;
}

export interface Rehearsed {
  target: Date;
  lostAt: number;
  /** What was asked until the loss. */
  before: Asked[];
  copies: { moment: Copy; archive: Copy; received: Copy };
  /** What a start with another key said; it must have refused. */
  otherKey: string;
  /** From the first command of the restore until people were answered again. */
  rtoMs: number;
  /** The last copy after everybody was answered. `kept` is held against the whole record. `uncalled`: open cases whose call was due and
   *  nobody was called for. `unknown`: people the copy did not know. */
  served: { kept: Kept; due: number; uncalled: string[]; callsShown: number; unknown: number; line: Redelivered };
  /** Files of the back-ups in which these words stand. */
  found: { marker: string[]; centerName: string[] };
}

export async function rehearse(plan: Plan, master: Buffer): Promise<Rehearsed> {
  const places = newPlaces();
  const path = join(places.root, 'record');
  const record = openRecord(path);
  const stage: Stage = { plan, master, places, recordPath: path, ends: [() => record.close()] };
  try {
    const lost = await loses(stage, record);
    const look = { ...lost, places, master, record: () => readRecord(path) };
    return { ...lost, ...(await comesBack(stage, look)) };
  } finally {
    for (const end of stage.ends.toReversed()) await end();
    removeFolder(places.root);
  }
}

interface Stage {
  plan: Plan;
  master: Buffer;
  places: Places;
  recordPath: string;
  /** What was opened, to be ended in reverse, however far it came. */
  ends: (() => unknown)[];
}

/** People write; a base backup, a chosen moment, somebody is forgotten after it; the machine is lost. */
async function loses({ plan, master, places, recordPath, ends }: Stage, record: Recording) {
  const primary = await startPrimary(places, plan.archiveTimeoutS);
  ends.push(primary.isLost);
  const outside = await settleIn(primary, master);
  ends.push(outside.end);
  const receiver = await startReceiver(primary, places);
  ends.push(() => receiver.end('SIGTERM'));
  const app = await open(primary, master, outside, places.root);
  ends.push(() => app.process.end('SIGKILL'));
  const people = startPeople(app.url, plan.connections, record);
  ends.push(people.abandon);
  const line = lineStory(outside.line);
  plan.tell('people write');
  await wait(plan.seconds * 500);
  await takeBaseBackup(primary, places);
  await line.begins();
  const somebody = await somebodyAt(app.url, primary);
  await wait(plan.seconds * 500);

  const target = new Date();
  await wait(plan.seconds * 500);
  const forgotten = await somebody.writesDelete();
  await isArchived(primary, target);
  await wait(plan.seconds * 500);
  await line.saysMore();
  const lostAt = Date.now();
  await primary.isLost();
  plan.tell('the database machine is lost');
  await wait(1_000);
  await app.process.end('SIGKILL');
  await receiver.end('SIGTERM');
  await throwAwayOlder(places);
  const before = readRecord(recordPath).filter(({ sentAt }) => sentAt <= lostAt);
  return { target, lostAt, before, forgotten, outside, people, line };
}

type Lost = Awaited<ReturnType<typeof loses>>;

/** Three copies one after another; the last one goes to work. */
async function comesBack({ plan, master, places, ends }: Stage, look: Look) {
  const { outside, line, target } = look;
  const restored = async (name: string, from: From) => {
    const one = await copy(look, name, from);
    ends.push(one.cluster.isLost);
    return one;
  };
  const found = { marker: await holding(places, marker), centerName: await holding(places, centerName) };
  const moment = await restored('moment', { received: false, until: target });
  const otherKey = await startsWithAnotherKey(moment.cluster, outside, places);
  await moment.cluster.isLost();
  const archive = await restored('end-of-archive', { received: false, until: null });
  await archive.cluster.isLost();
  await line.saysIntoTheVoid();
  const began = performance.now();
  const received = await restored('end-of-received', { received: true, until: null });
  plan.tell('the last copy takes writes');
  const missed = await asAfterTenMinutes(received.cluster);
  const shownBefore = await outside.shown();
  const app = await open(received.cluster, master, outside, places.root);
  ends.push(() => app.process.end('SIGTERM'));
  const rtoMs = performance.now() - began - received.lookMs;
  const served = await serve(look, app, received.cluster, missed);
  const callsShown = (await outside.shown()) - shownBefore;
  const copies = { moment: moment.copy, archive: archive.copy, received: received.copy };
  return { copies, otherKey, rtoMs, served: { ...served, callsShown }, found };
}

interface Look extends Lost {
  places: Places;
  master: Buffer;
  /** As it is by now. */
  record(): Asked[];
}

async function on<T>(cluster: Cluster, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ url: cluster.url });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Restores, and looks at everything before anybody writes. `lookMs`: what the look itself took. */
async function copy({ places, master, before, lostAt, forgotten }: Look, name: string, from: From) {
  const began = performance.now();
  const cluster = await restore(places, name, from);
  const restoreMs = performance.now() - began;
  const seen = await on(cluster, async ({ query }) => ({
    ...(await keptIn(query, master, before, new Date())),
    holdsForgotten: await isKnown(query, forgotten),
  }));
  const copy: Copy = { ...seen, restoreMs, lostSeconds: lostSeconds(seen, lostAt) };
  return { cluster, copy, lookMs: performance.now() - began - restoreMs };
}

/** A piece of the log that was written after this moment lies in the archive. */
async function isArchived(cluster: Cluster, after: Date): Promise<void> {
  await on(cluster, async ({ query }) => {
    // The piece that is closed next holds the moment for certain, the one after it what was written later.
    const from = await archived(query);
    for (let tries = 0; (await archived(query)) < from + 2; tries += 1) {
      if (tries > 1_200) throw new Error(`Nothing written after ${after.toISOString()} was archived within a minute.`);
      await wait(50);
    }
  });
}

async function archived(query: Database['query']): Promise<number> {
  const { rows } = await query<{ many: number }>('select archived_count::integer as many from pg_stat_archiver');
  return rows[0]?.many ?? 0;
}

/** Everything a case waits for is ten minutes nearer, as if the restore had taken those. Gives the open cases somebody must now be called
 *  for. */
async function asAfterTenMinutes(cluster: Cluster): Promise<string[]> {
  return on(cluster, async ({ query }) => {
    const { rows } = await query<{ id: string }>(
      `update escalation set next_page_at = next_page_at - interval '10 minutes'
       where closed_at is null and next_page_at is not null returning id`,
    );
    return rows.map(({ id }) => id);
  });
}

/** The copy is at work: what was not answered is sent again, and whoever waits is called for. */
async function serve(
  { master, record, people, line }: Look,
  app: Replica,
  cluster: Cluster,
  missed: readonly string[],
) {
  const since = new Date();
  people.writeTo(app.url);
  const redelivered = await line.isBroughtAgain(cluster);
  const unknown = await people.end();
  return on(cluster, async ({ query }) => {
    let uncalled = [...missed];
    for (let tries = 0; tries < 200 && uncalled.length > 0; tries += 1) {
      await wait(100);
      const { rows } = await query<{ id: string }>(
        'select distinct escalation_id as id from page where made_at >= $1',
        [new Date(since.getTime() - 60_000)],
      );
      const called = new Set(rows.map(({ id }) => id));
      uncalled = uncalled.filter((id) => !called.has(id));
    }
    return {
      kept: await keptIn(query, master, record(), new Date()),
      due: missed.length,
      uncalled,
      unknown,
      line: redelivered,
    };
  });
}

/** Must refuse, and say why. */
async function startsWithAnotherKey(cluster: Cluster, outside: Outside, places: Places): Promise<string> {
  const app = await open(cluster, Buffer.alloc(32, 7), outside, join(places.root, 'other')).catch(
    (error: Error) => error,
  );
  if (app instanceof Error) return app.message;
  await app.process.end('SIGKILL');
  throw new Error('마음지기 started on a copy with a key that is not its own.');
}

/** Files of base backup, archive and receiver that hold these words as they stand. */
async function holding({ base, archive, received }: Places, words: string): Promise<string[]> {
  const args = ['-rlaF', '--', words, base, archive, received];
  const { stdout } = await promisify(execFile)('grep', args).catch((error: { code?: number; stdout: string }) => {
    // 1: nothing was found.
    if (error.code === 1) return { stdout: '' };
    throw error;
  });
  return stdout.split('\n').filter(Boolean);
}
