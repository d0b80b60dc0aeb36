/** One world: three processes of the house on one store, people and counsellors around them, a plan of what goes wrong, and afterwards
 *  everything held against what the outside knows. The same plan gives the same world, on any store. */
import { createHash, createSecretKey } from 'node:crypto';
import { sealTrail } from '../../triage/auditChain.ts';
import type { Query } from '../../triage/store/db.ts';
import { aad, seal } from '../../triage/store/seal.ts';
import { loadSecrets } from '../../triage/store/secrets.ts';
import { check } from './check.ts';
import { Counsellor, type OpenCase } from './desk.ts';
import { type House, openHouse } from './house.ts';
import { Ledger } from './ledger.ts';
import { type Around, Life, Session } from './life.ts';
import { Outside } from './outside.ts';
import { breaks } from './personas.ts';
import type { Fault, Plan } from './plan.ts';
import { redeploy } from './redeploy.ts';
import { Resident } from './residents.ts';
import type { Store } from './store.ts';
import { chanceOf, Timeline } from './timeline.ts';

const begins = Date.parse('2026-01-05T00:00:00Z');
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
export const troubledMs = 15 * minute;
const processes = 3;

export interface Told {
  /** What does not hold; [] when everything does. */
  broken: string[];
  conversations: number;
  counts: Map<string, number>;
  /** Of the facts, the same on every store. */
  digest: string;
  faults: readonly string[];
}

const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const master = createSecretKey(createHash('sha256').update('simulation').digest());

export async function live(plan: Plan, store: Store): Promise<Told> {
  await store.reset();
  const timeline = new Timeline(begins);
  const chance = chanceOf(plan.seed);
  const ledger = new Ledger();
  const session = new Session(store.client);
  const broken: string[] = [];
  let ids = 0;
  const newId = () => uuid(ids++);

  const outside = new Outside(
    (what) => ledger.count(what),
    (residentId, replies) => residents.find((one) => one.residentId === residentId)?.hears(replies),
  );
  const armed: Extract<Fault, { process: number }>[] = [];
  const mishaps: ('duplicate' | 'reorder' | 'dropAsked' | 'dropAnswer')[] = [];
  let races = 0;
  /** Counts what was stored; the queue is looked at anew when it has grown. */
  let stored = 0;
  let seenAt = -1;
  let seen: OpenCase[] = [];
  const houses: (House | null)[] = Array.from({ length: processes }, () => null);
  const wakes: (() => void)[] = [];

  const around: Around = {
    timeline,
    chance,
    session,
    strike(process, step) {
      const at = armed.findIndex((one) => 'step' in one && one.process === process && one.step === step);
      const [fault] = at < 0 ? [] : armed.splice(at, 1);
      if (!fault || !('step' in fault)) return null;
      ledger.count(`${fault.kind}.${step}${'when' in fault ? `.${fault.when}` : ''}`);
      return fault;
    },
    broke: (says) => broken.push(says),
    stored: () => {
      stored += 1;
      for (const wake of wakes) wake();
    },
    died(life) {
      houses[life.nth] = null;
      timeline.after(second + chance() * 8 * second, () => starts(life.nth));
    },
  };

  const anyHouse = (): House | null => {
    const alive = houses.filter((one) => one !== null);
    return alive[Math.floor(chance() * alive.length)] ?? null;
  };

  const bare = { query: store.client.query.bind(store.client) };
  const secrets = keysOf(await loadSecrets({ query: bare.query } as never, master));
  const centerId = newId();
  await store.client.query(
    `insert into center (id, name, retention, created_at) values ($1, '푸른구 센터', '1년', $2)`,
    [centerId, iso(begins)],
  );

  function starts(nth: number): void {
    const life = new Life(nth, around);
    const house = openHouse({
      life,
      outside,
      master,
      secrets,
      newId,
      chance,
      paged: () => {
        for (const one of houses) if (one) one.life.after(1 + chance() * 5, () => one.telling.nudge());
      },
      pagesOpen: () =>
        residents.flatMap(({ residentId, pageAt }) => (residentId && pageAt === nth ? [residentId] : [])),
    });
    houses[nth] = house;
    let isAsleep = false;
    let isAsked = false;
    let rise = () => {};
    wakes[nth] = () => {
      isAsked = true;
      if (!isAsleep) return;
      isAsleep = false;
      rise();
      rise = life.after(second * chance(), () => round());
    };
    const round = async (): Promise<void> => {
      isAsleep = false;
      isAsked = false;
      house.round().then(
        () => life.after(0, sleep),
        (error: unknown) => broken.push(`a round threw: ${String(error)}`),
      );
    };
    /** Until something is due, or is stored that may be. */
    const sleep = async (): Promise<void> => {
      const next = isAsked ? timeline.now : await nextDue();
      isAsleep = true;
      rise = life.after(Math.min(hour, Math.max(second, next - timeline.now)), () => round());
    };
    life.after(chance() * second, () => round());
  }

  async function nextDue(): Promise<number> {
    if (session.holder) return timeline.now;
    const open = residents.flatMap(({ residentId, pageAt }) => (residentId && pageAt !== null ? [residentId] : []));
    const { rows } = await store.client.query<{ next: Date | null }>({
      name: 'sim_next',
      text: `select least(
          (select min(greatest(due_at, lease_until)) from timer),
          (select min(greatest(due_at, lease_until)) from inbox where quarantined_at is null),
          (select min(greatest(due_at, lease_until)) from turn where sent_at is null and due_at < 'infinity'
            and (channel = 'line' or (channel = 'web' and resident_id = any ($1::uuid[])))),
          (select min(greatest(due_at, lease_until)) from page where state = 'due'),
          (select min(least(next_page_at, lapse_at, promise_at)) from escalation where closed_at is null)) as next`,
      values: [open],
    });
    return rows[0]?.next?.getTime() ?? Number.POSITIVE_INFINITY;
  }

  async function happens(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'skew': {
        const house = houses[fault.process];
        if (house) house.life.skewMs = fault.ms;
        ledger.count('skew');
        return;
      }
      case 'away':
        session.awayUntil = Math.max(session.awayUntil, timeline.now + fault.seconds * second);
        if (session.holder) await session.abandon(session.holder);
        ledger.count('away');
        return;
      case 'redeploy':
        // A new build takes the place of the old one, and what the old one had stored is read by it.
        for (const house of houses) await house?.life.die();
        ledger.count(`redeploy.${fault.to}`, await redeploy(store.client, master, fault.to, ledger));
        return;
      case 'messenger':
      case 'pager':
        outside.misbehave(fault.kind, fault.how, fault.many);
        return;
      case 'race':
        races += 1;
        return;
      case 'duplicate':
      case 'reorder':
      case 'dropAsked':
      case 'dropAnswer':
        mishaps.push(...Array.from({ length: fault.many }, () => fault.kind));
        return;
      default:
        armed.push(fault);
    }
  }

  const staff: Counsellor[] = [];
  for (const [nth, habit] of plan.staff.entries()) {
    const staffId = newId();
    await hired(staffId, nth);
    const office = {
      timeline,
      chance,
      ledger,
      centerId,
      newId,
      anyHouse,
      queue: async () => {
        // Nobody sees into an open transaction.
        if (seenAt === stored || session.holder) return seen;
        seenAt = stored;
        seen = (
          await store.client.query<OpenCase>(
            `select resident_id as "residentId", id, owner from escalation where closed_at is null order by priority, opened_at, id`,
          )
        ).rows;
        return seen;
      },
      race: () => races > 0 && races-- > 0,
    };
    staff.push(new Counsellor(staffId, habit, office, () => staff));
  }

  async function hired(staffId: string, nth: number): Promise<void> {
    const wayId = newId();
    const at = iso(begins);
    await store.client.query(
      `insert into staff (id, center_id, email, name, role, created_at) values ($1, $2, $3, $3, $4, $5)`,
      [staffId, centerId, `s${nth}@center.example`, nth === 0 ? 'lead' : 'counsellor', at],
    );
    await store.client.query(
      `insert into shift (id, center_id, staff_id, starts_at, ends_at, created_at) values ($1, $2, $3, $4, $5, $4)`,
      [newId(), centerId, staffId, iso(begins - hour), iso(begins + 60 * 24 * hour)],
    );
    await store.client.query(
      `insert into notice_method (id, center_id, staff_id, kind, label, sealed, hash, after_minutes, made_at, verified_at)
       values ($1, $2, $3, 'push', '휴대폰', $4, $5, 0, $6, $6)`,
      [
        wayId,
        centerId,
        staffId,
        seal(secrets.notice, aad('notice_method', wayId, 'sealed'), `phone-${nth}`),
        Buffer.from(wayId),
        at,
      ],
    );
  }

  const residents = plan.people.map(
    (person, nth) =>
      new Resident(nth, person, {
        timeline,
        chance,
        ledger,
        outside,
        centerId,
        anyHouse,
        mishap: () => mishaps.shift() ?? null,
      }),
  );
  for (let nth = 0; nth < processes; nth += 1) starts(nth);
  for (const fault of plan.faults) timeline.after(fault.at * second, () => happens(fault));

  await timeline.runUntil(begins + troubledMs);
  // Nothing goes wrong any more.
  armed.length = 0;
  mishaps.length = 0;
  outside.goesWell();
  for (const house of houses) if (house) house.life.skewMs = 0;
  await timeline.runUntil(begins + 45 * minute);
  for (const one of staff) one.clearUp();
  // Whoever comes back does it after a day, and then everything has to become quiet again.
  const comesBack = plan.people.some(({ persona }) => persona in breaks);
  await timeline.runUntil(begins + (comesBack ? 29 : 3) * hour);
  ledger.count('steps', timeline.steps);
  const unnamed = ((text, values) => store.client.query(text, values as unknown[])) as Query;
  await sealTrail({
    ...{ query: unnamed, key: secrets.audit, clock: () => new Date(timeline.now) },
    known: { read: async () => null, keep: async () => {} },
  });
  const facts = { store, ledger, outside, timeline, master };
  broken.push(...(await check(facts)));
  return {
    broken,
    conversations: plan.people.length,
    counts: ledger.counts,
    digest: await digestOf(store),
    faults: outside.faults,
  };
}

const iso = (ms: number) => new Date(ms).toISOString();

function keysOf(secrets: Awaited<ReturnType<typeof loadSecrets>>) {
  const { lookup, inbox, notice, vapid, audit } = secrets;
  return {
    lookup: createSecretKey(lookup),
    inbox: createSecretKey(inbox),
    notice: createSecretKey(notice),
    vapid: createSecretKey(vapid),
    audit: createSecretKey(audit),
  };
}

/** Of what was stored, in a form that depends on nothing random: who is named by the order they came in. */
async function digestOf({ client }: Store): Promise<string> {
  const hash = createHash('sha256');
  for (const text of [
    `select resident_id, rev, event_id, channel, at, due_at, sent_at from turn order by resident_id, rev`,
    `select resident_id, id, tier, priority, rules, flags, owner, fence, opened_at, closed_at, outcome from escalation order by resident_id, opened_at`,
    `select resident_id, cause, kind, at, staff_id from escalation_event order by resident_id, at, cause, kind`,
    `select resident_id, staff_id, kind, round, step, state, made_at, settled_at, attempts from page order by resident_id, made_at, staff_id, kind, round, step`,
    `select resident_id, event_id, quarantined_at from inbox order by resident_id, event_id`,
    `select resident_id, visit, instrument, status, total, band, rules, tier from screening order by resident_id, visit, instrument`,
    `select resident_id, rev from sim.state order by nth`,
  ]) {
    const { rows } = await client.query(text);
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('hex').slice(0, 32);
}
