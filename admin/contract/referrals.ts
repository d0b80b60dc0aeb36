/** 기관과 지킴이: whom people are referred to, and how far each referral has come. */
import { z } from 'zod';
import { Day, Id, lineOf, Named, noteOf, Time } from './common.ts';

export const resourceKinds = [
  'medical',
  'welfare',
  'money',
  'work',
  'home',
  'dementia',
  'gatekeeper',
  'other',
] as const;
export const ResourceKind = z.enum(resourceKinds);
export type ResourceKind = z.infer<typeof ResourceKind>;

export const Resource = z.object({
  id: Id,
  kind: ResourceKind,
  name: z.string(),
  phone: z.string().nullable(),
  note: z.string().nullable(),
  /** Offered no more; what it was asked for stays. */
  retiredAt: Time.nullable(),
  /** Counts its changes; a change says which one it saw. */
  rev: z.number().int(),
});
export type Resource = z.infer<typeof Resource>;
export const Resources = z.object({ resources: z.array(Resource) });

const Name = lineOf(60);
const ResourceNote = noteOf(500);
/** Checked by the server as something that can be dialled. */
const Phone = lineOf(20);
export const AddResource = z.strictObject({
  kind: ResourceKind,
  name: Name,
  phone: Phone.optional(),
  note: ResourceNote.optional(),
});
/** What is left out stays as it is; null: nothing stands there any more. */
export const ChangeResource = z.strictObject({
  rev: z.number().int().min(0).max(2_147_483_647),
  kind: ResourceKind.optional(),
  name: Name.optional(),
  phone: Phone.nullable().optional(),
  note: ResourceNote.nullable().optional(),
  retired: z.boolean().optional(),
});

/** In the order they come. declined: by the other one or by the person, from any state before `confirmed`. */
export const referralStates = ['requested', 'accepted', 'provided', 'confirmed', 'declined'] as const;
export const ReferralState = z.enum(referralStates);
export type ReferralState = z.infer<typeof ReferralState>;

/** On what ground the other one may be told. consent: the person said yes in the conversation. no-name: they are told nothing of
 *  who it is. */
export const referralBases = ['consent', 'spoken-consent', 'urgent-life', 'no-name'] as const;
export const ReferralBasis = z.enum(referralBases);
export type ReferralBasis = z.infer<typeof ReferralBasis>;

export const RequestReferral = z.strictObject({
  resourceId: Id,
  basis: ReferralBasis,
  note: noteOf(2000).optional(),
});
export const MoveReferral = z.strictObject({ state: ReferralState, note: noteOf(2000).optional() });

export const Referral = z.object({
  id: Id,
  resource: Named.extend({ kind: ResourceKind, phone: z.string().nullable() }),
  state: ReferralState,
  basis: ReferralBasis,
  requestedAt: Time,
  /** Oldest first. */
  events: z.array(z.object({ at: Time, state: ReferralState, by: z.string().nullable(), note: z.string().nullable() })),
});
export type Referral = z.infer<typeof Referral>;

/** What the person last answered about telling this agency. */
export const Consent = z.object({ agency: z.string(), given: z.boolean(), at: Time });

export const referralRoutes = {
  resources: { method: 'get', path: '/api/resources', needs: 'follow-ups', body: null, out: Resources },
  addResource: { method: 'post', path: '/api/resources', needs: 'follow-ups', body: AddResource, out: Resource },
  changeResource: {
    method: 'post',
    path: '/api/resources/:id',
    needs: 'follow-ups',
    body: ChangeResource,
    out: Resource,
  },
  requestReferral: {
    method: 'post',
    path: '/api/cases/:id/referrals',
    needs: 'follow-ups',
    body: RequestReferral,
    out: z.object({ id: Id, checkOn: Day }),
  },
  moveReferral: {
    method: 'post',
    path: '/api/referrals/:id/state',
    needs: 'follow-ups',
    body: MoveReferral,
    out: null,
  },
} as const;
