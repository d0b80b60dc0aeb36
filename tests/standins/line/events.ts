/** What a person does on their phone, and the webhook event LINE makes of it (webhook.yml, REF "Webhook Event Objects"). */
import { newMessageId, newReplyToken, newToken, ulid } from './ids.ts';

export type Act =
  | { type: 'follow'; isUnblocked?: boolean }
  | { type: 'unfollow' }
  | { type: 'text'; text: string }
  | { type: 'sticker'; packageId?: string; stickerId?: string; keywords?: string[]; text?: string }
  | { type: 'image' | 'video' | 'audio' }
  | { type: 'file'; fileName: string }
  | { type: 'location'; title?: string; address?: string; latitude?: number; longitude?: number }
  /** displayText: what the action puts into the chat as if it had been written. */
  | { type: 'postback'; data: string; params?: Record<string, string>; displayText?: string }
  | { type: 'unsend'; messageId: string };

export interface WebhookEvent {
  type: string;
  mode: 'active' | 'standby';
  timestamp: number;
  source?: Record<string, string>;
  webhookEventId: string;
  deliveryContext: { isRedelivery: boolean };
  replyToken?: string;
  message?: { id: string; type: string; [key: string]: unknown };
  [key: string]: unknown;
}

/** Unfollow and unsend cannot be answered. */
const answerable = (act: Act): boolean => act.type !== 'unfollow' && act.type !== 'unsend';

export function eventOf(userId: string, act: Act, at: number): WebhookEvent {
  return {
    ...contentOf(act),
    webhookEventId: ulid(at),
    deliveryContext: { isRedelivery: false },
    timestamp: at,
    source: { type: 'user', userId },
    mode: 'active',
    ...(answerable(act) ? { replyToken: newReplyToken() } : {}),
  } as WebhookEvent;
}

/** The same happening, sent again: nothing differs but the flag. */
export const redelivered = (event: WebhookEvent): WebhookEvent => ({
  ...event,
  deliveryContext: { isRedelivery: true },
});

function contentOf(act: Act): Partial<WebhookEvent> {
  switch (act.type) {
    case 'follow':
      return { type: 'follow', follow: { isUnblocked: act.isUnblocked ?? false } };
    case 'unfollow':
      return { type: 'unfollow' };
    case 'postback':
      return { type: 'postback', postback: { data: act.data, ...(act.params ? { params: act.params } : {}) } };
    case 'unsend':
      return { type: 'unsend', unsend: { messageId: act.messageId } };
    default:
      return { type: 'message', message: { id: newMessageId(), ...messageOf(act), markAsReadToken: newToken() } };
  }
}

type Message = Exclude<Act, { type: 'follow' | 'unfollow' | 'postback' | 'unsend' }>;

function messageOf(act: Message): { type: string; [key: string]: unknown } {
  const quoteToken = newToken();
  const byLine = { contentProvider: { type: 'line' } };
  switch (act.type) {
    case 'text':
      return { type: 'text', text: act.text, quoteToken };
    case 'sticker':
      return {
        type: 'sticker',
        packageId: act.packageId ?? '446',
        stickerId: act.stickerId ?? '1988',
        stickerResourceType: act.text === undefined ? 'ANIMATION' : 'MESSAGE',
        keywords: act.keywords ?? ['cony', 'sad'],
        ...(act.text === undefined ? {} : { text: act.text }),
        quoteToken,
      };
    case 'image':
      return { type: 'image', ...byLine, quoteToken };
    case 'video':
      return { type: 'video', duration: 4_000, ...byLine, quoteToken };
    case 'audio':
      return { type: 'audio', duration: 4_000, ...byLine };
    case 'file':
      return { type: 'file', fileName: act.fileName, fileSize: 2_138 };
    case 'location':
      return {
        type: 'location',
        title: act.title ?? '내 위치',
        address: act.address ?? '서울특별시 중구 세종대로 110',
        latitude: act.latitude ?? 37.5663,
        longitude: act.longitude ?? 126.9779,
      };
  }
}
