/** One line of the spool: `<n> <key id> <sealed, base64>`, sealed under a key of its own for its place in its file and for no other. */
import { hkdfSync } from 'node:crypto';
import { aad, derivedKey, type Key, openJson, sealJson } from './seal.ts';

export interface LineForm {
  /** With its end of line. */
  written(file: string, n: number, content: unknown): Buffer;
  /** Throws LineBroken, whose message says why and quotes nothing. */
  opened(file: string, line: string): unknown;
}

/** It is no line, was altered, or was written under another key. */
export class LineBroken extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'LineBroken';
  }
}

/** Both keys follow from MASTER_KEY; the id tells a line of another one and gives nothing of the key away. */
export function lineForm(master: Key): LineForm {
  const key = derivedKey(master, 'spool');
  const keyId = Buffer.from(hkdfSync('sha256', master, '', 'maumjigi spool key id', 4)).toString('hex');
  return {
    written: (file, n, content) =>
      Buffer.from(`${n} ${keyId} ${sealJson(key, place(file, n), content).toString('base64')}\n`),
    opened(file, line) {
      const [, n, id, sealed] = /^(\d+) ([0-9a-f]{8}) ([\w+/]+=*)$/.exec(line) ?? [];
      if (n === undefined || id === undefined || sealed === undefined) throw new LineBroken('It is no line of a spool');
      if (id !== keyId)
        throw new LineBroken(`It was written under another MASTER_KEY: ${id}, and this one is ${keyId}`);
      try {
        return openJson(key, place(file, Number(n)), Buffer.from(sealed, 'base64'));
      } catch (cause) {
        throw new LineBroken('It was altered or moved', { cause });
      }
    },
  };
}

const place = (file: string, n: number) => aad('spool', [file, String(n)], 'line');
