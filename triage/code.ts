/** The short code on a poster: eight letters and digits of which none looks like another, in no order anybody could guess from.
 *
 *  No signature on purpose (RELIABILITY.md 4 proposed one): who guesses a code gets the same page as everybody and makes a count
 *  one higher, which anybody can do with a poster in front of them; eight letters more would be typed wrongly by everybody else. */

/** Without i, l, o, 0 and 1. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const length = 8;
/** Bytes from here on are thrown away: with them some letters would come oftener than others. */
const fair = 256 - (256 % alphabet.length);

/** A new code. random: that many bytes of a source nobody can foresee. Two calls may, once in a very long while, give the same. */
export function newCode(random: (bytes: number) => Uint8Array): string {
  let code = '';
  while (code.length < length) {
    for (const byte of random(2 * length)) {
      if (byte < fair && code.length < length) code += alphabet[byte % alphabet.length];
    }
  }
  return code;
}

const shape = new RegExp(`^[${alphabet}]{${length}}$`);

/** The code somebody scanned or typed, as it is stored: in any case, with spaces or hyphens between, with the full stop of the
 *  sentence it was copied from. null: it can be none of ours. An o or a 1 stays wrong: no letter of ours looks like them, so
 *  nobody can tell which was meant. */
export function readCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{C}\p{Pd}_.,;:!?'"()[\]]/gu, '');
  return shape.test(plain) ? plain : null;
}
