/** Whether another agency may be told of a person: their own answer in the conversation, agency by agency. */
import { z } from 'zod';
import type { AskedRow } from '../triage/store/referrals.ts';
import { aad, type Key, openJson } from '../triage/store/seal.ts';
import type { Log } from './handler.ts';

const Detail = z.object({ findings: z.array(z.looseObject({ type: z.string() })) });
const ThirdParty = z.object({ type: z.literal('thirdParty'), agency: z.string(), given: z.boolean() });

interface Consented {
  agency: string;
  given: boolean;
  at: string;
}

/** The last answer about each agency, the newest first. One that does not open counts as none: nobody is told on its ground. */
export function consentsIn(rows: readonly AskedRow[], residentId: string, key: Key, log: Log): Consented[] {
  const last = new Map<string, Consented>();
  for (const row of rows) {
    const asked = askedIn(row, residentId, key, log);
    // The consent and its event say the same; if they did not, no would count.
    if (!asked) continue;
    last.delete(plain(asked.agency));
    last.set(plain(asked.agency), { ...asked, given: asked.given && row.given, at: row.at.toISOString() });
  }
  return [...last.values()].reverse();
}

function askedIn({ cause, kind, detail }: AskedRow, residentId: string, key: Key, log: Log) {
  const place = aad('escalation_event', `${residentId}/${cause}/${kind}`, 'detail');
  try {
    const { findings } = Detail.parse(openJson(key, place, detail));
    return findings.map((one) => ThirdParty.safeParse(one).data).find((one) => one !== undefined) ?? null;
  } catch (fault) {
    const name = fault instanceof Error ? fault.name : 'unknown';
    log.error({ residentId, table: place.table, column: place.column, fault: name }, 'a sealed part does not open');
    return null;
  }
}

/** Did they agree that the agency of this name is told? */
export const agreedTo = (consents: readonly Consented[], agency: string): boolean =>
  consents.some((consent) => consent.given && plain(consent.agency) === plain(agency));

/** Two spellings of one name: spaces, punctuation, width and case say nothing. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '');
