/** What the desk's browser and server say to each other, as zod schemas, one file for each room. The panel imports only types from
 *  here; the server validates with it and prints `/api/openapi.json` from it. */
import type { z } from 'zod';
import { alertRoutes } from './contract/alerts.ts';
import { boardRoutes } from './contract/board.ts';
import { campaignRoutes } from './contract/campaigns.ts';
import { caseRoutes } from './contract/case.ts';
import type { Permission } from './contract/common.ts';
import { drillRoutes } from './contract/drills.ts';
import { followUpRoutes } from './contract/followUps.ts';
import { handoverRoutes } from './contract/handover.ts';
import { ladderRoutes } from './contract/ladder.ts';
import { reportRoutes } from './contract/reports.ts';
import { rosterRoutes } from './contract/roster.ts';
import { rotationRoutes } from './contract/rotations.ts';
import { signInRoutes } from './contract/signIn.ts';
import { trailRoutes } from './contract/trail.ts';

export * from './contract/alerts.ts';
export * from './contract/board.ts';
export * from './contract/campaigns.ts';
export * from './contract/case.ts';
export * from './contract/common.ts';
export * from './contract/drills.ts';
export * from './contract/followUps.ts';
export * from './contract/handover.ts';
export * from './contract/ladder.ts';
export * from './contract/reports.ts';
export * from './contract/roster.ts';
export * from './contract/rotations.ts';
export * from './contract/signIn.ts';
export * from './contract/trail.ts';

/** One line of the table below: method, path → who may, what goes in, what comes out. */
export interface Route {
  method: 'get' | 'post';
  path: string;
  /** null: open to everybody. */
  needs: Permission | 'signed-in' | null;
  body: z.ZodType | null;
  query?: z.ZodType;
  out: z.ZodType | null;
  /** The answer goes on for as long as the browser listens. */
  streams?: true;
  /** What comes in are the bytes of a CSV file, at most 2 MB, as they are: no schema has looked at them. */
  csv?: true;
  /** The answer is a file of this type, to be kept or shown as it is. */
  file?: string;
}

/** The router and the OpenAPI document both read this table. Every non-GET needs `Sec-Fetch-Site: same-origin` or a matching `Origin`.
 *  The writes on a case may carry an `Idempotency-Key` (8–100 letters, digits, `-`, `_`): the same key again is the same write. */
export const routes = {
  ...signInRoutes,
  ...caseRoutes,
  ...followUpRoutes,
  ...rosterRoutes,
  ...rotationRoutes,
  ...handoverRoutes,
  ...ladderRoutes,
  ...boardRoutes,
  ...drillRoutes,
  ...campaignRoutes,
  ...reportRoutes,
  ...trailRoutes,
  ...alertRoutes,
} as const satisfies Record<string, Route>;
