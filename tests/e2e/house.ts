/** 마음지기 as a newcomer starts it: its own process, the embedded default, two listeners on this machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';
import { compiled, freePort } from '../harness/programs.ts';

export interface House {
  /** As a phone on the network would write it: a name that is not localhost, plain http. */
  chatUrl: string;
  deskUrl: string;
  staff: { email: string; password: string };
  /** Ms from start to the first page that was served. */
  readyMs: number;
  kill(): Promise<void>;
  again(): Promise<number>;
  end(): Promise<void>;
}

export async function startHouse(): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'maum-'));
  const [port, deskPort] = [await freePort(), await freePort()];
  let child: ChildProcess;
  let printed = '';
  const start = async (): Promise<number> => {
    const at = performance.now();
    printed = '';
    child = spawn(process.execPath, ['main.ts'], {
      cwd: join(import.meta.dirname, '../..'),
      env: {
        PATH: process.env.PATH,
        ...compiled,
        DATA_DIR: folder,
        PORT: String(port),
        DESK_PORT: String(deskPort),
        PUBLIC_URL: `http://phone.test:${port}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (part: Buffer) => {
      printed += part.toString();
    });
    child.stderr?.on('data', (part: Buffer) => {
      printed += part.toString();
    });
    for (let tries = 0; tries < 400; tries += 1) {
      if (child.exitCode !== null) throw new Error(`마음지기 did not start:\n${printed}`);
      const page = await fetch(`http://127.0.0.1:${port}/chat`).catch(() => null);
      if (page?.ok && printed.includes('휴대폰')) return performance.now() - at;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`마음지기 did not answer within 40 s:\n${printed}`);
  };
  const readyMs = await start();
  const [, email = '', password = ''] = /(\S+@\S+)\s+(\S+)/.exec(printed) ?? [];
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    chatUrl: `http://phone.test:${port}`,
    deskUrl: `http://127.0.0.1:${deskPort}`,
    staff: { email, password },
    readyMs,
    kill,
    again: start,
    end: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `phone`: where phone.test is; a port of its own stands in for the one people do not type. */
export const openBrowser = (phone = 'phone.test 127.0.0.1'): Promise<Browser> =>
  chromium.launch({
    executablePath: inject('chromiumPath'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      `--host-resolver-rules=MAP ${phone}`,
    ],
  });
