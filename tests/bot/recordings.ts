/** Each channel as its platform speaks to it: what was recorded once, opened with the settings of a test. A channel that is
 *  registered and stands not here has no proof, and the contract suite says so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Channel, RawRequest } from '../../bot/channels/channel.ts';
import { kakaoChannel } from '../../bot/channels/kakao/adapter.ts';
import { lineChannel } from '../../bot/channels/line/adapter.ts';
import { webChannel } from '../../bot/channels/web/adapter.ts';
import type { Inbound } from '../../flows/protocol.ts';
import type { Sender } from '../../triage/dispatch.ts';
import { botId, secret as kakaoSecret, settings as kakaoSettings } from '../harness/kakao.ts';
import { secret as lineSecret, signed } from '../harness/lineWorld.ts';

export interface Recording {
  open(): Channel;
  /** A request as it comes, and what it says. */
  genuine: RawRequest;
  says: Inbound['type'][];
  /** The same from somebody else, each with what is not right about it. */
  forged: Record<string, RawRequest>;
  /** The same body, changed, and proved genuine all the same. */
  with(body: Buffer): RawRequest;
}

const file = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'payloads', name));
const nobody = (channel: string): Sender => ({ channel, reachable: () => [], send: async () => false });

const post = (path: string, headers: Record<string, string>, body: Buffer): RawRequest => ({
  method: 'POST',
  path,
  headers,
  body,
});

function web(): Recording {
  const cookie = `maum=${'t'.repeat(43)}`;
  const headers = {
    cookie,
    origin: 'http://maum.test',
    'idempotency-key': 'k-1',
    'content-type': 'application/json; charset=utf-8',
  };
  const body = Buffer.from(JSON.stringify({ text: '안녕하세요 🙂' }));
  const { cookie: _, ...without } = headers;
  const to = (more: Record<string, string> = headers) => post('/chat/messages', more, body);
  return {
    open: () =>
      webChannel({
        hub: { ...nobody('web'), reachable: () => [], open() {}, end() {}, close() {} },
        newId: () => 'id',
        publicUrl: new URL('http://maum.test'),
      }),
    genuine: to(),
    says: ['said'],
    forged: {
      'no cookie': to(without),
      'a cookie of another shape': to({ ...headers, cookie: 'maum=short' }),
      'a page of another site': to({ ...headers, origin: 'https://evil.example' }),
    },
    with: (changed) => post('/chat/messages', headers, changed),
  };
}

function line(): Recording {
  const body = file('line.json');
  const to = (headers: Record<string, string>) => post('/webhooks/line', headers, body);
  return {
    open: () => lineChannel({ secrets: [lineSecret] }, { send: async () => false, restsUntil: () => 0 }),
    genuine: to({ 'x-line-signature': signed(body) }),
    says: ['said', 'chose', 'media', 'opened'],
    forged: {
      'no signature': to({}),
      'a signature of another secret': to({ 'x-line-signature': signed(body, 'another') }),
      'a signature of another body': to({ 'x-line-signature': signed('{}') }),
      'a signature that is none': to({ 'x-line-signature': 'x'.repeat(10_000) }),
    },
    with: (changed) => post('/webhooks/line', { 'x-line-signature': signed(changed) }, changed),
  };
}

function kakao(): Recording {
  const body = file('kakao.json');
  const headers = { 'x-skill-secret': kakaoSecret, 'content-type': 'application/json' };
  const others = Buffer.from(body.toString().replace(botId, 'ffffffffffffffffffffffff'));
  return {
    open: () => kakaoChannel(kakaoSettings, nobody('kakao'), () => new Date(0)),
    genuine: post('/webhooks/kakao', headers, body),
    says: ['said'],
    forged: {
      'no secret': post('/webhooks/kakao', {}, body),
      'another secret': post('/webhooks/kakao', { 'x-skill-secret': 'guess' }, body),
      'another bot': post('/webhooks/kakao', headers, others),
    },
    with: (changed) => post('/webhooks/kakao', headers, changed),
  };
}

export const recordings: Readonly<Record<string, Recording>> = { web: web(), line: line(), kakao: kakao() };
