/** Screenings: one row per instrument of a visit, written when it starts, alarms, ends or breaks off. */
import type { AgeBand, Lang, ScreeningStatus } from '../../flows/protocol.ts';
import type { Part } from './commit.ts';
import type { Tier } from './escalations.ts';
import { aad, type Key, sealJson } from './seal.ts';

/** Item → what was answered (null: refused), when (ms since the epoch), and the alarming answer it replaced. Sealed. */
export type AnswersDoc = Record<string, { value: number | null; at: number; was?: number }>;

export interface Screening {
  residentId: string;
  visit: number;
  instrument: string;
  status: ScreeningStatus;
  lang: Lang;
  instrumentVersion: string;
  wordingVersion: string;
  flowVersion: number;
  ageBand: AgeBand | null;
  total: number | null;
  rawTotal: number;
  missing: number;
  band: string | null;
  rules: readonly string[];
  tier: Tier | null;
  brokeAt: string | null;
  /** Somebody else tapped for them; whether they were alone for the private questions (null: not asked). */
  helped: boolean;
  handedOver: boolean | null;
  answers: AnswersDoc;
  now: Date;
}

export function screeningPart(key: Key, s: Screening): Part {
  const place = aad('screening', `${s.residentId}/${s.visit}/${s.instrument}`, 'answers');
  return {
    name: `screened_${s.instrument}`,
    text: `insert into screening as s (resident_id, visit, instrument, center_id, status, lang, instrument_version, wording_version,
        flow_version, age_band, total, raw_total, missing, band, rules, tier, broke_at, started_at, ended_at, answers, helped, handed_over)
      select moved.resident_id, $1, $2, moved.center_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text[], $14, $15, $16,
        case when $3 <> 'running' then $16::timestamptz end, $17, $18, $19 from moved
      on conflict (resident_id, visit, instrument) do update set
        status = excluded.status, lang = excluded.lang, wording_version = excluded.wording_version,
        flow_version = excluded.flow_version, total = excluded.total, raw_total = excluded.raw_total, missing = excluded.missing,
        band = excluded.band, rules = excluded.rules, tier = excluded.tier, broke_at = excluded.broke_at,
        ended_at = excluded.ended_at, answers = excluded.answers, handed_over = excluded.handed_over`,
    values: [
      s.visit,
      s.instrument,
      s.status,
      s.lang,
      s.instrumentVersion,
      s.wordingVersion,
      s.flowVersion,
      s.ageBand,
      s.total,
      s.rawTotal,
      s.missing,
      s.band,
      s.rules,
      s.tier,
      s.brokeAt,
      s.now,
      sealJson(key, place, s.answers),
      s.helped,
      s.handedOver,
    ],
  };
}
