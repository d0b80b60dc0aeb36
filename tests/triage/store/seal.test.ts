import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  aad,
  keyedHash,
  newKey,
  open,
  openJson,
  SealBroken,
  seal,
  sealJson,
  unwrapKey,
  wrapKey,
} from '../../../triage/store/seal.ts';

const key = newKey();
const mina = randomUUID();
const jun = randomUUID();
const place = aad('conversation', mina, 'snapshot');
const said = '요즘 잠이 안 와요';

test('what was sealed for a place opens there', () => {
  expect(open(key, place, seal(key, place, said)).toString()).toBe(said);
  expect(open(key, place, seal(key, place, Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
  expect(openJson(key, place, sealJson(key, place, { answers: [1, 2, null] }))).toEqual({ answers: [1, 2, null] });
});

test('it costs 29 bytes, shows nothing of the text, and no two seals are alike', () => {
  const one = seal(key, place, said);
  expect(one.length).toBe(Buffer.byteLength(said) + 29);
  expect(one.includes(Buffer.from(said))).toBe(false);
  const nonces = new Set(Array.from({ length: 2_000 }, () => seal(key, place, said).subarray(1, 13).toString('hex')));
  expect(nonces.size).toBe(2_000);
});

test.each([
  ['another person’s row', aad('conversation', jun, 'snapshot')],
  ['another column', aad('conversation', mina, 'note')],
  ['another table', aad('turn', mina, 'snapshot')],
  ['a composite row that only looks alike', aad('conversation', [mina, ''], 'snapshot')],
])('what was moved to %s does not open', (_, elsewhere) => {
  expect(() => open(key, elsewhere, seal(key, place, said))).toThrow(SealBroken);
});

test('the parts of a composite row do not run into each other', () => {
  expect(aad('turn', ['a', 'bc'], 'doc').bytes).not.toEqual(aad('turn', ['ab', 'c'], 'doc').bytes);
});

test('no byte of it can be altered, none cut off or added', () => {
  const sealed = seal(key, place, said);
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(() => open(key, place, altered), `byte ${at}`).toThrow(SealBroken);
  }
  for (let length = 0; length < sealed.length; length += 1) {
    expect(() => open(key, place, sealed.subarray(0, length)), `${length} bytes`).toThrow(SealBroken);
  }
  expect(() => open(key, place, Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow(SealBroken);
});

test('another key does not open it', () => {
  expect(() => open(newKey(), place, seal(key, place, said))).toThrow(SealBroken);
});

test('the error names table and column and never what was said', () => {
  const sealed = seal(key, place, said);
  sealed[20] = (sealed[20] ?? 0) ^ 1;
  const broken = caught(() => open(key, place, sealed));
  expect(broken).toMatchObject({ code: 'seal_broken', table: 'conversation', column: 'snapshot' });
  const notJson = caught(() => openJson(key, place, seal(key, place, said)));
  for (const error of [broken, notJson]) {
    expect(String(error.message)).toContain('conversation.snapshot');
    expect(JSON.stringify([error.message, error.stack, String(error.cause)])).not.toContain(said.slice(0, 4));
  }
});

test('a wrapped key opens under the master key and for its place only', () => {
  const master = newKey();
  const personal = newKey();
  const own = aad('resident', mina, 'wrapped_key');
  const wrapped = wrapKey(master, personal, own);
  expect(unwrapKey(master, wrapped, own)).toEqual(personal);
  expect(() => unwrapKey(newKey(), wrapped, own)).toThrow(SealBroken);
  expect(() => unwrapKey(master, wrapped, aad('resident', jun, 'wrapped_key'))).toThrow(SealBroken);
  expect(() => wrapKey(master, randomBytes(16))).toThrow('32 bytes');
});

test('a keyed hash is 16 bytes, the same each time, and another for another key, use or value', () => {
  const hash = keyedHash(key, 'address:line', 'U123');
  expect(hash).toHaveLength(16);
  expect(keyedHash(key, 'address:line', 'U123')).toEqual(hash);
  for (const other of [
    keyedHash(newKey(), 'address:line', 'U123'),
    keyedHash(key, 'address:kakao', 'U123'),
    keyedHash(key, 'address:line', 'U124'),
  ]) {
    expect(other).not.toEqual(hash);
  }
});

function caught(fn: () => unknown): SealBroken {
  try {
    fn();
  } catch (error) {
    return error as SealBroken;
  }
  throw new Error('nothing was thrown');
}
