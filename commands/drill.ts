/** npm run drill -- --as kim@center.example.kr: calls one of the staff as in earnest, and prints what came of it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { may } from '../admin/roles.ts';
import type { Clock } from '../triage/clock.ts';
import {
  type DrillDeps,
  type DrillFault,
  type DrillReport,
  drillMs,
  endDrills,
  reportOf,
  startDrill,
} from '../triage/drill.ts';
import { Refused } from '../triage/errors.ts';
import { rehearsalKey } from '../triage/rehearsal.ts';
import { loadOrMakeMasterKey } from '../triage/store/embedded.ts';
import { drillsSeen } from '../triage/store/rehearsals.ts';
import { staffByEmail } from '../triage/store/staff.ts';
import { needsThisSchema, note, type Opened, opened, tell } from './open.ts';
import { UsageError } from './usage.ts';

const usage = `npm run drill -- --as ADDRESS   calls this person as in earnest: somebody who does not exist says that they are in danger.
  They claim the case at the desk and write the first word; what was seen is printed and kept. The bot must run.`;

const lookMs = 1_000;

export interface DrillCommand extends DrillDeps {
  db: Opened['db'];
  print: (line: string) => void;
  /** Between two looks. */
  pause: () => Promise<unknown>;
}

/** Throws UsageError with a sentence for whoever typed it. True: everything worked. */
export async function drillCommand(args: readonly string[], command: DrillCommand): Promise<boolean> {
  const { db, clock, newId, print } = command;
  const person = await calledBy(args, command);
  const at = clock();
  await db.transaction((tx) =>
    note(tx, { at, id: newId(), centerId: person.centerId, action: 'drill.start', subject: person.id }),
  );
  print(
    `${person.name} 님을 호출하는 훈련을 시작해요. 대기에서 훈련 사례를 맡고 첫 말을 보내 주세요(${drillMs / 60_000}분).`,
  );
  print(
    `A drill calls ${person.name}: claim the case in the queue and write the first word (${drillMs / 60_000} minutes).`,
  );
  const id = await startDrill(command, { centerId: person.centerId, staffId: person.id, askedBy: null }).catch(
    (fault: unknown) => {
      throw fault instanceof Refused ? new UsageError(fault.message) : fault;
    },
  );
  const report = await watched(id, command);
  for (const line of reportLines(report)) print(line);
  return report.faults.length === 0;
}

async function calledBy(args: readonly string[], { db }: DrillCommand) {
  let email: string | undefined;
  try {
    email = parseArgs({ args: [...args], options: { as: { type: 'string' } } })
      .values.as?.trim()
      .toLowerCase();
  } catch (fault) {
    throw new UsageError(`${fault instanceof Error ? fault.message : fault}\n${usage}`);
  }
  if (!email) throw new UsageError(`--as is missing: say who is called.\n${usage}`);
  const person = await staffByEmail(db, email);
  if (!person || person.disabledAt !== null) throw new UsageError(`${email} has no account here, or it is disabled.`);
  if (!may(person.role, 'claim')) {
    throw new UsageError(`${email} takes no cases (${person.role}). Allowed: a counsellor or a lead.`);
  }
  return person;
}

/** Tells each step when it comes; ends with the drill, also where no worker would end it. */
async function watched(id: string, { query, clock, print, pause }: DrillCommand): Promise<DrillReport> {
  const told = new Set<string>();
  for (;;) {
    await endDrills(query, clock());
    const [seen] = await drillsSeen(query, id);
    if (!seen) throw new UsageError('The drill was removed while it ran. Start it again.');
    const report = reportOf(seen);
    for (const line of stepsOf(report)) {
      if (!told.has(line)) print(line);
      told.add(line);
    }
    if (seen.endedAt !== null) return report;
    await pause();
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** What has happened, a line each. */
function stepsOf({ calledMs, ways, claimedMs, claimedBy, firstWordMs }: DrillReport): string[] {
  return [
    ...(calledMs === null ? [] : [`  호출 called         ${seconds(calledMs)}`]),
    ...ways.map(({ way, label, state, afterMs, fault }) =>
      `  ${way} ${label}: ${state}${afterMs === null ? '' : ` ${seconds(afterMs)}`}${fault ? ` (${fault})` : ''}`.trimEnd(),
    ),
    ...(claimedMs === null ? [] : [`  맡음 claimed        ${seconds(claimedMs)}${claimedBy ? ` ${claimedBy}` : ''}`]),
    ...(firstWordMs === null ? [] : [`  첫 말 first word    ${seconds(firstWordMs)}`]),
  ];
}

const faultWords: Readonly<Record<DrillFault, string>> = {
  'no-walk': '훈련 대화가 열리지 않았어요 · the conversation did not open',
  'not-called': '아무도 호출되지 않았어요: ROLE=worker가 돌고 있나요? · nobody was called: does a worker run?',
  'no-way': '확인된 연락 방법이 없어요 · they have no verified way',
  'not-delivered': '어느 방법으로도 전해지지 않았어요 · no way took the call',
  'not-claimed': '사례를 맡지 않았어요 · the case was not claimed',
  'no-word': '첫 말이 없었어요 · there was no first word',
};

const reportLines = ({ faults }: DrillReport): string[] =>
  faults.length === 0 ? ['모두 됐어요 · all went well'] : faults.map((fault) => `✗ ${faultWords[fault]}`);

async function run({ config, db, clock }: { config: Opened['config']; db: Opened['db']; clock: Clock }): Promise<void> {
  await needsThisSchema(db.query);
  const master = config.masterKey ?? (await loadOrMakeMasterKey(config.dataDir));
  const well = await drillCommand(process.argv.slice(2), {
    db,
    query: db.query,
    clock,
    newId: randomUUID,
    key: rehearsalKey(master),
    chatUrl: config.chatUrl,
    print: (line) => console.log(line),
    pause: () => wait(lookMs),
  });
  if (!well) process.exitCode = 1;
}

if (import.meta.main) tell(opened(process.env, run));
