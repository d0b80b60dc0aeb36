/** Names of things as LINE gives them out. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 48 bits of time, 80 of chance, 26 letters. */
export function ulid(at = Date.now()): string {
  let value = (BigInt(at) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let text = '';
  for (let letter = 0; letter < 26; letter += 1) {
    text = crockford[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}

export const newUserId = (): string => `U${randomBytes(16).toString('hex')}`;
export const newRichMenuId = (): string => `richmenu-${randomBytes(16).toString('hex')}`;
export const newReplyToken = (): string => randomBytes(16).toString('hex');
export const newToken = (): string => randomBytes(24).toString('base64url');
export const newRequestId = (): string => randomUUID();

let last = 500_000_000_000_000_000n + BigInt(randomInt(1_000_000_000));
/** Message ids are long numbers that grow. */
export const newMessageId = (): string => String(++last);

export const isUserId = (text: unknown): text is string => typeof text === 'string' && /^U[0-9a-f]{32}$/.test(text);
