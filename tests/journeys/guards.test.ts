/** Each guard by itself. In the house several stand one behind the other, so that a story passes where one of them is missing; here the
 *  others are stepped around. */
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { refuseAct } from '../../triage/act.ts';
import { commit, type Part, unmoved } from '../../triage/store/commit.ts';
import { claimParts, closeParts, handBackParts, spokeParts } from '../../triage/store/escalations.ts';
import { leasePending, setAside } from '../../triage/store/inbox.ts';
import { leasePages, lockDueWays, pagesDue, settleFailed, settleTaken } from '../../triage/store/pagesDue.ts';
import { newKey } from '../../triage/store/seal.ts';
import { leaseTimers } from '../../triage/store/timers.ts';
import { leaseDue } from '../../triage/store/turns.ts';
import { openPagedWorld } from '../harness/pagers.ts';
import { openWorld } from '../harness/world.ts';

const seconds = (from: Date, many: number) => new Date(from.getTime() + many * 1_000);

describe('a case', () => {
  async function danger() {
    const world = await openWorld();
    const [kim, lee] = [await world.counsellor('kim'), await world.counsellor('lee')];
    await world.resident().tellsOfDanger();
    const { rows } = await world.db.query<{ residentId: string; id: string }>(
      'select resident_id as "residentId", id from escalation',
    );
    const [{ residentId, id }] = rows as [{ residentId: string; id: string }];
    const writes = (parts: readonly Part[]) => commit(world.db.query, [unmoved(residentId, world.center.id), ...parts]);
    const stands = async () => {
      const { rows: now } = await world.db.query<{
        owner: string | null;
        fence: number;
        spoken: boolean;
        open: boolean;
      }>(
        `select owner, fence, first_word_at is not null as spoken, closed_at is null and handed_back_at is null as open from escalation`,
      );
      return now[0];
    };
    const act = (who: { id: string }) => ({ escalationId: id, staffId: who.id, now: world.clock() });
    return { world, kim, lee, residentId, writes, stands, act };
  }

  it('that somebody has is not taken by another one, whatever they had seen', async () => {
    const { kim, lee, writes, stands, act } = await danger();
    await writes(claimParts(act(kim), 'claim-1'));
    await writes(claimParts(act(lee), 'claim-2'));
    expect(await stands()).toEqual({ owner: kim.id, fence: 1, spoken: false, open: true });
  });

  it('takes no word, no handing back and no end under an older fence', async () => {
    const { world, kim, residentId, writes, stands, act } = await danger();
    await writes(claimParts(act(kim), 'claim-1'));
    await writes(spokeParts(act(kim), 0, null, 'said-1'));
    await writes(handBackParts(act(kim), 0, 'back-1'));
    await writes(closeParts(newKey(), residentId, act(kim), 0, 'helped', undefined, 'end-1'));
    expect(await stands()).toEqual({ owner: kim.id, fence: 1, spoken: false, open: true });
    world.clock.advance({ seconds: 1 });
    await writes(spokeParts(act(kim), 1, null, 'said-2'));
    expect(await stands()).toMatchObject({ spoken: true });
  });

  it('is refused to whoever shows an older fence before anything is written', () => {
    const owner = { id: 'kim', name: '김' };
    const escalation = {
      id: 'case',
      tier: 'high' as const,
      priority: 0 as const,
      rules: [],
      owner,
      fence: 2,
      claimBy: new Date(),
      handedBack: false,
      hasSpoken: true,
      ownerAt: null,
    };
    const says = (fence: number) =>
      refuseAct(
        {
          id: 'desk:1',
          who: { residentId: 'mina' },
          inbound: { type: 'spoke', text: '안녕하세요', counsellor: '김' },
          desk: { escalationId: 'case', staffId: 'kim', fence },
        },
        { escalation, rev: 3 },
      );
    expect(() => says(1)).toThrow('맡으신 뒤에 바뀌었어요');
    expect(() => says(2)).not.toThrow();
  });
});

describe('what one process works on', () => {
  it('is a page no other takes, and one that lost it writes nothing about it', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const { wayId } = await world.phoneOf(kim);
    const mina = await world.waits(0);
    await world.pages(mina, [kim]);
    const now = world.clock();
    const look = (at: Date) =>
      world.db.transaction(async (tx) => {
        expect(await lockDueWays(tx, [wayId])).toHaveLength(1);
        const due = await pagesDue(tx, [wayId], at, 10);
        const fences = await leasePages(
          tx,
          due.map(({ id }) => id),
          seconds(at, 15),
        );
        return due.map(({ id }) => ({ id, fence: fences.get(id) ?? -1 }));
      });
    const first = await look(now);
    expect(first).toHaveLength(1);
    expect(await look(seconds(now, 14))).toEqual([]);
    const second = await look(seconds(now, 16));
    expect(second).toEqual([{ id: first[0]?.id, fence: 2 }]);
    const leased = (pages: typeof first) => ({ methodId: wayId, pages });
    await settleFailed(world.db, leased(first), { dueAt: null, gone: true, fault: 'answered 410', now });
    expect(await settleTaken(world.db, leased(first), { state: 'accepted', providerId: null, now })).toBe(false);
    expect(await world.states()).toMatchObject([{ state: 'due' }]);
    expect(await settleTaken(world.db, leased(second), { state: 'accepted', providerId: null, now })).toBe(true);
  });

  it('is a timer, an event or an answer no other takes before the lease has passed', async () => {
    const world = await openWorld();
    const mina = world.resident();
    await mina.tellsOfDanger();
    const { query } = world.db;
    const { rows } = await query<{ id: string }>('select id from resident');
    const residentId = rows[0]?.id ?? '';
    const now = seconds(world.clock(), 3_600);
    await query('update timer set due_at = $1', [now]);
    await query('update turn set due_at = $1, sent_at = null', [now]);
    await setAside(query, newKey(), {
      residentId,
      eventId: 'web:late',
      centerId: world.center.id,
      channel: 'web',
      event: { id: 'web:late' },
      now,
      dueAt: now,
    });
    const looks = async (at: Date) => {
      const until = seconds(at, 10);
      return {
        timers: (await leaseTimers(query, at, until, 10)).length > 0,
        events: (await leasePending(query, at, until, 10)).length > 0,
        answers:
          (await leaseDue(query, { channel: 'web', residents: null, now: at, leaseUntil: until, limit: 10 })).length >
          0,
      };
    };
    expect(await looks(now)).toEqual({ timers: true, events: true, answers: true });
    expect(await looks(seconds(now, 9))).toEqual({ timers: false, events: false, answers: false });
    expect(await looks(seconds(now, 11))).toEqual({ timers: true, events: true, answers: true });
  });

  it('is for people in danger first, whatever waited before', async () => {
    const world = await openWorld();
    const [mina, jun] = [world.resident(), world.resident()];
    await mina.opens();
    await jun.tellsOfDanger();
    const { query } = world.db;
    const now = seconds(world.clock(), 3_600);
    await query('update turn set due_at = $1, sent_at = null', [now]);
    const due = { channel: 'web', residents: null, now, leaseUntil: seconds(now, 10) };
    const { rows } = await query<{ residentId: string; many: number }>(
      `select resident_id as "residentId", count(*)::integer as many from turn
       where resident_id in (select resident_id from escalation) group by 1`,
    );
    const [inDanger] = rows;
    const first = await leaseDue(query, { ...due, limit: inDanger?.many ?? 0 });
    expect(new Set(first.map(({ residentId }) => residentId))).toEqual(new Set([inDanger?.residentId]));
    expect(await leaseDue(query, { ...due, limit: 10 })).toHaveLength(1);
  });

  it('is found without reading what waits no more, however much there is of it', async () => {
    const world = await openWorld();
    const mina = world.resident();
    await mina.opens();
    await world.db.query(
      `insert into turn select (jsonb_populate_record(turn, jsonb_build_object('event_id', 'web:' || nth, 'rev', nth, 'due_at', null))).*
       from turn, generate_series(100, 40000) nth where turn.rev = 1`,
    );
    const owner = new Client({ connectionString: world.url });
    await owner.connect();
    await owner.query('analyze turn');
    await owner.end();
    const now = seconds(world.clock(), 3_600);
    const rowsRead = await world.db.transaction(async ({ query }) => {
      const { rows: known } = await query<{ id: string }>('select id from resident');
      for (const residents of [null, known.map(({ id }) => id)])
        await leaseDue(query, { channel: 'web', residents, now, leaseUntil: now, limit: 10 });
      const { rows } = await query<{ read: number }>(
        `select seq_tup_read::integer as read from pg_stat_xact_user_tables where relname = 'turn'`,
      );
      return rows[0]?.read;
    });
    expect(rowsRead).toBeLessThan(100);
  });

  it('is an event that can be one turn only, wherever it is tried again', async () => {
    const world = await openWorld();
    const mina = world.resident();
    await mina.opens();
    const { query } = world.db;
    const again = query(
      `insert into turn (resident_id, event_id, rev, center_id, channel, at, doc)
       select resident_id, event_id, rev + 1, center_id, channel, at, doc from turn`,
    );
    await expect(again).rejects.toThrow(/turn_pkey|duplicate/);
  });
});
