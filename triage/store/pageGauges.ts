/** How staff are told, for whoever watches the house from outside: by kind of way and state only, no person, no centre. */
import type { Query } from './db.ts';
import type { Gauge } from './metrics.ts';
import { usable, works } from './reach.ts';
import { isReal } from './synthetic.ts';

/** Nobody's way: they had none when they were to be told. */
const none = 'none';
const kinds = ['push', 'line', 'email', 'hook', 'team'] as const;
const states = ['working', 'failing', 'unverified', 'gone'] as const;

interface Row {
  kind: string;
  waiting: number;
  failed: number;
  working: number;
  failing: number;
  unverified: number;
  gone: number;
}

/** One trip. Ways that were removed are none; people and centres of rehearsals are left out. */
export async function readPageGauges(query: Query, now: Date): Promise<Gauge[]> {
  const count = (of: string) => `coalesce(sum((${of})::integer), 0)::integer`;
  const { rows } = await query<Row>(
    `with pages as (
       select coalesce(method.kind, '${none}') as kind, page.state
       from page left join notice_method method on method.id = page.method_id
       where page.state = 'due' and ${isReal('page')}
       union all
       -- Way by way, by the index of what was settled when.
       select method.kind, page.state
       from notice_method method join page on page.method_id = method.id
       where page.state = 'failed' and page.settled_at > $1::timestamptz - interval '24 hours' and ${isReal('page')}
       union all
       select '${none}', page.state from page
       where page.method_id is null and page.state = 'failed' and page.settled_at > $1::timestamptz - interval '24 hours' and ${isReal('page')}
     ), by_kind as (
       select kind, ${count(`state = 'due'`)} as waiting, ${count(`state = 'failed'`)} as failed from pages group by kind
     ), ways as (
       select method.kind, ${count(works)} as working, ${count(`${usable} and not (${works})`)} as failing,
         ${count('method.verified_at is null and method.gone_at is null')} as unverified, ${count('method.gone_at is not null')} as gone
       from notice_method method join center on center.id = method.center_id
       where method.removed_at is null and not center.synthetic
       group by method.kind
     )
     select kind, coalesce(waiting, 0) as waiting, coalesce(failed, 0) as failed, coalesce(working, 0) as working,
       coalesce(failing, 0) as failing, coalesce(unverified, 0) as unverified, coalesce(gone, 0) as gone
     from by_kind full join ways using (kind)`,
    [now],
    'page_gauges',
  );
  const of = new Map(rows.map((row) => [row.kind, row]));
  const byKind = (names: readonly string[], value: 'waiting' | 'failed') =>
    Object.fromEntries(names.map((kind) => [`kind="${kind}"`, of.get(kind)?.[value] ?? 0]));
  return [
    {
      name: 'maumjigi_pages_waiting',
      help: 'Notices to staff that were written and have not left, by kind of way',
      values: byKind(kinds, 'waiting'),
    },
    {
      name: 'maumjigi_pages_failed_24_hours',
      help: 'Notices to staff that failed for good in 24 hours, by kind of way; none: there was no way to send them by',
      values: byKind([...kinds, none], 'failed'),
    },
    {
      name: 'maumjigi_ways',
      help: 'Ways staff are told by, by kind and state',
      values: Object.fromEntries(
        kinds.flatMap((kind) =>
          states.map((state) => [`kind="${kind}",state="${state}"`, of.get(kind)?.[state] ?? 0] as const),
        ),
      ),
    },
  ];
}
