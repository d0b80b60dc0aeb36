/** A world whose staff are told outside the desk: 마음지기, and a push service, a mail server and a provider of texts stood in for. */
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Alerts } from '../../admin/contract.ts';
import type { Ground } from '../../main.ts';
import { vapidPublicKey } from '../../triage/notify/push.ts';
import { addPages, type NewPage } from '../../triage/store/pages.ts';
import { newResident } from '../../triage/store/residents.ts';
import { newKey } from '../../triage/store/seal.ts';
import { startProvider } from '../standins/pager/hook.ts';
import { startMailServer } from '../standins/pager/mail.ts';
import { startPushService } from '../standins/pager/push.ts';
import { openWorld, type World } from './world.ts';

export type Counsellor = Awaited<ReturnType<World['counsellor']>>;

export async function openPagedWorld(
  change: (ground: Ground) => Partial<Ground> = () => ({}),
  database?: Parameters<typeof openWorld>[1],
) {
  const mail = await startMailServer();
  const world = await openWorld(
    (ground) => ({
      notices: {
        mail: { host: '127.0.0.1', port: mail.port, login: null, tls: 'none', from: 'notice@center.example.kr' },
        contact: 'mailto:notice@center.example.kr',
        privateHosts: [],
      },
      ...change(ground),
    }),
    database,
  );
  const push = await startPushService(vapidPublicKey(world.secrets.vapid), () => world.clock().getTime());
  const provider = await startProvider(() => world.clock().getTime());
  onTestFinished(async () => {
    push.end();
    provider.end();
    await mail.end();
  });

  /** What is due leaves, and is written down. */
  const round = async () => {
    await world.notices.round();
    await world.notices.settled();
  };
  const must = async <T>(answer: Promise<{ status: number; body: T }>): Promise<T> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  const added = async (who: Counsellor, body: object): Promise<string> => {
    const { id } = await must(who.call<{ id: string }>('POST', '/api/alerts', { lang: 'ko', ...body }));
    await round();
    return id;
  };
  const verified = (who: Counsellor, id: string, code: string) =>
    must(who.call('POST', `/api/alerts/${id}/verify`, { code }));
  const after = (who: Counsellor, id: string, afterMinutes: number) =>
    must(who.call('POST', `/api/alerts/${id}/after`, { afterMinutes }));

  return {
    ...world,
    push,
    mail,
    provider,
    round,
    must,
    added,
    verified,
    /** A phone that shows what it is sent, proved by its tap. */
    phoneOf: async (who: Counsellor, minutes = 0) => {
      const browser = push.subscribes();
      const id = await added(who, { kind: 'push', subscription: browser.subscription });
      await verified(who, id, String(browser.shown.at(-1)?.payload.code));
      browser.shown.length = 0;
      if (minutes > 0) await after(who, id, minutes);
      return { ...browser, wayId: id };
    },
    mailOf: async (who: Counsellor, address: string, minutes = 0) => {
      const id = await added(who, { kind: 'email', address });
      await verified(who, id, codeIn(mail.letters.at(-1)?.text));
      mail.letters.length = 0;
      if (minutes > 0) await after(who, id, minutes);
      return id;
    },
    /** A provider of texts or calls, set up by whoever answers for the centre. */
    providerOf: async (lead: Counsellor, channel: 'sms' | 'voice' | 'alimtalk' = 'sms') => {
      const made = await must(
        lead.call<{ id: string; secret: string }>('POST', '/api/alert-hooks', {
          name: '문자나라',
          channel,
          url: provider.url,
        }),
      );
      provider.knows(made.id, made.secret);
      return made;
    },
    textOf: async (who: Counsellor, hookId: string, number: string, minutes = 0) => {
      const id = await added(who, { kind: 'hook', hookId, number });
      await verified(who, id, codeIn(provider.told.at(-1)?.text));
      provider.told.length = 0;
      if (minutes > 0) await after(who, id, minutes);
      return id;
    },
    alerts: (who: Counsellor) => must(who.call<Alerts>('GET', '/api/alerts')),
    /** Somebody waits, and no ladder stands behind it: who is called is up to the test. */
    waits: async (priority: 0 | 1 | 2 = 0) => {
      const residentId = randomUUID();
      const hash = newKey().subarray(0, 16);
      const at = { residentId, centerId: world.center.id, hash, channel: 'web', now: world.clock() };
      for (const { text, values } of newResident(world.master, at).parts) await world.db.query(text, values);
      const id = randomUUID();
      await world.db.query(
        `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, flags, channel, opened_at, claim_by, changed_at)
         values ($1, $2, $3, 'high', $4, '{R3}', 'item9', '{}', 'web', $5, $5, $5)`,
        [residentId, id, world.center.id, priority, world.clock()],
      );
      return { id, residentId, priority };
    },
    /** Writes pages as the ladder does. */
    pages: async (
      about: { id: string; residentId: string; priority: 0 | 1 | 2 } | null,
      staff: readonly Counsellor[],
      kind: NewPage['kind'] = 'case',
      team = false,
    ) =>
      addPages(world.db, {
        centerId: world.center.id,
        kind,
        about: about && {
          residentId: about.residentId,
          escalationId: about.id,
          priority: about.priority,
          round: 0,
          step: 0,
        },
        staffIds: staff.map(({ id }) => id),
        team,
        now: world.clock(),
      }),
    states: async () =>
      (
        await world.db.query<{ kind: string; state: string; attempts: number; fault: string | null }>(
          `select kind, state, attempts, fault from page where kind <> 'verify' order by made_at, due_at, id`,
        )
      ).rows,
  };
}

export type PagedWorld = Awaited<ReturnType<typeof openPagedWorld>>;

/** Also as a voice reads it, digit by digit. */
export const codeIn = (text: string | undefined): string =>
  /(?<!\d)\d( ?\d){5}(?!\d)/.exec(text ?? '')?.[0].replaceAll(' ', '') ?? '';
