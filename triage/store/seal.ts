import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  KeyObject,
  randomFillSync,
} from 'node:crypto';

// Sealing: AES-256-GCM over every column that holds something about a person.
// A sealed value is: version (1 byte) | nonce (12) | ciphertext | tag (16). It costs 29 bytes over the plaintext.

/** 32 bytes. */
export type Key = Buffer | KeyObject;

/** The place a sealed value belongs to. Authenticated with it, so that it opens nowhere else. */
export interface Aad {
  readonly table: string;
  readonly column: string;
  readonly bytes: Buffer;
}

/** A sealed value that does not open: altered, cut, moved from another row, or another key. Names the place, never the content. */
export class SealBroken extends Error {
  readonly code = 'seal_broken';
  readonly table: string;
  readonly column: string;
  constructor(table: string, column: string, reason: string, options?: { cause?: unknown }) {
    super(
      `${table}.${column} does not open (${reason}). It was altered, moved from another row or sealed with another key; ` +
        'restore the row from a backup, and do not write over it.',
      options,
    );
    this.name = 'SealBroken';
    this.table = table;
    this.column = column;
  }
}

export const KEY_BYTES = 32;

/** A key of its own for one purpose, which follows from the master key and gives nothing of it away. */
export const derivedKey = (master: Key, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, '', `maumjigi ${purpose}`, KEY_BYTES));

/** Of the format and of the key: there is one, and it is authenticated. Re-keying a person will make it two. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;

/** Names a place: `aad('conversation', residentId, 'snapshot')`; a row with a composite key gives its parts in order. */
export function aad(table: string, row: string | readonly string[], column: string): Aad {
  // JSON keeps the parts apart whatever they contain.
  return { table, column, bytes: Buffer.from(JSON.stringify([VERSION, table, row, column])) };
}

/** Seals a text or bytes for one place. Two seals of the same text differ. */
export function seal(key: Key, place: Aad, plaintext: Buffer | string): Buffer {
  const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext;
  const sealed = Buffer.allocUnsafe(HEAD_BYTES + bytes.length + TAG_BYTES);
  sealed[0] = VERSION;
  freshNonce().copy(sealed, 1);
  const cipher = createCipheriv('aes-256-gcm', prepared(key), sealed.subarray(1, HEAD_BYTES));
  cipher.setAAD(place.bytes);
  cipher.update(bytes).copy(sealed, HEAD_BYTES);
  cipher.final();
  cipher.getAuthTag().copy(sealed, HEAD_BYTES + bytes.length);
  return sealed;
}

/** Opens what `seal` made for this place. Throws SealBroken. */
export function open(key: Key, place: Aad, sealed: Buffer): Buffer {
  if (sealed.length < HEAD_BYTES + TAG_BYTES) throw new SealBroken(place.table, place.column, 'too short');
  if (sealed[0] !== VERSION) throw new SealBroken(place.table, place.column, `unknown version ${sealed[0]}`);
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', prepared(key), sealed.subarray(1, HEAD_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(place.bytes);
  decipher.setAuthTag(sealed.subarray(end));
  const plaintext = decipher.update(sealed.subarray(HEAD_BYTES, end));
  try {
    decipher.final();
  } catch (cause) {
    throw new SealBroken(place.table, place.column, 'authentication failed', { cause });
  }
  return plaintext;
}

/** Seals a value as JSON. */
export function sealJson(key: Key, place: Aad, value: unknown): Buffer {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`${place.table}.${place.column}: only JSON can be sealed`);
  return seal(key, place, text);
}

/** Opens what `sealJson` made. The shape is the caller's to check. Throws SealBroken. */
export function openJson(key: Key, place: Aad, sealed: Buffer): unknown {
  const plaintext = open(key, place, sealed);
  try {
    return JSON.parse(plaintext.toString());
  } catch {
    // No cause: a parse error quotes the text.
    throw new SealBroken(place.table, place.column, 'not JSON');
  }
}

const wrapped = aad('secret', '', 'wrapped');

/** Wraps a key for storage under the master key; name its place where there is one, e.g. `aad('resident', id, 'wrapped_key')`. */
export function wrapKey(master: Key, key: Buffer, place: Aad = wrapped): Buffer {
  if (key.length !== KEY_BYTES) throw new TypeError(`A key has ${KEY_BYTES} bytes, this one has ${key.length}`);
  return seal(master, place, key);
}

/** Unwraps what `wrapKey` made for this place. Throws SealBroken, also for another master key. */
export function unwrapKey(master: Key, wrappedKey: Buffer, place: Aad = wrapped): Buffer {
  return open(master, place, wrappedKey);
}

/** A hash only the holder of the look-up key can compute, to find a row by something that is never stored: 16 bytes.
 *  `domain` keeps uses apart (`address:line`, …). */
export function keyedHash(lookupKey: Key, domain: string, value: string): Buffer {
  return createHmac('sha256', prepared(lookupKey)).update(domain).update('\0').update(value).digest().subarray(0, 16);
}

/** A new random key. */
export function newKey(): Buffer {
  return randomFillSync(Buffer.alloc(KEY_BYTES));
}

/** Node 24 takes three times as long to start a cipher from bytes as from a key object made of them. */
function prepared(key: Key): KeyObject {
  return key instanceof KeyObject ? key : createSecretKey(key);
}

// Asking the kernel for 12 bytes costs as much as the encryption: take many nonces at once, use each once.
const nonces = Buffer.alloc(NONCE_BYTES * 256);
let nextNonce = nonces.length;

/** Valid until the next call. */
function freshNonce(): Buffer {
  if (nextNonce === nonces.length) {
    randomFillSync(nonces);
    nextNonce = 0;
  }
  nextNonce += NONCE_BYTES;
  return nonces.subarray(nextNonce - NONCE_BYTES, nextNonce);
}
