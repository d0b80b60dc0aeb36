/** Whoever is answering right now is known from their last turn: one trip. Whatever happened meanwhile, elsewhere, is seen all the same. */
import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished, vi } from 'vitest';
import { assemble, type Ground } from '../../main.ts';
import { remembering } from '../../triage/remembering.ts';
import { openBus } from '../../triage/store/bus.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { addressHash, setBlocked } from '../../triage/store/residents.ts';
import type { Turn } from '../../triage/turn.ts';
import { asking } from '../harness/asking.ts';
import { openWorld, type World } from '../harness/world.ts';

/** A house whose statements are counted, and somebody who has answered in it, so that it knows them. */
async function answering(channel: 'web' | 'line' = 'web') {
  let asked: string[] = [];
  const world = await openWorld(({ db }) => ({
    db: asking(db, (query) => (...args) => {
      asked.push(args[2] ?? args[0]);
      return query(...args);
    }),
  }));
  const address = { channel, id: randomUUID() };
  const who = { address, centerId: world.center.id };
  const { residentId } = await world.turn({ id: `x:${randomUUID()}`, who, inbound: { type: 'opened', unread: 0 } });
  const says = (text: string, turn: Turn = world.turn, id = `x:${randomUUID()}`) =>
    turn({ id, who, inbound: { type: 'said', text } });
  for (const text of ['1', '3', '1', '1']) await says(text);
  asked = [];
  return { world, address, residentId, says, asked: () => asked };
}

async function process2(world: World): Promise<Turn> {
  const db = await openDatabase({ url: world.url });
  onTestFinished(() => db.close());
  return assemble({ ...world.ground, db, bus: openBus() } as Ground).turn;
}

const statements = (asked: readonly string[]) => asked.map((name) => name.replace(/\d+$/, ''));
const keyOf = ({ replies }: Awaited<ReturnType<Turn>>) => replies.find((reply) => reply.type === 'ask')?.key;

it('an answer in the middle of a questionnaire is one statement, and the next one, too', async () => {
  const { says, asked } = await answering();
  expect(keyOf(await says('1'))).toBe('phq9/sleep');
  expect(keyOf(await says('1'))).toBe('phq9/energy');
  expect(statements(asked())).toEqual(['turn_', 'turn_']);
});

it('who has answered in another process meanwhile goes on from there', async () => {
  const { world, says, asked } = await answering();
  const other = await process2(world);
  expect(keyOf(await says('1', other))).toBe('phq9/sleep');
  expect(keyOf(await says('1'))).toBe('phq9/energy');
  expect(statements(asked())).toEqual(['turn_', 'load_hash', 'turn_']);
});

it('an answer that comes twice is one turn, and has one answer', async () => {
  const { world, residentId, says } = await answering();
  const id = `x:${randomUUID()}`;
  const [first, again] = [await says('1', world.turn, id), await says('1', world.turn, id)];
  expect(again.replies).toEqual(first.replies);
  expect(again.again).toBe(true);
  const { rows } = await world.db.query('select from turn where resident_id = $1', [residentId]);
  expect(rows).toHaveLength(6);
});

it('a case that was opened beside the conversation is seen by the next answer', async () => {
  const { world, residentId, says } = await answering();
  const id = randomUUID();
  await world.db.query(
    `insert into escalation (resident_id, id, center_id, priority, rules, reason, channel, opened_at, claim_by, changed_at)
     values ($1, $2, $3, 2, '{Q1}', 'asked-human', 'web', $4, $4, $4)`,
    [residentId, id, world.center.id, world.clock()],
  );
  await says('1');
  const { rows } = await world.db.query('select from escalation where id = $1 and resident_at is not null', [id]);
  expect(rows).toHaveLength(1);
});

it('words of a counsellor that were never shown are counted before the next answer', async () => {
  const { world, residentId, says, asked } = await answering();
  await world.db.query(
    `insert into turn (resident_id, event_id, rev, center_id, channel, at, doc, due_at)
     select resident_id, 'desk:x', 99, center_id, channel, at, doc, at from turn where resident_id = $1 and rev = 1`,
    [residentId],
  );
  await says('1');
  expect(statements(asked()).slice(0, 2)).toEqual(['turn_', 'load_hash']);
});

it('an older message that still waits to become a turn goes first', async () => {
  const { world, says, asked } = await answering();
  await world.db.query(
    `insert into inbox (resident_id, event_id, center_id, channel, event, received_at, due_at, lease_until)
     select resident_id, 'x:older', center_id, 'web', '\\x00', $1, $1, $2 from conversation`,
    [world.clock(), new Date(world.clock().getTime() + 60_000)],
  );
  await says('1');
  expect(statements(asked()).slice(0, 2)).toEqual(['turn_', 'load_hash']);
});

it('an address that became another person, or was blocked, is looked at anew', async () => {
  const { world, address, says, asked } = await answering('line');
  const hash = addressHash(world.secrets.lookup, address);
  await setBlocked(world.db.query, hash, true, world.clock());
  await says('1');
  const { rows } = await world.db.query<{ blocked: boolean }>('select blocked from address');
  expect(rows).toEqual([{ blocked: true }]);
  expect(statements(asked()).slice(0, 2)).toEqual(['turn_', 'load_hash']);

  const other = await world.turn({
    id: `x:${randomUUID()}`,
    who: { address: { channel: 'line', id: randomUUID() }, centerId: world.center.id },
    inbound: { type: 'opened', unread: 0 },
  });
  await world.db.query('update address set resident_id = $1, blocked = false where hash = $2', [
    other.residentId,
    hash,
  ]);
  expect((await says('1')).residentId).toBe(other.residentId);
});

it('who was forgotten meanwhile is nobody, and nothing of theirs comes back', async () => {
  const { world, residentId, says } = await answering();
  const other = await process2(world);
  await says('삭제', other);
  await says('1', other);
  expect((await world.db.query('select from resident where id = $1', [residentId])).rowCount).toBe(0);
  await expect(says('1')).rejects.toMatchObject({ code: 'session_invalid' });
  expect((await world.db.query('select from conversation')).rowCount).toBe(0);
});

it('who deletes everything themselves is forgotten here, too', async () => {
  const { world, says } = await answering();
  await says('삭제');
  await says('1');
  expect((await world.db.query('select from resident')).rowCount).toBe(0);
  await expect(says('1')).rejects.toMatchObject({ code: 'session_invalid' });
});

it('after danger every turn looks', async () => {
  const { says, asked } = await answering();
  await says('죽고 싶어요');
  asked().length = 0;
  await says('1');
  expect(statements(asked())[0]).toBe('load_hash');
});

it('what is remembered goes by itself, the latest last, and there is never more of it than was meant', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const known = remembering<number>(1_000, 2);
  known.keep('a', 1);
  vi.advanceTimersByTime(900);
  known.keep('b', 2);
  vi.advanceTimersByTime(900);
  expect([known.get('a'), known.get('b')]).toEqual([1, 2]);
  vi.advanceTimersByTime(300);
  expect([known.get('a'), known.get('b')]).toEqual([null, null]);
  for (let n = 0; n < 9; n += 1) known.keep(`${n}`, n);
  expect(Array.from({ length: 9 }, (_, n) => known.get(`${n}`)).filter((one) => one !== null)).toEqual([6, 7, 8]);
  known.drop('8');
  expect(known.get('8')).toBeNull();
});
