/** Who signed for putting which words of a questionnaire to residents. Append-only: rows are inserted and never touched again. */
import type { Queryable } from './audit.ts';
import type { Query } from './db.ts';

/** What a signature is for: one instrument in one version, in the words of one version. */
export interface Signed {
  instrument: string;
  instrumentVersion: string;
  wordingVersion: string;
}

export interface Signoff extends Signed {
  id: string;
  /** Of the person who signed. */
  name: string;
  /** What they are there: 임상 책임자, psychiatrist … */
  title: string | null;
  /** The day on the paper, YYYY-MM-DD. */
  signedOn: string;
  recordedAt: Date;
}

// As text: the driver would make a moment in the process' own time zone of a day.
const columns = `instrument, instrument_version as "instrumentVersion", wording_version as "wordingVersion", name, title,
  to_char(signed_on, 'YYYY-MM-DD') as "signedOn", recorded_at as "recordedAt", id`;

/** Appends one. false when this person has signed these versions already; what they signed first stands. */
export async function recordSignoff(on: Queryable, signoff: Signoff): Promise<boolean> {
  const { instrument, instrumentVersion, wordingVersion, name, title, signedOn, recordedAt, id } = signoff;
  const { rows } = await on.query(
    `insert into signoff (instrument, instrument_version, wording_version, name, title, signed_on, recorded_at, id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (instrument, instrument_version, wording_version, name) do nothing
     returning id`,
    [instrument, instrumentVersion, wordingVersion, name, title, signedOn, recordedAt, id],
  );
  return rows.length === 1;
}

/** Every signature, of earlier versions too, oldest first. */
export async function listSignoffs(query: Query): Promise<Signoff[]> {
  const { rows } = await query<Signoff>(
    `select ${columns} from signoff order by recorded_at, instrument, wording_version, name limit 1000`,
  );
  return rows;
}

/** What is signed, by anybody; asked by every process every few seconds. */
export async function signedVersions(query: Query): Promise<Signed[]> {
  const { rows } = await query<Signed>(
    `select distinct instrument, instrument_version as "instrumentVersion", wording_version as "wordingVersion" from signoff`,
    [],
    'signed_versions',
  );
  return rows;
}
