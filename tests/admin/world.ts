/** A desk with its database, a clock that only moves when told, and people to put in it. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import request from 'supertest';
import { onTestFinished } from 'vitest';
import { type DeskDeps, deskApp } from '../../admin/app.ts';
import { newToken } from '../../admin/auth.ts';
import type { Role } from '../../admin/contract.ts';
import { hashPassword } from '../../admin/password.ts';
import { limitsOf } from '../../bot/channels/registry.ts';
import type { Evidence, Finding } from '../../flows/protocol.ts';
import { openBus } from '../../triage/store/bus.ts';
import { numberOf } from '../../triage/store/contacts.ts';
import type { Database } from '../../triage/store/db.ts';
import { newResident } from '../../triage/store/residents.ts';
import { aad, newKey, seal, sealJson } from '../../triage/store/seal.ts';
import { openSession } from '../../triage/store/sessions.ts';
import { addStaff } from '../../triage/store/staff.ts';
import type { Turn, TurnEvent } from '../../triage/turn.ts';
import { ownDatabase } from '../triage/store/world.ts';
import { noAlerts } from './noAlerts.ts';

const minute = 60_000;

export interface Person {
  id: string;
  email: string;
  name: string;
  centerId: string;
  /** A session's cookie, ready to send. */
  cookie: string;
}

export interface CaseMade {
  id: string;
  residentId: string;
  key: Buffer;
}

export type World = Awaited<ReturnType<typeof deskWorld>>;

export async function deskWorld(options: Partial<DeskDeps> = {}) {
  const own = await ownDatabase();
  const { db } = own;
  const master = newKey();
  let now = new Date('2026-01-05T09:00:00.000Z').getTime();
  const clock = () => new Date(now);
  const bus = openBus();
  const turns: TurnEvent[] = [];
  const lines: { level: string; fields: object; message: string }[] = [];
  const log = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  /** Stands in for the conversation; a test says what it answers. */
  const conversation: { turn: Turn } = {
    turn: async ({ who }) => ({
      residentId: 'residentId' in who ? who.residentId : '',
      rev: 1,
      replies: [],
      stale: false,
      fence: 1,
    }),
  };
  const deps: DeskDeps = {
    db,
    master,
    turn: (event) => {
      turns.push(event);
      return conversation.turn(event);
    },
    clock,
    newId: randomUUID,
    bus,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    panelDir: join(import.meta.dirname, 'no-panel'),
    baseUrl: 'http://desk.test',
    trustProxy: 1,
    pressure: { within: (_kind, work) => work('read') },
    publicUrl: 'http://chat.test',
    push: (channel) => limitsOf(channel).push,
    nodeEnv: 'development',
    alerts: noAlerts(),
    rehearsal: { key: newKey(), chatUrl: 'http://chat.test' },
    pace: { lookMs: 50, beatMs: 50, humMs: 60_000 },
    ...options,
  };
  const desk = deskApp(deps);
  onTestFinished(async () => {
    desk.close();
    bus.close();
    await own[Symbol.asyncDispose]();
  });

  const center = async (name = '한마음센터'): Promise<string> => {
    const id = randomUUID();
    await db.query('insert into center (id, name, created_at) values ($1, $2, $3)', [id, name, clock()]);
    return id;
  };
  const home = await center();

  const signIn = async (who: { id: string; centerId: string }): Promise<string> => {
    const { token, hash } = newToken();
    const trace = { at: clock(), centerId: who.centerId, staffId: who.id, address: null, requestId: null };
    await openSession(db, { tokenHash: hash, replaces: null, auditId: randomUUID(), action: 'login' }, trace);
    return `desk=${token}`;
  };

  const staff = async (
    role: Role,
    { centerId = home, password, name = '김상담' }: { centerId?: string; password?: string; name?: string } = {},
  ): Promise<Person> => {
    const id = randomUUID();
    const email = `${role}-${id.slice(0, 8)}@example.kr`;
    const stored = password === undefined ? null : await hashPassword(password);
    await addStaff(db, { id, centerId, email, name, role, password: stored, invite: null, at: clock() });
    return { id, email, name, centerId, cookie: await signIn({ id, centerId }) };
  };

  const escalation = async (
    fields: Partial<{
      centerId: string;
      priority: number;
      owner: string;
      fence: number;
      channel: string;
      reason: string;
      flags: string[];
      residentAt: Date;
      openedAt: Date;
      changedAt: Date;
      claimBy: Date;
      closedAt: Date;
    }> = {},
  ): Promise<CaseMade> => {
    const centerId = fields.centerId ?? home;
    const residentId = randomUUID();
    const hash = newKey().subarray(0, 16);
    const made = newResident(master, { residentId, centerId, hash, channel: 'web', now: clock() });
    for (const { text, values } of made.parts) await db.query(text, values);
    const id = randomUUID();
    const openedAt = fields.openedAt ?? clock();
    await db.query(
      `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, flags, age_band, channel, opened_at,
         claim_by, owner, fence, resident_at, closed_at, changed_at)
       values ($1, $2, $3, 'high', $4, '{R3}', $5, $14, '65-74', $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        residentId,
        id,
        centerId,
        fields.priority ?? 1,
        fields.reason ?? 'item9',
        fields.channel ?? 'web',
        openedAt,
        fields.claimBy ?? new Date(openedAt.getTime() + 5 * minute),
        fields.owner ?? null,
        fields.fence ?? 0,
        fields.residentAt ?? null,
        fields.closedAt ?? null,
        fields.changedAt ?? openedAt,
        fields.flags ?? ['helper'],
      ],
    );
    return { id, residentId, key: made.key };
  };

  const happened = async (
    { id, residentId, key }: CaseMade,
    kind: string,
    detail: { evidence?: Evidence; findings: Finding[]; note?: string } | null,
    {
      cause = randomUUID(),
      staffId = null,
      rules = ['R3'],
    }: { cause?: string; staffId?: string | null; rules?: string[] } = {},
  ): Promise<void> => {
    now += 1000;
    const place = aad('escalation_event', `${residentId}/${cause}/${kind}`, 'detail');
    await db.query(
      `insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, rules, staff_id, detail)
       values ($1, $2, $3, $4, $5, 'high', 1, $8, $6, $7)`,
      [residentId, id, cause, kind, clock(), staffId, detail && sealJson(key, place, detail), rules],
    );
  };

  /** How they wish to be reached, as the conversation stores it. */
  const reachedBy = async (
    { residentId, key }: CaseMade,
    contact: { number: string; best?: string } | 'chat' | 'none',
  ): Promise<void> => {
    const phone = typeof contact === 'string' ? null : contact;
    await db.query(
      `insert into contact (resident_id, center_id, way, best_time, number, at, delete_by)
       select id, center_id, $2, $3, $4, $5, $6 from resident where id = $1`,
      [
        residentId,
        phone ? 'phone' : contact,
        phone?.best ?? null,
        phone && seal(key, numberOf(residentId), phone.number),
        clock(),
        new Date(now + 90 * 24 * 60 * minute),
      ],
    );
  };

  const needed = async ({ residentId }: CaseMade, about: string, doneAt: Date | null = null): Promise<void> => {
    await db.query(
      `insert into follow_up (resident_id, id, center_id, kind, about, due_at, created_at, done_at)
       select id, gen_random_uuid(), center_id, 'need', $2, $3, $3, $4 from resident where id = $1`,
      [residentId, about, clock(), doneAt],
    );
  };

  const said = async (
    { residentId, key }: CaseMade,
    rev: number,
    doc: object,
    eventId = `web:${rev}`,
  ): Promise<void> => {
    await db.query(
      `insert into turn (resident_id, event_id, rev, center_id, channel, at, doc) values ($1, $2, $3, $4, 'web', $5, $6)`,
      [residentId, eventId, rev, home, clock(), sealJson(key, aad('turn', `${residentId}/${eventId}`, 'doc'), doc)],
    );
  };

  return {
    app: desk.app,
    desk,
    db,
    bus,
    clock,
    center,
    home,
    staff,
    signIn,
    escalation,
    happened,
    reachedBy,
    needed,
    said,
    conversation,
    /** What was handed to the conversation. */
    turns,
    lines,
    url: own.url,
    advance: ({ minutes = 0, seconds = 0, hours = 0 }) => {
      now += hours * 60 * minute + minutes * minute + seconds * 1000;
    },
    get: (path: string, who?: Person) =>
      request(desk.app)
        .get(path)
        .set(who ? { Cookie: who.cookie } : {}),
    post: (path: string, who?: Person) =>
      request(desk.app)
        .post(path)
        .set({ Origin: 'http://desk.test', ...(who ? { Cookie: who.cookie } : {}) }),
    audit: () => auditOf(db),
    seal: (key: Buffer, place: [string, string, string], text: string) => seal(key, aad(...place), text),
  };
}

interface Audited {
  action: string;
  staffId: string | null;
  residentId: string | null;
  subject: string | null;
  reason: string | null;
  address: string | null;
  requestId: string | null;
}

/** In the order they were written as long as they are few: an append-only table is its own order, until rows of two connections go to two of
 *  its pages. */
async function auditOf(db: Database): Promise<Audited[]> {
  const { rows } = await db.query<Audited>(
    `select action, staff_id as "staffId", resident_id as "residentId", subject, reason, address, request_id as "requestId"
     from audit order by ctid`,
  );
  return rows;
}

/** A cookie's value and attributes out of an answer. */
export function cookies(answer: request.Response): Record<string, { value: string; attributes: string[] }> {
  const lines = (answer.headers['set-cookie'] ?? []) as unknown as string[];
  return Object.fromEntries(
    lines.map((line) => {
      const [pair = '', ...attributes] = line.split('; ');
      const at = pair.indexOf('=');
      return [pair.slice(0, at), { value: pair.slice(at + 1), attributes }];
    }),
  );
}
