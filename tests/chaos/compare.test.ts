/** The ledger check must see whatever is lost, doubled or made up: each is done by hand here, and found. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { chance } from '../harness/chance.ts';
import { openWorld } from '../harness/world.ts';
import { compared, inTime, type Records } from './compare.ts';
import { type Entry, openLedgerFile, readLedgerFile } from './ledgerFile.ts';
import { webMouth } from './mouths.ts';
import { nextDeed, type Plan } from './plan.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'maumjigi-test-ledger-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const untold = 'an urgent case of which nobody was told';

/** Two people, one of whom shows risk at item 9, and what was written down of them. */
async function twoPeople() {
  const world = await openWorld();
  const path = join(folder(), 'ledger.jsonl');
  const ledger = openLedgerFile(path);
  const calm: Plan = { kind: 'low', answers: { sleep: 1 }, wordsAt: '' };
  const risky: Plan = { kind: 'item9', answers: { sleep: 2, selfharm: 2 }, wordsAt: '' };
  for (const [nth, plan] of [calm, risky].entries()) {
    const mouth = webMouth({
      bots: [world.chatUrl],
      lineUrl: '',
      kakaoSecret: '',
      kakaoBotId: '',
      chance: chance(nth),
    });
    const done = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      const screen = await mouth.sees();
      const deed = step === 0 ? null : screen && nextDeed(plan, screen, done);
      if (step > 0 && !deed) break;
      const out = deed ? mouth.does(deed) : mouth.opens();
      await ledger.before({
        conv: `test/${nth}`,
        event: out.event,
        channel: 'web',
        step,
        kind: deed?.type ?? 'opens',
        expectedRisk: deed?.risk ? 'high' : 'none',
        ...(deed?.item === undefined ? {} : { item: deed.item, value: deed.value ?? 0 }),
      });
      await ledger.after(out.event, await out.send(false));
      if (deed?.item) done.add(deed.item);
    }
  }
  const entries = readLedgerFile(path);
  /** What differs, in words, but for the phone nobody has here. */
  const differs = async (records: Partial<Records> = {}): Promise<string[]> => {
    const client = new Client({ connectionString: world.url });
    await client.connect();
    try {
      const all = { entries, pages: [], calls: [], violations: [], ...records };
      const found = await compared(client, world.master, all);
      return found.map(({ what }) => what).filter((what) => what !== untold && what !== inTime);
    } finally {
      await client.end();
    }
  };
  const owner = async (sql: string) => {
    const client = new Client({ connectionString: world.url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  return { world, entries, differs, owner };
}

it('two people who were heard differ in nothing, and each loss or addition by hand is found', async () => {
  const { entries, differs, owner } = await twoPeople();
  expect(entries.filter(({ expectedRisk }) => expectedRisk === 'high')).toHaveLength(1);
  expect(entries.every(({ acceptedAt }) => acceptedAt !== null)).toBe(true);
  expect(await differs()).toEqual([]);

  const [first] = entries as [Entry];
  const stranger: Entry = { ...first, event: 'web:nobody-heard-it' };
  expect(await differs({ entries: [...entries, stranger] })).toEqual([
    'an event that was answered 200 is no turn, waits not, and is with nobody',
  ]);
  // Never answered, it may be lost: whoever sent it knows.
  expect(await differs({ entries: [...entries, { ...stranger, acceptedAt: null }] })).toEqual([]);
  expect(await differs({ entries: entries.slice(1) })).toEqual(['a turn of a resident whom nobody sent']);
  const none = entries.map((one) => ({ ...one, expectedRisk: 'none' as const }));
  expect(await differs({ entries: none })).toEqual(['a case of somebody who showed no risk']);
  const wrong = entries.map((one) => (one.item === 'phq9/sleep' ? { ...one, value: 3 } : one));
  expect(await differs({ entries: wrong })).toEqual(['a completed questionnaire holds another answer than was given']);
  const untold = entries.map((one) => (one.item === 'phq9/sleep' ? { ...one, item: 'phq9/unheard' } : one));
  expect(await differs({ entries: untold })).toEqual([
    'a completed questionnaire lacks an answer that was given, or has one that was not',
  ]);
  const call = { path: '/v2/bot/message/push', status: 200, retryKey: 'a' };
  expect(await differs({ calls: [call, { ...call, status: 409 }] })).toEqual([]);
  expect(await differs({ calls: [call, call] })).toEqual(['LINE took the same message twice under one retry key']);
  expect(await differs({ pages: [{ id: crypto.randomUUID(), at: 0 }] })).toEqual([
    'a page the push service showed and nobody wrote',
  ]);
  expect(await differs({ violations: ['odd'] })).toEqual(['a stand-in was sent what its original does not allow']);

  await owner('update turn set rev = rev + 1 where rev = (select max(rev) from turn)');
  expect(await differs()).toEqual(['turns of a conversation are not numbered 1 to its rev']);
  await owner('update turn set rev = rev - 1 where rev = (select max(rev) from turn)');
  await owner(`update escalation_event set cause = 'web:another' where kind in ('opened', 'raised', 'noted')`);
  expect(await differs()).toEqual(['somebody showed risk, and their case does not say by what']);
  // Tapped again, and heard before the first tap became a turn: it names the second one, and only then may it.
  const risky = entries.find(({ expectedRisk }) => expectedRisk === 'high') as Entry;
  const again: Entry = {
    ...risky,
    event: 'web:another',
    sentAt: risky.sentAt + 1,
    acceptedAt: null,
    expectedRisk: 'none',
  };
  const { item: _item, value: _value, ...untitled } = again;
  expect(await differs({ entries: [...entries, untitled] })).toHaveLength(1);
  await owner(`update escalation_event set at = at - interval '1 hour' where kind in ('opened', 'raised', 'noted')`);
  expect(await differs({ entries: [...entries, untitled] })).toEqual([]);
  expect(await differs({ entries: [...entries, { ...untitled, sentAt: risky.sentAt - 1 }] })).toHaveLength(1);
  await owner('delete from page; delete from escalation_event; delete from escalation');
  expect(await differs()).toContain('somebody showed risk, was answered 200, and has no case');
}, 60_000);

it('a line cut off by a kill is no line, and what was sent again counts once', async () => {
  const path = join(folder(), 'ledger.jsonl');
  const ledger = openLedgerFile(path);
  const one = { conv: 'a', event: 'web:1', channel: 'web', step: 0, kind: 'opens', expectedRisk: 'none' } as const;
  await Promise.all([ledger.before(one), ledger.before({ ...one, event: 'web:2' })]);
  await ledger.after('web:1', 503);
  await ledger.after('web:1', 200);
  await ledger.before(one);
  writeFileSync(path, readFileSync(path, 'utf8').trimEnd().slice(0, -5));
  expect(readLedgerFile(path).map(({ event, acceptedAt }) => [event, acceptedAt !== null])).toEqual([
    ['web:1', true],
    ['web:2', false],
  ]);
});
