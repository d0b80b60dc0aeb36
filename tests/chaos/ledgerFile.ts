/** The load generator's own record: one line before something is sent, on disk before it is sent, and one when it was answered. Nothing
 *  of 마음지기 writes or reads it. */
import { fdatasync, openSync, readFileSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

export type Channel = 'web' | 'line' | 'kakao';

/** Something a person does, as it is about to be sent. */
export interface Sent {
  conv: string;
  /** As the house names it; of KakaoTalk without the moment, which only the house knows. */
  event: string;
  channel: Channel;
  /** Its place in the conversation, from 0. */
  step: number;
  kind: 'opens' | 'taps' | 'says';
  /** A counsellor must hear of it. */
  expectedRisk: 'high' | 'none';
  /** The item it answers, `phq9/selfharm`, and by which value. */
  item?: string;
  value?: number;
}

type Line = { at: number } & ({ sent: Sent } | { answered: string; status: number });

/** An event as the file tells it. */
export interface Entry extends Sent {
  sentAt: number;
  /** When it was first answered 200; null: never. */
  acceptedAt: number | null;
}

export interface LedgerFile {
  /** Resolves when it is on disk. */
  before(sent: Sent): Promise<void>;
  after(event: string, status: number): Promise<void>;
}

const synced = promisify(fdatasync);

/** Many lines share one sync: whoever comes while one runs takes the next. */
export function openLedgerFile(path: string): LedgerFile {
  const file = openSync(path, 'a');
  const lines: string[] = [];
  let next: Promise<void> | null = null;
  let running = Promise.resolve();
  const flush = async (): Promise<void> => {
    await running;
    next = null;
    writeSync(file, lines.splice(0).join(''));
    running = synced(file);
    await running;
  };
  const write = (line: Line): Promise<void> => {
    lines.push(`${JSON.stringify(line)}\n`);
    next ??= flush();
    return next;
  };
  return {
    before: (sent) => write({ at: Date.now(), sent }),
    after: (event, status) => write({ at: Date.now(), answered: event, status }),
  };
}

/** The same event sent again counts once. A last line that was cut off by a kill is left out: nothing was sent after it. */
export function readLedgerFile(path: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    if (!text.endsWith('}')) continue;
    const line = JSON.parse(text) as Line;
    if ('sent' in line) {
      const known = entries.get(line.sent.event);
      if (!known) entries.set(line.sent.event, { ...line.sent, sentAt: line.at, acceptedAt: null });
    } else {
      const entry = entries.get(line.answered);
      if (entry && line.status === 200) entry.acceptedAt ??= line.at;
    }
  }
  return [...entries.values()];
}
