/** Consents: what was agreed or refused, in which words (their hash) and when. */
import type { Part } from './commit.ts';

export const consentPart = (consent: {
  kind: string;
  given: boolean;
  lang: string;
  wording: string;
  /** SHA-256 of the text as shown. */
  textHash: Buffer;
  now: Date;
}): Part => ({
  name: 'consented',
  text: `insert into consent (resident_id, kind, at, center_id, given, lang, wording, text_hash)
    select moved.resident_id, $1, $2, moved.center_id, $3, $4, $5, $6 from moved on conflict do nothing`,
  values: [consent.kind, consent.now, consent.given, consent.lang, consent.wording, consent.textHash],
});
