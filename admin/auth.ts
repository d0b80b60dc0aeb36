/** Signing in and out, and who a request is from. One answer for every wrong sign-in, in text, status and time. */
import { createHash, randomBytes } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { Refused } from '../triage/errors.ts';
import { audit } from '../triage/store/audit.ts';
import { closeSession, openSession, type SignedIn, sessionOf } from '../triage/store/sessions.ts';
import { acceptInvite, type Staff, staffByEmail, staffByInvite } from '../triage/store/staff.ts';
import type { Me, Role } from './contract.ts';
import type { Call, DeskDeps, Handlers, Session } from './handler.ts';
import { checkNewPassword, hashPassword, verifyPassword } from './password.ts';
import { permissionsOf } from './roles.ts';
import { openThrottle } from './throttle.ts';

/** A year: the device cookie opens nothing, it only keeps a counter of failed attempts of its own. */
const deviceMs = 365 * 24 * 60 * 60_000;

/** How long an invite can be accepted. ASVS 6.5.5 asks for ten minutes where the code is a second factor; this one is the
 *  256-bit first secret of a person who reads their mail after the next consultation, so it gets an hour, works once, and
 *  is kept as a hash. */
export const inviteMs = 60 * 60_000;

/** 256 random bits for a browser or a link, and what is stored of them. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export interface Auth {
  /** Who sent this, by the cookie. Throws Refused(401, 'signed_out'). */
  session(req: Request, address: string, requestId: string): Promise<Session>;
  handlers: Pick<Handlers, 'login' | 'acceptInvite' | 'logout' | 'me'>;
}

/** onSignedOut: a token that no longer counts, so that what is open under it can end. */
export function openAuth(deps: DeskDeps, onSignedOut: (tokenHash: Buffer) => void): Auth {
  const { db, clock, newId } = deps;
  const throttle = openThrottle(deps);
  const secure = deps.baseUrl.startsWith('https:');
  // A __Host- cookie can only be set by this very host over https; plain http has to do without the prefix.
  const [sessionCookie, deviceCookie] = secure ? ['__Host-desk', '__Host-device'] : ['desk', 'device'];
  const attributes: CookieOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure };

  async function session(req: Request, address: string, requestId: string): Promise<Session> {
    const token = cookieOf(req, sessionCookie);
    const tokenHash = token === undefined ? null : hashOf(token);
    const now = clock();
    const found = tokenHash && (await sessionOf(db.urgent, tokenHash, now, isActive(req)));
    if (!tokenHash || !found) throw new Refused(401, 'signed_out', 'sign in first');
    const { alive, ...signedIn } = found;
    if (alive) return { ...signedIn, tokenHash };
    onSignedOut(tokenHash);
    const trace = { at: now, centerId: found.centerId, staffId: found.id, address, requestId };
    await audit(db, {
      ...trace,
      id: newId(),
      action: 'denied',
      subject: `${req.method} ${req.path}`,
      reason: 'signed_out',
    });
    throw new Refused(401, 'signed_out', 'the session has ended; sign in again');
  }

  async function login(call: Call<'login'>): Promise<Me> {
    const email = call.body.email.trim().toLowerCase();
    const { known, succeeded } = await throttle.admit(email, call.address, cookieOf(call.req, deviceCookie));
    const staff = await staffByEmail(db, email);
    // The attempt is written while argon2 runs, so that knowing the account costs no time that could be measured.
    // "login.tried" without a "login" after it is a refusal.
    const [right] = await Promise.all([
      verifyPassword(call.body.password, staff?.disabledAt === null ? staff.password : null, known),
      staff && audit(db, { ...traceOf(staff, call), id: newId(), action: 'login.tried' }),
    ]);
    if (!right || !staff) throw new Refused(401, 'login_failed', 'e-mail or password is wrong');
    const { token, hash } = newToken();
    const replaces = oldToken(call.req);
    const opened = await openSession(
      db,
      { tokenHash: hash, replaces, auditId: newId(), action: 'login' },
      traceOf(staff, call),
    );
    if (!opened) throw new Refused(401, 'login_failed', 'e-mail or password is wrong');
    if (replaces) onSignedOut(replaces);
    await succeeded();
    giveCookies(call.res, token, email);
    return me(staff);
  }

  async function accept(call: Call<'acceptInvite'>): Promise<Me> {
    await throttle.admitAddress(call.address);
    const inviteHash = hashOf(call.body.token);
    const staff = await staffByInvite(db, inviteHash, clock());
    if (!staff) throw new Refused(410, 'invite_invalid', 'the invite is unknown, used or out of time');
    checkNewPassword(call.body.password, staff.email);
    const password = await hashPassword(call.body.password);
    const { token, hash } = newToken();
    const replaces = oldToken(call.req);
    const trace = traceOf(staff, call);
    const accepted = await db.transaction(
      async (tx) =>
        (await acceptInvite(tx, inviteHash, password, trace.at)) &&
        (await openSession(tx, { tokenHash: hash, replaces, auditId: newId(), action: 'invite.accepted' }, trace)),
    );
    if (!accepted) throw new Refused(410, 'invite_invalid', 'the invite was used a moment ago');
    if (replaces) onSignedOut(replaces);
    giveCookies(call.res, token, staff.email);
    return me(staff);
  }

  async function logout(call: Call<'logout'>): Promise<void> {
    const tokenHash = oldToken(call.req);
    call.res.clearCookie(sessionCookie, attributes);
    if (!tokenHash) return;
    const { address, requestId } = call;
    await closeSession(db, tokenHash, newId(), { at: clock(), address, requestId });
    onSignedOut(tokenHash);
  }

  const oldToken = (req: Request): Buffer | null => {
    const token = cookieOf(req, sessionCookie);
    return token === undefined ? null : hashOf(token);
  };
  const traceOf = (staff: Staff, { address, requestId }: Pick<Call, 'address' | 'requestId'>) => ({
    at: clock(),
    centerId: staff.centerId,
    staffId: staff.id,
    address,
    requestId,
  });
  const giveCookies = (res: Response, token: string, email: string): void => {
    res.cookie(sessionCookie, token, attributes);
    res.cookie(deviceCookie, throttle.deviceCookie(email), { ...attributes, maxAge: deviceMs });
  };
  return {
    session,
    handlers: { login, acceptInvite: accept, logout, me: async (call) => me(call.session) },
  };
}

function me(who: SignedIn | Staff): Me {
  const { id, name, email, role, centerId, centerName } = who;
  return {
    id,
    name,
    email,
    role: role as Role,
    permissions: permissionsOf(role),
    center: { id: centerId, name: centerName },
  };
}

/** Does a person do this? Every change is one; a panel says so of what it reads while somebody is at it. What it asks by itself
 *  would keep an abandoned desk signed in, and residents told that somebody is there. */
const isActive = (req: Request): boolean => req.method !== 'GET' || req.get('x-desk-active') === '1';

/** Refuses a change that another site could have sent. Browsers say where a request comes from in Sec-Fetch-Site; those that
 *  do not (plain http on the LAN, old ones) send Origin with every POST. Throws Refused(403, 'bad_origin'). */
export function refuseForeign(req: Request, baseUrl: string): void {
  const site = req.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return;
  const origin = req.get('origin');
  // Every browser sends one of the two with a change; a program that sends neither holds no other site's cookies.
  if (site === undefined && origin === undefined) return;
  const own = origin !== undefined && (origin === new URL(baseUrl).origin || hostOf(origin) === req.get('host'));
  if (site !== undefined || !own) throw new Refused(403, 'bad_origin', 'changes are taken from the desk itself only');
}

/** The desk is also reached by other names than its base (localhost, a LAN address): then the Host it was asked under counts. */
function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

function cookieOf(req: Request, name: string | undefined): string | undefined {
  const pairs = (req.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(`${name}=`.length);
}
