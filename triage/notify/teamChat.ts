/** The team's chat: an incoming webhook as Slack, Mattermost, Google Chat, Teams and Jandi take it. Nobody's own way. */
import type { Delivery, Notifier } from './notice.ts';
import { deliveryOf, deliveryOfFault, type Outbound } from './outbound.ts';
import { fullWords } from './words.ts';

export function teamChatNotifier(outbound: Outbound): Notifier {
  return {
    kind: 'team',
    read(typed) {
      const address = typeof typed === 'string' ? typed.trim() : '';
      const fault = outbound.wrong(address);
      if (fault !== null) return { wrong: wrong[fault] };
      const { hostname } = new URL(address);
      return { to: address, same: address, label: hostname };
    },
    async send(to, notice, deadlineMs): Promise<Delivery> {
      const text = fullWords(notice);
      // Jandi alone calls the words something else, and wants to be asked for by name.
      const isJandi = new URL(to).hostname === 'wh.jandi.com';
      const headers = {
        'content-type': 'application/json',
        ...(isJandi ? { accept: 'application/vnd.tosslab.jandi-v2+json' } : {}),
      };
      try {
        return deliveryOf(
          await outbound.post(to, headers, JSON.stringify(isJandi ? { body: text } : { text }), deadlineMs),
        );
      } catch (error) {
        return deliveryOfFault(error);
      }
    },
  };
}

/** What is wrong with an address somebody typed for a chat or a provider, in words. */
export const wrong: Record<'no-address' | 'not-https' | 'private', { ko: string; en: string }> = {
  'no-address': {
    ko: '주소를 https://로 시작하는 한 줄로 적어 주세요. 로그인 정보나 #은 넣을 수 없어요.',
    en: 'Write one address that begins with https://, without a login and without a #.',
  },
  'not-https': {
    ko: 'https://로 시작하는 주소만 쓸 수 있어요.',
    en: 'Only an address that begins with https:// can be used.',
  },
  private: {
    ko: '내부망 주소는 쓸 수 없어요. 꼭 필요하면 관리자가 서버 설정 NOTICE_PRIVATE_HOSTS에 그 이름을 적어야 해요.',
    en: 'An address inside a private network cannot be used. If it is needed, the server setting NOTICE_PRIVATE_HOSTS has to name it.',
  },
};
