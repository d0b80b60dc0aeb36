/** To whom something may be given: colleagues of the same centre who may do it, and gatekeepers the centre knows. */
import { Refused } from '../triage/errors.ts';
import type { Queryable } from '../triage/store/audit.ts';
import { colleaguesOf, type TaskKind } from '../triage/store/followUps.ts';
import { type ResourceRow, resourceOf } from '../triage/store/resources.ts';
import { may } from './roles.ts';

/** Throws Refused where nobody of this centre who still works there may have it. What only a lead decides goes to a lead. */
export async function checkAssignee(
  on: Queryable,
  centerId: string,
  staffId: string | null | undefined,
  kind: TaskKind,
  field: string,
): Promise<void> {
  if (!staffId) return;
  const found = (await colleaguesOf(on, centerId)).find(({ id }) => id === staffId);
  if (!found || !may(found.role, 'follow-ups')) {
    throw new Refused(422, 'unknown_assignee', 'nobody here may be given this', { field });
  }
  if (kind === 'lead' && !may(found.role, 'check')) {
    throw new Refused(422, 'lead_wanted', 'only a lead may be given this', { field });
  }
}

/** Throws Refused where no gatekeeper of this centre is meant, or one who is asked no more. */
export async function checkGatekeeper(
  on: Queryable,
  centerId: string,
  gatekeeperId: string | null | undefined,
  kind: string,
): Promise<void> {
  if (!gatekeeperId) return;
  const field = 'gatekeeperId';
  if (kind !== 'gatekeeper') throw new Refused(422, 'no_gatekeeper_task', 'no gatekeeper does this', { field });
  const found = await resourceOf(on, centerId, gatekeeperId);
  if (!isOffered(found) || found.kind !== 'gatekeeper') {
    throw new Refused(422, 'unknown_gatekeeper', 'no such gatekeeper', { field });
  }
}

export const isOffered = (resource: ResourceRow | null): resource is ResourceRow =>
  resource !== null && resource.retiredAt === null;

/** A gatekeeper looks in on neighbours; somebody at high risk needs a counsellor. A person may lower the tier first. */
export function refuseHighTier(tier: string | null): void {
  if (tier === 'high') throw new Refused(422, 'tier_too_high', 'a counsellor is needed, not a gatekeeper', { tier });
}
