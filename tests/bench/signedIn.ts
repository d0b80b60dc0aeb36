/** Somebody signed in at the desk, put straight into the database: the cookie. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../../triage/store/db.ts';
import { openSession } from '../../triage/store/sessions.ts';
import { addStaff } from '../../triage/store/staff.ts';

export async function signedIn(db: Database, centerId: string, role: 'counsellor' | 'lead'): Promise<string> {
  const [id, token] = [randomUUID(), randomBytes(32).toString('base64url')];
  const own = { id, centerId, email: `${id}@bench.example`, name: '상담사', role };
  await addStaff(db, { ...own, password: null, invite: null, at: new Date() });
  const trace = { at: new Date(), centerId, staffId: id, address: null, requestId: null };
  const tokenHash = createHash('sha256').update(token).digest();
  await openSession(db, { tokenHash, replaces: null, auditId: randomUUID(), action: 'login' }, trace);
  return `desk=${token}`;
}
