/** Requests to addresses that people typed or browsers sent: to the world only. A name is looked up once, and the connection goes to just
 *  the address that was looked at, so that a name which answers twice differently leads nowhere. No redirect is followed. */
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import type { Delivery } from './notice.ts';

export interface OutboundSettings {
  /** May a stand-in on this machine be reached, also without TLS? Never in production. */
  loopback: boolean;
  /** Inside the centre's network, and meant. Lower case. */
  privateHosts: readonly string[];
  /** Of the system; a test hands in its own. */
  lookup?: typeof lookup;
}

export interface Outbound {
  /** What is wrong with an address; null: it may be tried. Names are looked up only when it is. */
  wrong(address: string): 'no-address' | 'not-https' | 'private' | null;
  /** POSTs within `deadlineMs`. Throws Forbidden for a private address, and what the network throws. */
  post(address: string, headers: Record<string, string>, body: Buffer | string, deadlineMs: number): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  /** At most its first 2,000 characters. */
  text: string;
  /** Of `Retry-After`, in ms. */
  waitMs?: number;
}

/** The name leads into a network that is nobody's business from outside. */
export class Forbidden extends Error {
  constructor() {
    super('a private address');
    this.name = 'Forbidden';
  }
}

const nobodys = new BlockList();
// Everything but the public Internet: RFC 6890 and its successors, as IANA lists them.
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  nobodys.addSubnet(net, bits, 'ipv4');
}
// Of 2000::/3 what carries or names another network.
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  nobodys.addSubnet(net, bits, 'ipv6');
}
const worlds = new BlockList();
worlds.addSubnet('2000::', 3, 'ipv6');
const ours = new BlockList();
ours.addSubnet('127.0.0.0', 8, 'ipv4');
ours.addAddress('::1', 'ipv6');

/** An address of the public Internet. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !nobodys.check(address, 'ipv4');
  return isIP(address) === 6 && worlds.check(address, 'ipv6') && !nobodys.check(address, 'ipv6');
}

const isLoopback = (address: string): boolean =>
  isIP(address) !== 0 && ours.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');

export function outbound({ loopback, privateHosts, lookup: look = lookup }: OutboundSettings): Outbound {
  const isMeant = (host: string) => privateHosts.includes(host.toLowerCase());
  const mayReach = (address: string) => isPublic(address) || (loopback && isLoopback(address));
  const checkedLookup: LookupFunction = (host, options, done) => {
    look(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '');
      const all = isMeant(host) ? found : found.filter(({ address }) => mayReach(address));
      const [first] = all;
      if (!first) return done(new Forbidden(), '');
      if (options.all) done(null, all);
      else done(null, first.address, first.family);
    });
  };
  const agent = new Agent({
    connect: { lookup: checkedLookup, timeout: 3_000 },
    connections: 8,
    keepAliveTimeout: 30_000,
    maxResponseSize: 64 * 1024,
  });

  function wrong(address: string): ReturnType<Outbound['wrong']> {
    const url = address.length <= 2_000 ? URL.parse(address) : null;
    if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return 'no-address';
    const host = hostOf(url);
    const isHere = loopback && (host === 'localhost' || isLoopback(host));
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) return 'not-https';
    // A literal address is never looked up.
    const isKnownPrivate = isIP(host) !== 0 ? !mayReach(host) : host === 'localhost' && !isHere;
    return isKnownPrivate && !isMeant(host) ? 'private' : null;
  }

  return {
    wrong,
    async post(address, headers, body, deadlineMs) {
      if (wrong(address) !== null) throw new Forbidden();
      const signal = AbortSignal.timeout(deadlineMs);
      const answer = await request(address, { dispatcher: agent, method: 'POST', headers, body, signal });
      const text = (await answer.body.text()).slice(0, 2_000);
      const waitMs = waitOf(answer.headers['retry-after']);
      return { status: answer.statusCode, text, ...(waitMs === undefined ? {} : { waitMs }) };
    },
    close: () => agent.close(),
  };
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').toLowerCase();

function waitOf(header: string | string[] | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

/** What an answer means that says nothing more exact. Redirects lead nowhere: whoever owns an address says it. */
export function deliveryOf({ status, waitMs }: Answer): Delivery {
  if (status >= 200 && status < 300) return { type: 'accepted' };
  if (status === 404 || status === 410) return { type: 'gone', why: `answered ${status}` };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { type: 'later', why: `answered ${status}`, ...(waitMs === undefined ? {} : { waitMs }) };
  }
  return { type: 'refused', why: `answered ${status}` };
}

/** What a failed request means: an address that is not allowed stays so, everything else may pass. */
export const deliveryOfFault = (error: unknown): Delivery =>
  isForbidden(error)
    ? { type: 'refused', why: 'a private address' }
    : {
        type: 'later',
        why: error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : codeOf(error),
      };

const isForbidden = (error: unknown): boolean =>
  error instanceof Forbidden || (error instanceof Error && error.cause instanceof Forbidden);

/** A short code, never the message: it may hold the address. */
const codeOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z_]{2,40}$/.test(code) ? code : 'no connection';
};
