/** Web push: to a browser that allowed it (RFC 8030), sealed for it alone (RFC 8291), signed as ours (RFC 8292). */
import { createECDH, createPrivateKey, sign } from 'node:crypto';
import { encryptNotification } from '@block65/webcrypto-web-push';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Delivery, Notice, Notifier } from './notice.ts';
import { deliveryOf, deliveryOfFault, type Outbound } from './outbound.ts';
import { pushWords } from './words.ts';

export interface PushDeps {
  outbound: Outbound;
  /** The 32 bytes of our private key. */
  vapid: Buffer;
  /** `mailto:…` or `https://…`. */
  contact: string;
  clock: Clock;
  /** Lets the phone that shows a page say so, without a session. */
  proofOf: (pageId: string) => string;
}

/** Base64url of some length, as browsers write keys. */
const bytes = (length: number) =>
  z
    .string()
    .max(200)
    .regex(/^[\w-]+={0,2}$/)
    .refine((text) => Buffer.from(text, 'base64url').length === length);

/** As `PushSubscription.toJSON()` gives it. */
const Subscription = z.object({
  endpoint: z.string().max(2_000),
  keys: z.object({ p256dh: bytes(65), auth: bytes(16) }),
});
type Subscription = z.infer<typeof Subscription>;

/** After this long nobody needs this very page any more: the ladder has called again. */
const lifeS = 600;
/** RFC 8292: at most a day. */
const signedForS = 12 * 3_600;

/** What a browser needs to allow pushes from us: the public point, base64url. */
export function vapidPublicKey(vapid: Buffer): string {
  return pairOf(vapid).publicKey;
}

export function pushNotifier({ outbound, vapid, contact, clock, proofOf }: PushDeps): Notifier {
  const pair = pairOf(vapid);

  /** Signed for one push service, for half a day. */
  function authorization(endpoint: string): string {
    const exp = Math.floor(clock().getTime() / 1000) + signedForS;
    const claims = { aud: new URL(endpoint).origin, exp, sub: contact };
    const signed = [{ typ: 'JWT', alg: 'ES256' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(signed), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
    return `vapid t=${signed}.${signature.toString('base64url')}, k=${pair.publicKey}`;
  }

  return {
    kind: 'push',
    read(typed) {
      const { data } = Subscription.safeParse(typed);
      if (!data || outbound.wrong(data.endpoint) !== null) return { wrong };
      return { to: JSON.stringify(data), same: data.endpoint, label: new URL(data.endpoint).hostname };
    },
    async send(to, notice, deadlineMs): Promise<Delivery> {
      const subscription: Subscription = JSON.parse(to);
      const payload = { ...pushWords(notice), id: notice.id, proof: proofOf(notice.id), href: notice.href };
      try {
        const body = await encryptNotification(
          { ...subscription, expirationTime: null },
          Buffer.from(JSON.stringify(payload)),
        );
        const answer = await outbound.post(
          subscription.endpoint,
          headersOf(notice, subscription.endpoint),
          Buffer.from(body),
          deadlineMs,
        );
        return deliveryOf(answer);
      } catch (error) {
        return deliveryOfFault(error);
      }
    },
  };

  function headersOf(notice: Notice, endpoint: string): Record<string, string> {
    return {
      authorization: authorization(endpoint),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: String(lifeS),
      urgency: 'high',
      // A page sent twice is shown once: 32 letters of base64url are the most there may be.
      topic: notice.id.replaceAll('-', ''),
    };
  }
}

const wrong = {
  ko: '이 브라우저가 준 알림 주소를 쓸 수 없어요. 알림을 껐다가 다시 켜고, 그래도 안 되면 다른 브라우저로 해 주세요.',
  en: 'The address this browser gave for notifications cannot be used. Turn them off and on again, or use another browser.',
};

function pairOf(vapid: Buffer): { privateKey: ReturnType<typeof createPrivateKey>; publicKey: string } {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(vapid);
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '', d: vapid.toString('base64url') };
  return { privateKey: createPrivateKey({ key: jwk, format: 'jwk' }), publicKey: point.toString('base64url') };
}
