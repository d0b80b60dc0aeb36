/** The watchdog's own ways to whoever looks after the installation: a signed hook and mail over a server of its own. Small on purpose,
 *  and but for the signature shared with nothing that it watches. */
import { createTransport } from 'nodemailer';
import type { WatchConfig } from '../config/watch.ts';
import type { Alarm } from '../watchdog.ts';
import { alarmWords } from '../watchWords.ts';
import { signedHeaders } from './signed.ts';

type Ways = Pick<WatchConfig, 'hook' | 'mail'>;

const hookMs = 5_000;
const mailMs = 10_000;

/** Tells by every way there is. Throws when none took it; one that failed beside another is told to `fault`. */
export async function tellAlarm(ways: Ways, alarm: Alarm, now: Date, fault: (what: string, error: unknown) => void) {
  const told = await Promise.allSettled([
    ...(ways.hook ? [byHook(ways.hook, alarm, now)] : []),
    ...(ways.mail ? [byMail(ways.mail, alarm)] : []),
  ]);
  const failed = told.filter((one) => one.status === 'rejected');
  if (failed.length === told.length) throw new Error('No way took the alarm', { cause: failed[0]?.reason });
  for (const { reason } of failed) fault('one of the ways did not take an alarm', reason);
}

async function byHook({ url, secret }: NonNullable<Ways['hook']>, alarm: Alarm, now: Date): Promise<void> {
  const { trouble, stage, since } = alarm;
  const body = JSON.stringify({ trouble, stage, since: since.toISOString(), text: alarmWords(alarm) });
  const headers = signedHeaders(secret, body, now);
  const signal = AbortSignal.timeout(hookMs);
  const { ok, status } = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
  if (!ok) throw new Error(`the hook answered ${status}`);
}

async function byMail({ server, from, to }: NonNullable<Ways['mail']>, alarm: Alarm): Promise<void> {
  const { ko, en } = alarmWords(alarm);
  const transport = alarmTransport(server);
  try {
    const text = `${ko}\n${en}\n\n${alarm.since.toISOString()}\n`;
    await transport.sendMail({ from, to, subject: ko, text, priority: 'high' });
  } finally {
    transport.close();
  }
}

/** The watchdog's way to its mail server. */
export function alarmTransport(server: string) {
  const { username } = new URL(server);
  const wait = { connectionTimeout: mailMs, greetingTimeout: mailMs, socketTimeout: mailMs };
  // A password goes over no line that can be listened to.
  return createTransport({ url: server, requireTLS: username !== '', ...wait });
}

/** The world is told that all is well; a service outside alarms when it is not told any more. Throws when it was not heard. */
export async function askHeartbeat(url: string): Promise<void> {
  const { ok, status } = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(hookMs) });
  if (!ok) throw new Error(`the heartbeat was answered with ${status}`);
}
