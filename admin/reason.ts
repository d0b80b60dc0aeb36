/** Why something leaves the house: kept in the audit trail, so a sign or two is no reason. */
import { Refused } from '../triage/errors.ts';

export function exportReason(given: string | undefined): string {
  const reason = given?.normalize('NFC').trim() ?? '';
  if (!/[\p{L}\p{N}]/u.test(reason) || reason.length > 200 || /[\p{Cs}\0]/u.test(reason)) {
    throw new Refused(422, 'reason_required', 'say in up to 200 characters what the file is for');
  }
  return reason;
}
