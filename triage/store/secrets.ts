import { createECDH } from 'node:crypto';
import type { Database } from './db.ts';
import { aad, type Key, newKey, SealBroken, unwrapKey, wrapKey } from './seal.ts';

/** Keys of the installation: `lookup` for keyed hashes, `inbox` for events whose resident is not known yet, `notice` for the ways staff
 *  are reached and the codes that prove them, `vapid` the private P-256 key browsers' push services know us by, `audit` for the chain of
 *  the audit trail. */
export interface Secrets {
  lookup: Buffer;
  inbox: Buffer;
  notice: Buffer;
  vapid: Buffer;
  audit: Buffer;
}

export const secretNames = [
  'lookup',
  'inbox',
  'notice',
  'vapid',
  'audit',
] as const satisfies readonly (keyof Secrets)[];

/** MASTER_KEY is not the one this database was made with. */
export class WrongMasterKey extends Error {
  readonly code = 'wrong_master_key';
  constructor(options?: { cause?: unknown }) {
    super(
      'MASTER_KEY does not open this database: its keys were wrapped with another one. Nothing was written. ' +
        'Set MASTER_KEY to the key this database was first started with (the embedded default keeps it in DATA_DIR/master.key), ' +
        'or point DATABASE_URL at the database this key belongs to. Without the old key nobody can read what residents said.',
      options,
    );
    this.name = 'WrongMasterKey';
  }
}

/** Reads the installation's keys, making them at the very first start. Throws WrongMasterKey, having written nothing. */
export async function loadSecrets(db: Database, masterKey: Key): Promise<Secrets> {
  const stored = await read(db);
  // Unwrap before anything is written: with a wrong key, a missing secret must not be made beside the unreadable one.
  for (const [name, wrapped] of stored) unwrap(masterKey, name, wrapped);
  const missing = secretNames.filter((name) => !stored.has(name));
  for (const name of missing) {
    // Two processes may start at once: whoever is first decides, both read what was decided.
    await db.query('insert into secret (name, wrapped) values ($1, $2) on conflict (name) do nothing', [
      name,
      wrapKey(masterKey, name === 'vapid' ? newPrivateKey() : newKey(), place(name)),
    ]);
  }
  const all = missing.length > 0 ? await read(db) : stored;
  const secret = (name: string): Buffer => {
    const wrapped = all.get(name);
    if (!wrapped) throw new Error(`The table "secret" has no "${name}" although it was just written`);
    return unwrap(masterKey, name, wrapped);
  };
  return {
    lookup: secret('lookup'),
    inbox: secret('inbox'),
    notice: secret('notice'),
    vapid: secret('vapid'),
    audit: secret('audit'),
  };
}

/** A private key of P-256 as its 32 bytes: not every 32 bytes are one. */
function newPrivateKey(): Buffer {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const scalar = pair.getPrivateKey();
  // OpenSSL gives it without leading zeros.
  return Buffer.concat([Buffer.alloc(32 - scalar.length), scalar]);
}

/** Whether this key opens what is stored; null while nothing is. Reads only. */
export async function opensSecrets(db: Database, masterKey: Key): Promise<boolean | null> {
  const stored = await read(db);
  try {
    for (const [name, wrapped] of stored) unwrap(masterKey, name, wrapped);
    return stored.size > 0 ? true : null;
  } catch (error) {
    if (error instanceof WrongMasterKey) return false;
    throw error;
  }
}

async function read(db: Database): Promise<Map<string, Buffer>> {
  const { rows } = await db.query<{ name: string; wrapped: Buffer }>('select name, wrapped from secret');
  return new Map(rows.map((row) => [row.name, row.wrapped]));
}

function unwrap(masterKey: Key, name: string, wrapped: Buffer): Buffer {
  try {
    return unwrapKey(masterKey, wrapped, place(name));
  } catch (cause) {
    if (cause instanceof SealBroken) throw new WrongMasterKey({ cause });
    throw cause;
  }
}

const place = (name: string) => aad('secret', name, 'wrapped');
