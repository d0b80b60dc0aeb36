/** 내 알림: how each of the staff is told outside the desk, and who on duty is not. Everybody keeps their own ways (alertWays.ts); the
 *  providers belong to whoever answers for the centre. */
import { dutyWithoutWay } from '../triage/dutyWays.ts';
import { Refused } from '../triage/errors.ts';
import { hookSecretOf, isProof } from '../triage/notify/codes.ts';
import { wrong as wrongAddress } from '../triage/notify/teamChat.ts';
import { audit } from '../triage/store/audit.ts';
import { addHook, hooksOf, removeHook } from '../triage/store/noticeHooks.ts';
import { teamWays, type Way, waysOf } from '../triage/store/noticeMethods.ts';
import { ownPages } from '../triage/store/pages.ts';
import { noteReceipt } from '../triage/store/pagesDue.ts';
import { failingFrom } from '../triage/store/reach.ts';
import { actIds } from './actIds.ts';
import { type AlertWayHandlers, alertWayHandlers, wrongFields } from './alertWays.ts';
import type { Alerts, AlertWay, DutyReach } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { may } from './roles.ts';
import { span } from './shown.ts';

type AlertHandlers = Pick<Handlers, 'alerts' | 'addHook' | 'removeHook' | 'dutyReach' | 'arrived'> & AlertWayHandlers;

const pagesShown = 20;
/** Red days are seen this far ahead. */
const aheadMs = 7 * 86_400_000;

export function alertHandlers(deps: DeskDeps): AlertHandlers {
  const { db, clock, newId } = deps;
  const { key, notifiers, outbound, pushKey, lineId } = deps.alerts;

  async function read({ session }: Call<'alerts'>): Promise<Alerts> {
    const { id, centerId, role } = session;
    const ways = await waysOf(db, id);
    const team = may(role, 'center') ? await teamWays(db, centerId) : [];
    return {
      now: clock().toISOString(),
      ways: ways.map(wayShown),
      team: team.map(wayShown),
      hooks: (await hooksOf(db, centerId)).map(({ id: hookId, name, channel }) => ({ id: hookId, name, channel })),
      pages: (await ownPages(db, id, pagesShown)).map(pageShown),
      can: {
        push: pushKey,
        line: notifiers.some(({ kind }) => kind === 'line') ? { id: lineId } : null,
        email: notifiers.some(({ kind }) => kind === 'email'),
      },
    };
  }

  async function makeHook(call: Call<'addHook'>): Promise<{ id: string; secret: string }> {
    const { name, channel, url } = call.body;
    const address = url.trim();
    const fault = outbound.wrong(address);
    if (fault !== null) throw wrongFields([{ field: 'url', ...wrongAddress[fault] }]);
    const now = clock();
    const id = actIds(call, newId)(0);
    const secret = hookSecretOf(key, id);
    await db.transaction(async (tx) => {
      const isNew = await addHook(tx, key, {
        id,
        centerId: call.session.centerId,
        name,
        channel,
        url: address,
        secret,
        now,
      });
      if (isNew)
        await audit(tx, { ...traceOf(call, now), id: newId(), action: 'hook.add', subject: `${id} ${channel}` });
    });
    return { id, secret };
  }

  async function endHook(call: Call<'removeHook'>): Promise<void> {
    const now = clock();
    await db.transaction(async (tx) => {
      const isGone = await removeHook(tx, call.session.centerId, call.id, now);
      if (!isGone) throw new Refused(404, 'not_found', 'this centre has no such provider');
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'hook.remove', subject: call.id });
    });
  }

  async function dutyReach({ session }: Call<'dutyReach'>): Promise<DutyReach> {
    const now = clock();
    const missing = await dutyWithoutWay(db, session.centerId, now, new Date(now.getTime() + aheadMs));
    return {
      now: now.toISOString(),
      unreached: missing.map((one) => ({ ...one, ...span(one) })),
    };
  }

  /** Whoever has no proof is told the same as whoever comes late. */
  async function arrived({ body }: Call<'arrived'>): Promise<void> {
    const pageId = body.id.toLowerCase();
    if (!isProof(key, pageId, body.proof)) throw new Refused(404, 'not_found', 'no such page');
    await noteReceipt(db, { pageId, hookId: null, arrived: true, fault: null, now: clock() });
  }

  return {
    alerts: read,
    ...alertWayHandlers(deps),
    addHook: makeHook,
    removeHook: endHook,
    dutyReach,
    arrived,
  };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function wayShown(way: Way): AlertWay {
  const { id, kind, channel, hookName, label, lang, afterMinutes, fault } = way;
  return {
    id,
    kind,
    channel,
    provider: hookName,
    label,
    lang,
    afterMinutes,
    state: stateOf(way),
    codeUntil: iso(way.codeUntil),
    workedAt: iso(way.workedAt),
    failedAt: iso(way.failedAt),
    fault,
  };
}

function stateOf({ verifiedAt, goneAt, failures, workedAt }: Way): AlertWay['state'] {
  if (goneAt) return 'gone';
  if (!verifiedAt) return 'waiting';
  if (failures >= failingFrom) return 'failing';
  return workedAt ? 'works' : 'untried';
}

function pageShown(page: Awaited<ReturnType<typeof ownPages>>[number]): Alerts['pages'][number] {
  const { id, priority, methodId, state } = page;
  // Codes and the canary's are not among them.
  const kind = page.kind as Alerts['pages'][number]['kind'];
  const times = { madeAt: page.madeAt.toISOString(), dueAt: page.dueAt.toISOString() };
  return {
    id,
    kind,
    priority,
    wayId: methodId,
    ...times,
    state,
    settledAt: iso(page.settledAt),
    arrivedAt: iso(page.arrivedAt),
  };
}
