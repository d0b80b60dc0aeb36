/** Signing in, and what everybody who is signed in sees. */
import { z } from 'zod';
import { Id, permissions, Role } from './common.ts';

export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  permissions: z.array(z.enum(permissions)),
  center: z.object({ id: Id, name: z.string() }),
});
export type Me = z.infer<typeof Me>;

/** Counted as sent: characters outside ASCII are two to four bytes. Never trimmed. */
const fits = (text: string): boolean => new TextEncoder().encode(text).length <= 1024;
const Password = z.string().max(1024).refine(fits, 'at most 1024 bytes');

export const Login = z.strictObject({
  email: z
    .string()
    .max(254)
    .regex(/^[^\0]*$/),
  password: Password,
});
/** The invite link is `/invite#<token>`: behind the `#` it reaches no server, log or Referer. */
export const AcceptInvite = z.strictObject({
  token: z.string().max(100),
  password: z.string().min(10).max(1024).refine(fits, 'at most 1024 bytes'),
});

export const signReasons = ['provisional', 'compare', 'deviations', 'bands', 'rights'] as const;
export const SignReason = z.enum(signReasons);
export type SignReason = z.infer<typeof SignReason>;

/** What every role sees for as long as it stands. `unsigned`: nobody has signed for the words of a questionnaire. stop: residents
 *  get help instead of it. warn: a trial, it is put to them all the same. `command`: what whoever runs the house types. */
export const Notice = z.object({
  code: z.literal('unsigned'),
  level: z.enum(['stop', 'warn']),
  instrument: z.string(),
  title: z.object({ ko: z.string(), en: z.string() }),
  lang: z.enum(['ko', 'en']),
  version: z.string(),
  why: z.array(SignReason),
  command: z.string(),
});
export type Notice = z.infer<typeof Notice>;
export const Notices = z.object({ production: z.boolean(), notices: z.array(Notice) });
export type Notices = z.infer<typeof Notices>;

export const signInRoutes = {
  login: { method: 'post', path: '/api/login', needs: null, body: Login, out: Me },
  acceptInvite: { method: 'post', path: '/api/invite', needs: null, body: AcceptInvite, out: Me },
  logout: { method: 'post', path: '/api/logout', needs: null, body: null, out: null },
  me: { method: 'get', path: '/api/me', needs: 'signed-in', body: null, out: Me },
  notices: { method: 'get', path: '/api/notices', needs: 'signed-in', body: null, out: Notices },
} as const;
