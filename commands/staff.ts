/** npm run staff -- add | invite | rename | list | disable: accounts of the desk. Works beside a running 마음지기, embedded or not. */
import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { inviteMs, newToken } from '../admin/auth.ts';
import { roles } from '../admin/contract.ts';
import { hashPassword } from '../admin/password.ts';
import type { Clock, NewId } from '../triage/clock.ts';
import { switchOff } from '../triage/dutyLook.ts';
import type { Database } from '../triage/store/db.ts';
import {
  addFirstStaff,
  addStaff,
  hasStaff,
  listCenters,
  listStaff,
  renameStaff,
  renewInvite,
  staffByEmail,
} from '../triage/store/staff.ts';
import { note, opened, tell } from './open.ts';
import { readAct, UsageError } from './usage.ts';

export interface StaffCommand {
  db: Database;
  clock: Clock;
  newId: NewId;
  /** Where browsers reach the desk, for the invite link. */
  deskUrl: string;
  print: (line: string) => void;
}

const usage = `npm run staff -- add --role ROLE --email ADDRESS [--name NAME] [--center NAME]   prints a one-time invite link
npm run staff -- invite --email ADDRESS                                          a new link, e.g. for a forgotten password
npm run staff -- rename --email ADDRESS --name NAME                              what colleagues and residents read
npm run staff -- list
npm run staff -- disable --email ADDRESS                                         ends sessions, gives cases back to the queue
  ROLE is one of ${roles.join(', ')}. --desk https://… is the desk's address in the link, when it is not this machine's.`;

const acts = { add, invite, rename, list, disable };
type Options = { role?: string; email?: string; name?: string; center?: string; desk?: string };

/** Does what the arguments say. Throws UsageError with a sentence for the one who typed them. */
export async function staffCommand(args: readonly string[], command: StaffCommand): Promise<void> {
  const text = { type: 'string' } as const;
  const { act, options } = readAct(
    args,
    acts,
    { role: text, email: text, name: text, center: text, desk: text },
    usage,
  );
  await acts[act](options, {
    ...command,
    deskUrl: options.desk === undefined ? command.deskUrl : origin(options.desk),
  });
}

async function add(options: Options, { db, clock, newId, deskUrl, print }: StaffCommand): Promise<void> {
  const email = emailOf(options);
  const role = roles.find((one) => one === options.role);
  if (!role) {
    const wrong = options.role === undefined ? '--role is missing' : `"${options.role}" is not a role`;
    throw new UsageError(`${wrong}. Allowed: ${roles.join(', ')}.`);
  }
  const name = nameOf(options.name ?? email.split('@')[0] ?? email);
  const center = await centerOf(db, options.center);
  const { token, hash } = newToken();
  const at = clock();
  const until = new Date(at.getTime() + inviteMs);
  const id = newId();
  const added = await db.transaction(async (tx) => {
    const person = { id, centerId: center.id, email, name, role, password: null, invite: { hash, until }, at };
    const isNew = await addStaff(tx, person);
    if (isNew) await note(tx, { at, id: newId(), centerId: center.id, action: 'staff.add', subject: `${id} ${role}` });
    return isNew;
  });
  if (!added) {
    throw new UsageError(`${email} has an account already. A new link: npm run staff -- invite --email ${email}`);
  }
  print(`${name} <${email}> is now ${role} of ${center.name}. Open this link once, before ${until.toISOString()}:`);
  print(`${deskUrl}/invite#${token}`);
}

async function invite(options: Options, { db, clock, newId, deskUrl, print }: StaffCommand): Promise<void> {
  const email = emailOf(options);
  const { token, hash } = newToken();
  const at = clock();
  const until = new Date(at.getTime() + inviteMs);
  const staff = await staffByEmail(db, email);
  if (!staff) throw unknownEmail(email);
  const renewed = await db.transaction(async (tx) => {
    const open = await renewInvite(tx, email, { hash, until });
    const row = { at, id: newId(), centerId: staff.centerId, action: 'staff.invite', subject: staff.id };
    if (open) await note(tx, row);
    return open;
  });
  if (!renewed)
    throw new UsageError(`${email} is disabled, and a disabled account takes no invite. Add a new account.`);
  print(`Open this link once, before ${until.toISOString()}; the old password works until then:`);
  print(`${deskUrl}/invite#${token}`);
}

async function rename(options: Options, { db, clock, newId, print }: StaffCommand): Promise<void> {
  const email = emailOf(options);
  if (options.name === undefined) throw new UsageError('--name is missing, e.g. --name 김하늘');
  const name = nameOf(options.name);
  const staff = await staffByEmail(db, email);
  if (!staff) throw unknownEmail(email);
  await db.transaction(async (tx) => {
    await renameStaff(tx, staff.id, name);
    await note(tx, { at: clock(), id: newId(), centerId: staff.centerId, action: 'staff.rename', subject: staff.id });
  });
  print(`${email} is called ${name} now, at the desk and to residents. What was said before keeps the old name.`);
}

async function list(_options: Options, { db, clock, print }: StaffCommand): Promise<void> {
  const now = clock();
  const staff = await listStaff(db);
  if (staff.length === 0) print('Nobody yet. npm run staff -- add --role lead --email somebody@example.kr');
  for (const { email, name, role, centerName, password, inviteUntil, disabledAt } of staff) {
    const open = inviteUntil !== null && inviteUntil > now;
    const state = disabledAt ? 'disabled' : password ? 'active' : open ? 'invited' : 'invite ran out';
    print([email, role, state, name, centerName].join('\t'));
  }
}

async function disable(options: Options, { db, clock, newId, print }: StaffCommand): Promise<void> {
  const email = emailOf(options);
  const at = clock();
  const staff = await staffByEmail(db, email);
  if (!staff) throw unknownEmail(email);
  const done = await db.transaction(async (tx) => {
    await note(tx, { at, id: newId(), centerId: staff.centerId, action: 'staff.disable', subject: staff.id });
    return switchOff(tx, email, at);
  });
  print(`${email} is disabled, signed out everywhere; cases given back to the queue: ${done?.released ?? 0}.`);
  if (!done || done.gaps === 0) return;
  const told = done.told > 0 ? `Leads told: ${done.told}.` : 'No lead could be told: please tell them yourself.';
  print(`Nobody comes to ${done.gaps} of the shifts ahead any more. ${told} They are filled at the desk under 당직.`);
}

function nameOf(given: string): string {
  const name = given.trim();
  if (!/^[^\p{Cc}]{1,60}$/u.test(name)) throw new UsageError('--name must be 1 to 60 characters on one line.');
  return name;
}

function emailOf({ email }: Options): string {
  if (email === undefined) throw new UsageError('--email is missing, e.g. --email kim@example.kr');
  const found = z.email().max(254).safeParse(email.trim().toLowerCase());
  if (!found.success) throw new UsageError(`"${email}" is not an e-mail address; it looks like kim@example.kr`);
  return found.data;
}

const unknownEmail = (email: string): UsageError =>
  new UsageError(`Nobody has the address ${email}. "npm run staff -- list" shows who there is.`);

async function centerOf(db: Database, wanted: string | undefined): Promise<{ id: string; name: string }> {
  const centers = await listCenters(db);
  const names = centers.map(({ name }) => name).join(', ');
  if (centers.length === 0)
    throw new UsageError('There is no centre yet: start 마음지기 once (npm start), then add staff.');
  const found = centers.filter(({ id, name }) => wanted === undefined || wanted === name || wanted === id);
  const [only, ...more] = found;
  if (!only) throw new UsageError(`"${wanted}" is not a centre. Allowed: ${names}.`);
  if (more.length > 0) throw new UsageError(`There are several centres; say which with --center. Allowed: ${names}.`);
  return only;
}

function origin(address: string): string {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--desk must be a web address, e.g. https://desk.example.kr`);
  }
  return url.origin;
}

/** Account of the very first start, so that the embedded default can be tried without a command: a lead with a random
 *  password that is told once. null when there is any account already. */
export async function ensureFirstStaff(
  db: Database,
  clock: Clock,
  newId: NewId,
  centerId: string,
): Promise<{ email: string; password: string } | null> {
  if (await hasStaff(db)) return null;
  const email = 'first@maumjigi.local';
  const password = readablePassword();
  const made = await addFirstStaff(db, {
    id: newId(),
    centerId,
    email,
    // Read by colleagues and, as "{name} 상담사", by residents: the start says how to change it.
    name: '첫 계정',
    role: 'lead',
    password: await hashPassword(password),
    invite: null,
    at: clock(),
  });
  return made ? { email, password } : null;
}

/** 16 characters nobody confuses when reading aloud: about 79 bits. */
function readablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

if (import.meta.main) {
  tell(
    opened(process.env, ({ config: { deskUrl }, db, clock }) => {
      const print = (line: string) => console.log(line);
      return staffCommand(process.argv.slice(2), { db, clock, newId: randomUUID, deskUrl, print });
    }),
  );
}
