/** After everything has become quiet: the house's facts against the ledger of the outside, both ways. Each sentence is one thing that may
 *  never be; it names ids and nothing else. */
import type { Finding, Inbound, TimerKind } from '../../flows/protocol.ts';
import { detect } from '../../flows/safety.ts';
import type { Stored } from '../../flows/snapshot.ts';
import { broken as brokenInvariants } from '../../triage/store/invariants.ts';
import { residentKey } from '../../triage/store/residents.ts';
import { aad, type Key, openJson } from '../../triage/store/seal.ts';
import { judge, nothing } from '../../triage/tier.ts';
import type { Ledger, Sent } from './ledger.ts';
import type { Outside } from './outside.ts';
import { explained, type Held } from './replay.ts';
import type { Store } from './store.ts';
import type { Timeline } from './timeline.ts';

export interface Facts {
  store: Store;
  ledger: Ledger;
  outside: Outside;
  timeline: Timeline;
  master: Key;
}

/** Two processes may be stopped, the third killed, and the store away on top: together no longer than this. */
export const mostLateMs = 90_000;

interface TurnRow {
  residentId: string;
  rev: number;
  eventId: string;
  channel: string;
  at: Date;
  dueAt: Date | null;
  sentAt: Date | null;
}
interface StateRow {
  nth: number;
  residentId: string;
  rev: number;
  snapshot: Buffer;
}
interface HeldRow extends Held {
  nth: number;
  residentId: string;
  id: string;
  fence: number;
}
interface ActedRow {
  nth: number;
  residentId: string;
  id: string;
  cause: string;
  kind: string;
  staffId: string | null;
}

export async function check(facts: Facts): Promise<string[]> {
  const { client } = facts.store;
  const read = async <Row>(text: string) => (await client.query(text)).rows as Row[];
  const turns = await read<TurnRow>(
    `select resident_id as "residentId", rev, event_id as "eventId", channel, at,
       case when due_at < 'infinity' then due_at end as "dueAt", sent_at as "sentAt" from turn order by resident_id, rev`,
  );
  const states = await read<StateRow>(
    `select nth::integer, resident_id as "residentId", rev, snapshot from sim.state order by nth`,
  );
  const held = await read<HeldRow>(
    `select nth::integer, resident_id as "residentId", id, priority, owner, fence, handed_back as "handedBack", closed from sim.held order by nth`,
  );
  const acted = await read<ActedRow>(
    `select nth::integer, resident_id as "residentId", escalation_id as id, cause, kind, staff_id as "staffId" from sim.acted order by nth`,
  );
  const people = await read<{ id: string; key: Buffer }>('select id, wrapped_key as key from resident');
  const quarantined = await read<{ eventId: string }>(
    `select event_id as "eventId" from inbox where quarantined_at is not null`,
  );
  const set = new Set(quarantined.map(({ eventId }) => eventId));
  const live = new Map(people.map(({ id, key }) => [id, key]));
  const found = replayed(facts, { turns, states, held, live });
  return [
    ...found.broken,
    ...accepted(facts, turns, acted, set, live),
    ...rung(facts, acted, found.findings, set),
    ...acts(facts, held, acted),
    ...claimed(held),
    ...delivered(facts, turns),
    ...leased(facts),
    ...(await called(facts, read)),
    ...(await settled(facts, read)),
    ...(
      await brokenInvariants(
        (text, values) => client.query(text, values as never) as never,
        new Date(facts.timeline.now),
      )
    ).map(({ id, says, count, examples }) => `${id}: ${says} (${count}: ${examples.join(', ')})`),
  ];
}

/** Every accepted event is exactly one turn, or quarantined with a task for somebody. */
function accepted(
  { ledger }: Facts,
  turns: readonly TurnRow[],
  acted: readonly ActedRow[],
  quarantined: ReadonlySet<string>,
  live: ReadonlyMap<string, Buffer>,
): string[] {
  const times = new Map<string, number>();
  for (const { eventId } of turns) times.set(eventId, (times.get(eventId) ?? 0) + 1);
  const tasks = new Set(acted.filter(({ kind }) => kind === 'noted').map(({ cause }) => cause));
  const twice = [...times].filter(([id, many]) => many > 1 && !id.startsWith('timer:'));
  const lost = [...ledger.events.values()].filter(({ id, who, accepted: so }) => {
    const residentId = ledger.residents.get(who);
    if (so === null || so === 'refused' || residentId === undefined || !live.has(residentId)) return false;
    return !times.has(id) && !(quarantined.has(id) && tasks.has(id));
  });
  const unanswered = [...ledger.events.values()].filter(({ who, accepted: so }) => {
    const residentId = ledger.residents.get(who);
    return so === null && residentId !== undefined && live.has(residentId);
  });
  const gone = [...ledger.residents].filter(([who, id]) => {
    const closed = [...ledger.acts.values()].some((act) => act.residentId === id && act.kind === 'closed');
    const rang = [...ledger.events.values()].some((one) => one.who === who && one.rings && isTaken(one));
    return !live.has(id) && rang && !closed;
  });
  ledger.count('quarantined', quarantined.size);
  ledger.count('forgotten', [...ledger.residents.values()].filter((id) => !live.has(id)).length);
  return [
    ...twice.map(([id, many]) => `event ${id} became ${many} turns`),
    ...lost.map(({ id, accepted: so }) => `event ${id}, accepted as ${so}, is neither a turn nor a task`),
    // Not told within forty tries, with nothing going wrong for most of them.
    ...unanswered.filter(({ id }) => !times.has(id)).map(({ id }) => `event ${id} was never answered and is nowhere`),
    ...gone.map(([who]) => `${who} was in danger, nobody closed it, and they were forgotten`),
  ];
}

const isTaken = ({ accepted: so }: Sent): boolean => so === 'turn' || so === 'kept';

/** Whoever shows a risk has a case that says so, and no case has another cause. */
function rung(
  { ledger }: Facts,
  acted: readonly ActedRow[],
  findings: ReadonlyMap<string, readonly Finding[]>,
  quarantined: ReadonlySet<string>,
): string[] {
  const told = new Set(
    acted.filter(({ kind }) => ['opened', 'raised', 'noted'].includes(kind)).map(({ cause }) => cause),
  );
  const silent = [...ledger.events.values()].filter((one) => one.rings && isTaken(one) && !told.has(one.id));
  const byMachine = [...findings].filter(
    ([id, found]) => judge(found, nothing).fired.priority !== null && !told.has(id),
  );
  const phantoms = [...told].filter((id) => {
    const event = ledger.events.get(id);
    const isWord = event?.inbound.type === 'said' && detect(event.inbound.text).level !== 'none';
    return event && findings.has(id) && findings.get(id)?.length === 0 && !isWord && !quarantined.has(id);
  });
  ledger.count('rang', told.size);
  return [
    ...silent.map(({ id, persona }) => `event ${id} of ${persona} was a risk, and no case knows of it`),
    ...byMachine.map(([id]) => `event ${id} fired a rule, and no case knows of it`),
    ...phantoms.map((id) => `a case was opened or raised by event ${id}, which showed nothing`),
  ];
}

/** What staff were told was done is written once, by whoever had the case under that fence. */
function acts({ ledger }: Facts, held: readonly HeldRow[], acted: readonly ActedRow[]): string[] {
  const ofCase = Map.groupBy(held, ({ id }) => id);
  const byCause = Map.groupBy(acted, ({ cause }) => cause);
  return [...ledger.acts.values()].flatMap((act) => {
    const rows = (byCause.get(act.id) ?? []).filter(({ kind }) => kind === act.kind);
    if (act.done && rows.length !== 1)
      return [`${act.kind} ${act.id} was told as done and stands ${rows.length} times`];
    const [row] = rows;
    if (!row) return [];
    const at = ofCase.get(act.escalationId)?.findLast(({ nth }) => nth < row.nth);
    if (at?.owner !== act.staffId) return [`${act.kind} ${act.id} was written by somebody who had not the case`];
    // A claim that was answered twice may have been told a later fence.
    if (act.kind !== 'claimed' && at.fence !== act.fence) {
      return [`${act.kind} ${act.id} was written under fence ${act.fence} when it was ${at.fence}`];
    }
    return [];
  });
}

/** One holder at a time: whoever comes has a fence nobody had before. */
function claimed(held: readonly HeldRow[]): string[] {
  return [...Map.groupBy(held, ({ id }) => id)].flatMap(([id, rows]) =>
    rows.flatMap((row, nth) => {
      const before = rows[nth - 1];
      if (!before || row.owner === before.owner) return [];
      if (row.fence <= before.fence) return [`case ${id} changed hands under the same fence ${row.fence}`];
      if (before.owner !== null && row.owner !== null)
        return [`case ${id} went from one to another without being free`];
      return [];
    }),
  );
}

/** What a messenger has to bring was brought: by itself, or with a later answer. */
function delivered({ outside, ledger }: Facts, turns: readonly TurnRow[]): string[] {
  const last = new Map<string, number>();
  for (const name of outside.shown.keys()) {
    const [id = '', rev] = name.split('/');
    last.set(id, Math.max(last.get(id) ?? 0, Number(rev)));
  }
  for (const { times, swallowed } of outside.shown.values()) {
    if (times > 1) ledger.count('shown.again');
    if (swallowed > 0) ledger.count('shown.swallowed');
  }
  return turns.flatMap(({ residentId, rev, eventId, channel, dueAt, sentAt }) => {
    if (channel !== 'line' || dueAt === null) return [];
    if (sentAt === null) return [`the answer to ${eventId} never left`];
    const isShown = outside.shown.has(`${residentId}/${rev}`) || (last.get(residentId) ?? 0) > rev;
    return isShown || /^timer:(late|lapsed):/.test(eventId)
      ? []
      : [`the answer to ${eventId} counts as shown and was not`];
  });
}

/** What one process has leased no other sends. Where none was stopped, slow or off in its clock, and
 *  nothing hung (what waits behind a hanging call outlives its lease, which the retry key makes harmless), two sends of the same thing that both went
 *  well lie further apart than a lease. */
function leased({ outside, ledger }: Facts): string[] {
  const isSteady = ![...ledger.counts.keys()].some((what) => /^(?:pause|slow|skew|away)|hangs$/.test(what));
  if (!isSteady) return [];
  ledger.count('steady');
  const pages = outside.pages.filter(({ isClean }) => isClean).map(({ id, at }) => ({ name: `page ${id}`, at }));
  const texts = outside.taken.filter(({ isClean }) => isClean).map(({ name, at }) => ({ name: `turn ${name}`, at }));
  return [...Map.groupBy([...pages, ...texts], ({ name }) => name)].flatMap(([name, sends]) =>
    sends.some(({ at }, nth) => nth > 0 && at - (sends[nth - 1]?.at ?? 0) < shortestLeaseMs)
      ? [
          `${name} was sent by two who both thought it theirs (at ${sends.map(({ at }) => new Date(at).toISOString()).join(', ')})`,
        ]
      : [],
  );
}

/** 10 s of a turn, 15 s of a page, without what may have passed before it was sent. */
const shortestLeaseMs = 8_000;

/** As long as nobody has an urgent case somebody is called, again and again. */
async function called({ ledger, timeline }: Facts, read: <Row>(text: string) => Promise<Row[]>): Promise<string[]> {
  const rows = await read<{ id: string; kind: string; at: Date; priority: number; closed: boolean }>(
    `select event.escalation_id as id, event.kind, event.at, event.priority, escalation.closed_at is not null as closed
     from escalation_event event join escalation on escalation.id = event.escalation_id
     order by event.escalation_id, event.at, case event.kind when 'opened' then 0 when 'closed' then 2 else 1 end`,
  );
  // The ladder of P0: after 0, 2, 3 and 5 minutes, and five minutes later anew.
  const mostApartMs = 5 * 60_000 + mostLateMs;
  return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, events]) => {
    let since: number | null = null;
    const late: string[] = [];
    const look = (at: number) => {
      if (since !== null && at - since > mostApartMs) {
        late.push(`case ${id} waited ${Math.round((at - since) / 1000)} s for a call`);
      }
    };
    for (const { kind, at, priority } of events) {
      const now = at.getTime();
      if (priority === 0) look(now);
      if (kind === 'paged') ledger.count('paged');
      if (kind === 'lapsed') ledger.count('lapsed');
      if (['claimed', 'closed'].includes(kind)) since = null;
      else if (
        priority === 0 &&
        (['lapsed', 'opened', 'paged', 'unreached', 'raised'].includes(kind) || since !== null)
      ) {
        const isHeld = since === null && kind !== 'lapsed' && kind !== 'opened';
        if (!isHeld && (kind !== 'noted' || since !== null))
          since = ['paged', 'lapsed', 'opened', 'unreached'].includes(kind) ? now : since;
      }
    }
    if (events[0]?.closed === false) look(timeline.now);
    return late;
  });
}

/** Nothing that was due is still waiting. */
async function settled({ outside, timeline }: Facts, read: <Row>(text: string) => Promise<Row[]>): Promise<string[]> {
  const before = `'${new Date(timeline.now - 120_000).toISOString()}'::timestamptz`;
  const stuck = await read<{ what: string }>(
    `select 'timer ' || kind || ' of ' || resident_id as what from timer where due_at < ${before}
     union all select 'event ' || event_id from inbox where quarantined_at is null and due_at < ${before}
     union all select 'page ' || id from page where state = 'due' and due_at < ${before}`,
  );
  const taken = await read<{ id: string; head: string }>(
    `select id, coalesce(told_by, id) as head from page where state in ('accepted', 'delivered')`,
  );
  const sent = new Set(outside.pages.map(({ id }) => id));
  return [
    ...stuck.map(({ what }) => `${what} is still due`),
    ...taken
      .filter(({ head }) => !sent.has(head))
      .map(({ id }) => `page ${id} counts as taken, and no provider has it`),
  ];
}

interface History {
  turns: readonly TurnRow[];
  states: readonly StateRow[];
  held: readonly HeldRow[];
  live: ReadonlyMap<string, Buffer>;
}

/** Turns are numbered without gap, and each state follows from the one before by its event. */
function replayed({ ledger, master }: Facts, { turns, states, held, live }: History) {
  const broken: string[] = [];
  const findings = new Map<string, readonly Finding[]>();
  const theirStates = Map.groupBy(states, ({ residentId }) => residentId);
  const theirCases = Map.groupBy(held, ({ residentId }) => residentId);
  for (const [residentId, theirs] of Map.groupBy(turns, (one) => one.residentId)) {
    const wrapped = live.get(residentId);
    if (!wrapped) {
      broken.push(`turns of somebody who was forgotten are left: ${residentId}`);
      continue;
    }
    const key = residentKey(master, residentId, wrapped);
    const opened = (row: StateRow) =>
      openJson(key, aad('conversation', residentId, 'snapshot'), row.snapshot) as Stored;
    const rows = theirStates.get(residentId) ?? [];
    for (const [nth, { rev, eventId, at }] of theirs.entries()) {
      if (rev !== nth + 1) broken.push(`the turns of ${residentId} go from ${nth} to ${rev}`);
      const after = rows.find((row) => row.rev === rev);
      const before = rows.findLast((row) => row.rev === rev - 1);
      const inbound = inboundOf(ledger, eventId);
      if (!after || !inbound) {
        broken.push(`nobody knows event ${eventId}, or no state was stored with it`);
        continue;
      }
      const found = explained({
        before: before ? opened(before) : null,
        after: opened(after),
        inbound,
        at: at.getTime(),
        cases: casesOf(theirCases.get(residentId) ?? [], rows.find((row) => row.rev === rev - 1)?.nth ?? 0, after.nth),
      });
      if (found === null)
        broken.push(`the state after event ${eventId} (turn ${rev}) does not follow from the one before`);
      else findings.set(eventId, found);
      ledger.count('turns');
    }
  }
  return { broken, findings };
}

/** What stood in the case at any moment between two places of the history. */
function casesOf(rows: readonly HeldRow[], from: number, to: number): (Held | null)[] {
  const start = rows.findLast(({ nth }) => nth < from) ?? null;
  return [start, ...rows.filter(({ nth }) => nth >= from && nth < to)];
}

function inboundOf(ledger: Ledger, eventId: string): Inbound | null {
  const event = ledger.events.get(eventId);
  if (event) return event.inbound;
  if (eventId.startsWith('timer:')) return { type: 'timer', timer: eventId.split(':')[1] as TimerKind };
  switch (ledger.acts.get(eventId)?.kind) {
    case 'claimed':
      return { type: 'claimed', counsellor: '김상담' };
    case 'spoke':
      return { type: 'spoke', counsellor: '김상담', text: '안녕하세요, 곁에 있어요.' };
    case 'handed-back':
      return { type: 'handedBack' };
    case 'closed':
      return { type: 'closed' };
    default:
      return null;
  }
}
