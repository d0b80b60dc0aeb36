/** 내 알림: the ways one of the staff is told by, kept by themselves; a team's chat by whoever answers for the centre. Nothing but a code is
 *  sent to a way until it is proved. */
import { Refused } from '../triage/errors.ts';
import { codeLastsMs, codeOf, codeTries, lineCodeOf } from '../triage/notify/codes.ts';
import type { Notifier } from '../triage/notify/notice.ts';
import { audit } from '../triage/store/audit.ts';
import type { Transaction } from '../triage/store/db.ts';
import { hooksOf } from '../triage/store/noticeHooks.ts';
import {
  addLineWay,
  addWay,
  codeHash,
  lineCodeHash,
  lockWay,
  removeWay,
  renewLineCode,
  setAfter,
  setCode,
  teamWays,
  tryCode,
  type Way,
  waysOf,
} from '../triage/store/noticeMethods.ts';
import { addPages, addVerifyPage, lastAsked } from '../triage/store/pages.ts';
import { actIds } from './actIds.ts';
import type { WrongField } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { forbidden, may } from './roles.ts';

export type AlertWayHandlers = Pick<
  Handlers,
  'addAlert' | 'testAlerts' | 'verifyAlert' | 'newAlertCode' | 'orderAlert' | 'removeAlert'
>;
type AnyCall = Call<keyof AlertWayHandlers>;

const mostWays = 10;
/** Between two codes, and between two tests. */
const pauseMs = 60_000;

export function alertWayHandlers(deps: DeskDeps): AlertWayHandlers {
  const { db, clock, newId } = deps;
  const { key, notifiers, paged } = deps.alerts;
  const notifierOf = (kind: Way['kind']): Notifier => {
    const found = notifiers.find((one) => one.kind === kind);
    if (!found) throw new Refused(409, 'alert_not_set_up', 'this way is not set up on this server');
    return found;
  };

  async function add(call: Call<'addAlert'>): Promise<{ id: string; code?: string }> {
    const { body, session } = call;
    if (body.kind === 'team' && !may(session.role, 'center')) throw forbidden();
    const ids = actIds(call, newId);
    const now = clock();
    const notifier = notifierOf(body.kind);
    const given = body.kind === 'line' ? null : readTyped(notifier, body);
    const code = await db.transaction(async (tx) => {
      // The same request again, whose answer was lost.
      if (await lockWay(tx, session.centerId, ids(0)))
        return body.kind === 'line' ? lineCodeOf(key, ids(1)) : undefined;
      await mustHaveRoom(tx, session.id, session.centerId, body.kind);
      const way = { id: ids(0), centerId: session.centerId, lang: body.lang, now };
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'alert.add', subject: `${ids(0)} ${body.kind}` });
      if (given === null) {
        const lineCode = lineCodeOf(key, ids(1));
        const until = new Date(now.getTime() + codeLastsMs);
        await addLineWay(tx, { ...way, label: 'LINE', staffId: session.id, hash: lineCodeHash(key, lineCode), until });
        return lineCode;
      }
      const staffId = body.kind === 'team' ? null : session.id;
      const hookId = body.kind === 'hook' ? await ownHook(tx, session.centerId, body.hookId) : null;
      const label = ('label' in body ? body.label : undefined) ?? given.label;
      const isNew = await addWay(tx, key, { ...way, ...given, label, staffId, kind: body.kind, hookId });
      if (!isNew) throw new Refused(409, 'alert_known', 'this way is in the list already');
      await sendCode(tx, { ...way, staffId }, ids(1), now);
      return undefined;
    });
    paged();
    return { id: ids(0), ...(code === undefined ? {} : { code }) };
  }

  /** The code follows from the page that carries it. */
  async function sendCode(
    tx: Transaction,
    way: { id: string; centerId: string; staffId: string | null },
    pageId: string,
    now: Date,
  ): Promise<void> {
    await setCode(tx, way.id, codeHash(key, way.id, codeOf(key, pageId)), new Date(now.getTime() + codeLastsMs));
    await addVerifyPage(tx, { id: pageId, centerId: way.centerId, staffId: way.staffId, methodId: way.id, now });
  }

  async function newCode(call: Call<'newAlertCode'>): Promise<{ id: string; code?: string }> {
    const now = clock();
    const pageId = newId();
    const code = await db.transaction(async (tx) => {
      const way = await ownWay(tx, call);
      await mustPause(lastAsked(tx, { staffId: null, methodId: way.id, kind: 'verify' }), now);
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'alert.code', subject: `${way.id} ${way.kind}` });
      if (way.kind !== 'line') {
        await sendCode(tx, way, pageId, now);
        return undefined;
      }
      const lineCode = lineCodeOf(key, pageId);
      const until = new Date(now.getTime() + codeLastsMs);
      const waits = await renewLineCode(tx, way.id, lineCodeHash(key, lineCode), until);
      if (!waits) throw new Refused(409, 'alert_verified', 'this LINE account is connected already');
      return lineCode;
    });
    paged();
    return { id: call.id, ...(code === undefined ? {} : { code }) };
  }

  async function verify(call: Call<'verifyAlert'>): Promise<void> {
    const now = clock();
    const digits = call.body.code.normalize('NFKC').replaceAll(/\D/g, '');
    // The try counts whatever it was: it is refused after the transaction, not by it.
    const result = await db.transaction(async (tx) => {
      const way = await ownWay(tx, call);
      const tried = await tryCode(tx, way.id, { hash: codeHash(key, way.id, digits), tries: codeTries, now });
      if (tried === 'right') {
        await audit(tx, {
          ...traceOf(call, now),
          id: newId(),
          action: 'alert.verify',
          subject: `${way.id} ${way.kind}`,
        });
      }
      return tried;
    });
    if (result === 'wrong')
      throw new Refused(422, 'code_wrong', 'this is not the code; look again and type it once more');
    if (result === 'too-late')
      throw new Refused(409, 'code_over', 'the code is out of time or tried too often; get a new one');
  }

  async function order(call: Call<'orderAlert'>): Promise<void> {
    const now = clock();
    await db.transaction(async (tx) => {
      const way = await ownWay(tx, call);
      await setAfter(tx, way.id, call.body.afterMinutes);
      const subject = `${way.id} ${call.body.afterMinutes}`;
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'alert.order', subject });
    });
  }

  async function remove(call: Call<'removeAlert'>): Promise<void> {
    const now = clock();
    await db.transaction(async (tx) => {
      const way = await ownWay(tx, call);
      await removeWay(tx, way.id, now);
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'alert.remove', subject: `${way.id} ${way.kind}` });
    });
  }

  async function test(call: Call<'testAlerts'>): Promise<{ told: number }> {
    const now = clock();
    const { id, centerId } = call.session;
    const told = await db.transaction(async (tx) => {
      await mustPause(lastAsked(tx, { staffId: id, methodId: null, kind: 'test' }), now);
      const reached = await addPages(tx, { centerId, kind: 'test', about: null, staffIds: [id], now });
      if (reached === 0) throw new Refused(409, 'no_alert_way', 'no way works yet: add one and prove it');
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'alert.test', subject: null });
      return (await waysOf(tx, id)).filter(({ verifiedAt, goneAt }) => verifiedAt && !goneAt).length;
    });
    paged();
    return { told };
  }

  return {
    addAlert: add,
    testAlerts: test,
    verifyAlert: verify,
    newAlertCode: newCode,
    orderAlert: order,
    removeAlert: remove,
  };
}

/** What somebody typed, or their browser gave, as its notifier understands it. */
function readTyped(notifier: Notifier, body: Exclude<Call<'addAlert'>['body'], { kind: 'line' }>) {
  const [field, typed] = typedOf(body);
  const read = notifier.read(typed);
  if ('wrong' in read) throw wrongFields([{ field, ...read.wrong }]);
  return read;
}

function typedOf(body: Exclude<Call<'addAlert'>['body'], { kind: 'line' }>): [field: string, typed: unknown] {
  switch (body.kind) {
    case 'push':
      return ['subscription', body.subscription];
    case 'hook':
      return ['number', { hookId: body.hookId, number: body.number }];
    case 'email':
    case 'team':
      return ['address', body.address];
  }
}

/** A way of their own, or a team's chat where they answer for the centre. Whose it is otherwise is not said. */
async function ownWay(tx: Transaction, { id, session }: AnyCall): Promise<Way> {
  const way = await lockWay(tx, session.centerId, id);
  const isTheirs = way && (way.staffId === null ? may(session.role, 'center') : way.staffId === session.id);
  if (!isTheirs) throw new Refused(404, 'not_found', 'you have no such way');
  return way;
}

async function ownHook(tx: Transaction, centerId: string, hookId: string): Promise<string> {
  const known = (await hooksOf(tx, centerId)).some(({ id }) => id === hookId);
  if (!known) throw new Refused(404, 'not_found', 'this centre has no such provider');
  return hookId;
}

async function mustHaveRoom(tx: Transaction, staffId: string, centerId: string, kind: Way['kind']): Promise<void> {
  const many = (kind === 'team' ? await teamWays(tx, centerId) : await waysOf(tx, staffId)).length;
  if (many >= mostWays) throw new Refused(409, 'too_many_alerts', `at most ${mostWays} ways; remove one first`);
}

async function mustPause(asked: Promise<Date | null>, now: Date): Promise<void> {
  const last = await asked;
  if (last && now.getTime() - last.getTime() < pauseMs) {
    throw new Refused(429, 'too_soon', 'one was sent a moment ago; wait a minute before the next');
  }
}

export const wrongFields = (fields: WrongField[]): Refused =>
  new Refused(422, 'alert_wrong', 'this does not fit', { fields });
