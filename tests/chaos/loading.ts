/** The load generator as its own process, seen from the one that breaks things. */
import { join } from 'node:path';
import { execPath } from 'node:process';
import { type Running, run } from '../harness/programs.ts';
import { type House, kakaoBotId, kakaoSecret } from './house.ts';

export interface Loading {
  counts(): Record<string, number>;
  /** Nobody new comes; resolves when whoever talks has ended. */
  end(): Promise<void>;
}

export interface LoadOptions {
  ledger: string;
  seed: number;
  /** Conversations a second. */
  rate: number;
  atOnce: number;
  /** Of them show risk: 0 to 1. */
  high: number;
}

export function startLoad(house: House, { ledger, seed, rate, atOnce, high }: LoadOptions): Loading {
  const child: Running = run(execPath, [join(import.meta.dirname, 'load.ts')], {
    deathSignal: 'KILL',
    env: {
      PATH: process.env.PATH ?? '',
      BOTS: house.bots.map(({ url }) => url).join(','),
      LINE_URL: house.line.url,
      KAKAO_SECRET: kakaoSecret,
      KAKAO_BOT_ID: kakaoBotId,
      LEDGER: ledger,
      SEED: String(seed),
      RATE: String(rate),
      AT_ONCE: String(atOnce),
      HIGH: String(high),
    },
  });
  return {
    counts() {
      const last = child
        .printed()
        .split('\n')
        .findLast((line) => line.startsWith('{') && line.endsWith('}'));
      return last ? (JSON.parse(last) as Record<string, number>) : {};
    },
    async end() {
      process.kill(child.pid, 'SIGTERM');
      const late = setTimeout(() => process.kill(child.pid, 'SIGKILL'), 180_000);
      await child.ended;
      clearTimeout(late);
      if (!child.printed().includes('"over":true')) throw new Error(`The load ended by itself:\n${child.printed()}`);
    },
  };
}
