/** The load generator's own record of what it asked and what was answered, on disk before it goes on: what the database is held against. */
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** One message of somebody. `sentAt`: of the first try. `answeredAt`: when it was answered 200, ms; null: it never was. */
export interface Asked {
  eventId: string;
  risky: boolean;
  sentAt: number;
  answeredAt: number | null;
}

export function openRecord(path: string) {
  const file = openSync(path, 'a', 0o600);
  const write = (line: object) => {
    writeSync(file, `${JSON.stringify(line)}\n`);
    fdatasyncSync(file);
  };
  return {
    asks: (eventId: string, risky: boolean) => write({ eventId, risky, sentAt: Date.now() }),
    // The moment is taken before the disk is waited for: it is when the answer was there.
    answered: (eventId: string, answeredAt = Date.now()) => write({ eventId, answeredAt }),
    close: () => closeSync(file),
  };
}

export type Recording = ReturnType<typeof openRecord>;

export function readRecord(path: string): Asked[] {
  const all = new Map<string, Asked>();
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const one = JSON.parse(line) as { eventId: string } & Partial<Asked>;
    all.set(one.eventId, { risky: false, sentAt: 0, answeredAt: null, ...all.get(one.eventId), ...one });
  }
  return [...all.values()];
}
