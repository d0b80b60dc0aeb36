/** People who do not exist: made by a rehearsal (triage/rehearsal.ts), left out of everything that counts or lists people. */

/** canary: by itself every few minutes, and nobody is called but the watchdog. drill: asked for, and one of the staff is called. */
export const rehearsalKinds = ['canary', 'drill'] as const;
export type RehearsalKind = (typeof rehearsalKinds)[number];

/** A condition on `row.resident_id`: this is about a real person. Whoever counts people, cases, visits or words puts it into the
 *  statement; tests/journeys/rehearsals.test.ts holds every number of the house against it. */
export const isReal = (row: string, id = 'resident_id'): string =>
  `not exists (select from resident made_up where made_up.id = ${row}.${id} and made_up.synthetic is not null)`;
