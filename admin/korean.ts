/** The Korean of old spreadsheets, CP949. Node's own `euc-kr` knows the 2,350 syllables of KS X 1001 and refuses 뷁, 똠 and 8,820
 *  more, which CP949 puts, in the order of Unicode, on the places that KS X 1001 left free. */

const known = new TextDecoder('euc-kr', { fatal: true });
const [firstSyllable, lastSyllable] = [0xac00, 0xd7a3];

/** null: these bytes are something else. */
export function fromCp949(bytes: Uint8Array): string | null {
  let text = '';
  let from = 0;
  try {
    for (let at = 0; at < bytes.length; at += 1) {
      const lead = bytes[at] ?? 0;
      if (lead < 0x80) continue;
      const more = added().get((lead << 8) | (bytes[at + 1] ?? 0));
      if (more !== undefined) {
        text += known.decode(bytes.subarray(from, at)) + more;
        from = at + 2;
      }
      at += 1;
    }
    return text + known.decode(bytes.subarray(from));
  } catch {
    return null;
  }
}

let table: Map<number, string> | null = null;

/** The added syllables by their two bytes; made when the first such file comes. */
function added(): Map<number, string> {
  if (table) return table;
  const missing = others();
  table = new Map(places().map((place, n) => [place, missing[n] ?? '']));
  return table;
}

/** Every place that is not one of KS X 1001, in order. */
function places(): number[] {
  const trails = (last: number) =>
    [...between(0x41, 0x5a), ...between(0x61, 0x7a), ...between(0x81, 0xfe)].filter((trail) => trail <= last);
  const last = (lead: number) => (lead <= 0xa0 ? 0xfe : lead <= 0xc5 ? 0xa0 : 0x52);
  return between(0x81, 0xc6).flatMap((lead) => trails(last(lead)).map((trail) => (lead << 8) | trail));
}

/** Syllables KS X 1001 does not have, in the order of Unicode. */
function others(): string[] {
  const standard = between(0xb0, 0xc8).flatMap((lead) => between(0xa1, 0xfe).flatMap((trail) => [lead, trail]));
  const has = new Set(known.decode(Uint8Array.from(standard)));
  const all = between(firstSyllable, lastSyllable).map((code) => String.fromCharCode(code));
  return all.filter((syllable) => !has.has(syllable));
}

const between = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);
