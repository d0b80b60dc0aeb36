/** A provider of text messages, calls or Alimtalk behind a signed hook: we POST JSON, and sign `<timestamp>.<body>` with the secret both
 *  sides know. The provider says later what became of it, signed in the same way (receipts.ts). */
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { HookChannel } from '../store/noticeMethods.ts';
import type { Delivery, Notifier } from './notice.ts';
import { deliveryOf, deliveryOfFault, type Outbound } from './outbound.ts';
import { signedHeaders } from './signed.ts';
import { fullWords, shortWords, spokenWords } from './words.ts';

export interface Hook {
  url: string;
  /** Of at least 32 letters. */
  secret: string;
  channel: HookChannel;
}

export interface HookDeps {
  outbound: Outbound;
  clock: Clock;
  /** As it stands now: what was changed since a number was added holds for it. null: removed. */
  hookOf: (id: string) => Promise<Hook | null>;
}

/** Where a notice goes: which hook, and whose number. */
const To = z.strictObject({ hookId: z.uuid(), number: z.string().max(40) });

export function hookNotifier({ outbound, clock, hookOf }: HookDeps): Notifier {
  return {
    kind: 'hook',
    read(typed) {
      const { data } = To.safeParse(typed);
      const number = data && dialled(data.number);
      if (!data || !number) return { wrong };
      return {
        to: JSON.stringify({ hookId: data.hookId, number }),
        same: `${data.hookId} ${number}`,
        label: `${number.slice(0, 3)}-****-${number.slice(-4)}`,
      };
    },
    async send(to, notice, deadlineMs): Promise<Delivery> {
      const { hookId, number } = To.parse(JSON.parse(to));
      const hook = await hookOf(hookId);
      if (!hook) return { type: 'gone', why: 'the provider was removed' };
      const body = JSON.stringify({
        id: notice.id,
        kind: notice.kind,
        channel: hook.channel,
        to: number,
        text: hook.channel === 'voice' ? spokenWords(notice) : fullWords(notice),
        short: shortWords(notice),
        href: notice.href,
      });
      const headers = {
        ...signedHeaders(hook.secret, body, clock()),
        // A page that is sent again has the same: a provider who knows it calls nobody twice.
        'idempotency-key': notice.key ?? notice.id,
        'x-maumjigi-hook': hookId,
      };
      try {
        const answer = await outbound.post(hook.url, headers, body, deadlineMs);
        const delivery = deliveryOf(answer);
        const providerId = delivery.type === 'accepted' ? idOf(answer.text) : undefined;
        return delivery.type === 'accepted' && providerId ? { ...delivery, providerId } : delivery;
      } catch (error) {
        return deliveryOfFault(error);
      }
    },
  };
}

const wrong = {
  ko: '휴대폰 번호를 숫자와 붙임표(-)로 적어 주세요. 예: 010-1234-5678',
  en: 'Write a mobile number in digits and hyphens, e.g. 010-1234-5678',
};

/** A mobile number of Korea as its digits; null: none. */
export function dialled(text: string): string | null {
  const digits = text.normalize('NFKC').replaceAll(/[\s-]/g, '').replace(/^\+82/, '0');
  return /^(010\d{8}|01[16789]\d{7,8})$/.test(digits) ? digits : null;
}

/** The provider's own name of it, where it gives one: `{ "id": "…" }`. */
function idOf(text: string): string | undefined {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' && /^[\w.:-]{1,100}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
