/** Who may do what: the one table. Need to know decides: whoever runs the house (admin) or counts it (campaign) reads no
 *  case, whoever checks it (auditor) changes nothing. Read from the staff row on every request, so that a changed role
 *  acts on the next one. */
import { Refused } from '../triage/errors.ts';
import type { Permission, Role } from './contract.ts';

const table: Readonly<Record<Role, readonly Permission[]>> = {
  counsellor: ['queue', 'case', 'claim', 'follow-ups', 'roster'],
  lead: ['queue', 'case', 'claim', 'follow-ups', 'check', 'roster', 'center', 'campaigns', 'counts'],
  campaign: ['campaigns', 'counts'],
  admin: ['staff', 'roster', 'center', 'counts'],
  auditor: ['audit'],
};

/** The role's permissions; none for a word that is not a role. */
export const permissionsOf = (role: string): Permission[] =>
  Object.hasOwn(table, role) ? [...table[role as Role]] : [];

export const may = (role: string, permission: Permission): boolean => permissionsOf(role).includes(permission);

export const forbidden = (): Refused => new Refused(403, 'forbidden', 'your role may not do this');
