/** A mail server, stood in for: takes letters and reads them, or has a bad day. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Letter {
  to: string[];
  from: string;
  headers: Map<string, string>;
  text: string;
}

export type MailDay =
  /** Refuses the address with these words. */
  | { kind: 'refuses'; code: number; says: string }
  /** Not now. */
  | { kind: 'busy' }
  /** Never answers after the address. */
  | { kind: 'hangs' }
  /** Takes it and delivers it to nobody. */
  | { kind: 'drop' };

/** tls: offers STARTTLS with a certificate nobody vouches for. */
export async function startMailServer({
  tls = false,
  login,
}: {
  tls?: boolean;
  login?: { user: string; password: string };
} = {}) {
  const letters: Letter[] = [];
  const days: MailDay[] = [];
  let day: MailDay | undefined;
  const server = new SMTPServer({
    authOptional: !login,
    disabledCommands: tls ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      login && username === login.user && password === login.password
        ? done(null, { user: username })
        : done(new Error('no such login')),
    onRcptTo(_address, _session, done) {
      day = days.shift();
      if (day?.kind === 'hangs') return;
      if (day?.kind === 'busy') return done(Object.assign(new Error('4.3.2 try again later'), { responseCode: 451 }));
      if (day?.kind === 'refuses') return done(Object.assign(new Error(day.says), { responseCode: day.code }));
      done();
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => void parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const letter = letterOf(Buffer.concat(parts).toString('utf8'));
        if (day?.kind !== 'drop') {
          letters.push({ ...letter, to: rcptTo.map(({ address }) => address), from: mailFrom ? mailFrom.address : '' });
        }
        done();
      });
    },
  });
  // Whoever hangs up in the middle is no fault of the test.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    badDay: (next: MailDay) => void days.push(next),
    end: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

function letterOf(raw: string): Pick<Letter, 'headers' | 'text'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), wordsOf(line.slice(at + 1).trim())];
    }),
  );
  const body = rest.join('\r\n\r\n');
  const encoding = headers.get('content-transfer-encoding') ?? '7bit';
  return {
    headers,
    text: encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : quoted(encoding, body),
  };
}

const quoted = (encoding: string, body: string): string =>
  encoding === 'quoted-printable' ? printable(body.replaceAll(/=\r\n/g, '')) : body;

const printable = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** RFC 2047. */
const wordsOf = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, word: string) =>
      how.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : printable(word.replaceAll('_', ' ')),
    );
