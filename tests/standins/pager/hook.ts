/** A provider of text messages and calls behind a signed hook, and beside it a team's chat: checks what it is sent, and says later what
 *  became of it. It shares no code with what it checks. */
import { createHmac } from 'node:crypto';
import { bytesOf, listen, newApp } from '../http.ts';
import { type BadDay, badDays } from './badDays.ts';

export interface Told {
  at: number;
  id: string;
  /** The idempotency key it came under. */
  key: string;
  kind: string;
  channel: string;
  to: string;
  text: string;
  short: string;
  href: string;
}

/** now: its clock, ms. */
export async function startProvider(now: () => number = Date.now) {
  const secrets = new Map<string, string>();
  const told: Told[] = [];
  const posted: string[] = [];
  /** Idempotency key → what was told under it. */
  const known = new Map<string, string>();
  const violations: string[] = [];
  const days = badDays();
  let asked = 0;
  const app = newApp();
  app.post('/hook', async (req, res) => {
    asked += 1;
    const day = days.next();
    if (day && (await days.answered(day, res))) return;
    const body = bytesOf(req.body);
    const fault = faultOf(req.get.bind(req), body);
    if (fault !== null) {
      violations.push(fault);
      return void res.status(401).send(fault);
    }
    const text = JSON.parse(body.toString('utf8')) as Omit<Told, 'at' | 'key'>;
    const key = req.get('idempotency-key') ?? '';
    const before = known.get(key);
    if (before !== undefined && before !== text.text) violations.push('another text under the same idempotency key');
    // What comes twice is read out once.
    if (day?.kind !== 'drop' && before === undefined)
      told.push({ ...text, key, at: performance.timeOrigin + performance.now() });
    known.set(key, text.text);
    res.json({ id: `sms-${text.id.slice(0, 8)}` });
  });
  app.post('/team', async (req, res) => {
    asked += 1;
    const day = days.next();
    if (day && (await days.answered(day, res))) return;
    const { text, ...more } = JSON.parse(bytesOf(req.body).toString('utf8')) as { text?: unknown };
    if (typeof text !== 'string' || Object.keys(more).length > 0) {
      violations.push('a chat takes { "text" } and nothing else');
      return void res.status(400).send('invalid_payload');
    }
    if (day?.kind !== 'drop') posted.push(text);
    res.send('ok');
  });
  const { server, port } = await listen(app);

  function faultOf(header: (name: string) => string | undefined, body: Buffer): string | null {
    const secret = secrets.get(header('x-maumjigi-hook') ?? '');
    const timestamp = header('x-maumjigi-timestamp') ?? '';
    if (secret === undefined) return 'a hook nobody gave a secret for';
    if (Math.abs(now() / 1000 - Number(timestamp)) > 300) return 'the timestamp is more than five minutes off';
    const right = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
    if (header('x-maumjigi-signature') !== right) return 'the signature does not fit';
    if (!header('idempotency-key')) return 'no idempotency key';
    return null;
  }

  return {
    url: `http://127.0.0.1:${port}/hook`,
    teamUrl: `http://127.0.0.1:${port}/team`,
    port,
    told,
    posted,
    violations,
    asked: () => asked,
    badDay: (day: BadDay) => days.add(day),
    knows: (hookId: string, secret: string) => void secrets.set(hookId, secret),
    /** Says at residents' listener what became of a text. */
    async says(
      listener: string,
      hookId: string,
      receipt: object,
      { secret = secrets.get(hookId) ?? '', at = now() } = {},
    ) {
      const body = JSON.stringify(receipt);
      const timestamp = String(Math.floor(at / 1000));
      const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
      return await fetch(`${listener}/webhooks/notices`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-maumjigi-hook': hookId,
          'x-maumjigi-timestamp': timestamp,
          'x-maumjigi-signature': signature,
        },
      });
    },
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type Provider = Awaited<ReturnType<typeof startProvider>>;
