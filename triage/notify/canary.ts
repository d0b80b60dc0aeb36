/** The page of a canary goes to the watchdog and to nobody else; every other notice goes by the hooks it is given. The address is a setting
 *  of whoever runs the installation, not something somebody typed at a desk: it may lie inside the network. */
import type { Clock } from '../clock.ts';
import type { Delivery, Notifier } from './notice.ts';
import { signedHeaders } from './signed.ts';

export interface CanaryTo {
  url: string;
  /** See canaryKey in canary.ts. */
  key: Buffer;
  clock: Clock;
}

export function withCanary(hooks: Notifier, to: CanaryTo): Notifier {
  return {
    ...hooks,
    send: (where, notice, deadlineMs) =>
      notice.kind === 'canary' ? sent(to, notice.id, deadlineMs) : hooks.send(where, notice, deadlineMs),
  };
}

async function sent({ url, key, clock }: CanaryTo, id: string, deadlineMs: number): Promise<Delivery> {
  const body = JSON.stringify({ id });
  const headers = signedHeaders(key, body, clock());
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    const { ok, status } = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
    return ok ? { type: 'delivered' } : { type: 'later', why: `answered ${status}` };
  } catch {
    return { type: 'later', why: 'no connection' };
  }
}
