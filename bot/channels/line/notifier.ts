/** LINE as a way to tell staff: a push to an account that has proved whose it is. */
import type { Delivery, Notifier } from '../../../triage/notify/notice.ts';
import { fullWords } from '../../../triage/notify/words.ts';
import type { Fate, LineClient } from './client.ts';

/** The month's messages are used up: somebody has to buy more, and until then asking costs nothing but is no use either. */
const overQuotaMs = 300_000;

export function lineNotifier(client: Pick<LineClient, 'push'>): Notifier {
  return {
    kind: 'line',
    read(typed) {
      const id = typeof typed === 'string' ? typed : '';
      if (!/^U[0-9a-f]{32}$/.test(id)) return { wrong };
      return { to: id, same: id, label: 'LINE' };
    },
    // The client has a deadline of its own, two seconds a call.
    send: async (to, notice) =>
      deliveryOf(await client.push(to, [{ type: 'text', text: fullWords(notice) }], notice.key ?? notice.id)),
  };
}

const wrong = {
  ko: 'LINE 계정은 코드로만 이을 수 있어요. ‘내 알림’에서 코드를 받아 센터의 LINE 대화방에 보내 주세요.',
  en: 'A LINE account is connected by a code only: get one under My alerts and send it to the centre’s LINE account.',
};

function deliveryOf(fate: Fate): Delivery {
  switch (fate.type) {
    case 'accepted':
      return { type: 'accepted' };
    case 'refused':
      return { type: 'refused', why: `LINE said ${fate.status}` };
    case 'too-fast':
      return { type: 'later', why: 'LINE: too many at once', waitMs: fate.waitMs };
    case 'over-quota':
      return { type: 'later', why: 'LINE: the month’s messages are used up', waitMs: overQuotaMs };
    case 'no-access':
      return { type: 'later', why: `LINE: the access token does not open the account (${fate.status})` };
    case 'token-dead':
    case 'unknown':
      return { type: 'later', why: 'LINE did not answer' };
  }
}
