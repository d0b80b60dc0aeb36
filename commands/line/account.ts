/** The LINE account as LINE's API shows it, and what is changed of it. Every call has a deadline: the SDK knows none. */
import { messagingApi } from '@line/bot-sdk';
import type { LineConfig } from '../../triage/config/line.ts';
import { menu, ours } from './menu.ts';

/** What can be looked at without changing anything. */
export interface LineAccount {
  userId: string;
  basicId: string;
  name: string;
  /** chat: people answer in the Official Account Manager, too. */
  chatMode: string;
  /** null: none is set. */
  webhook: { url: string; active: boolean } | null;
  quota: { limit: number | null; used: number };
  /** Whether everybody sees the menu of this version. */
  hasMenu: boolean;
}

/** LINE did not answer, or not as asked. status: what it said, null: nothing. */
export class LineAway extends Error {
  readonly status: number | null;
  constructor(status: number | null, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'LineAway';
    this.status = status;
  }
}

const callMs = 8_000;

export function lineAccount({ accessToken, apiBaseUrl }: LineConfig) {
  const given = { channelAccessToken: accessToken, baseURL: apiBaseUrl };
  const api = new messagingApi.MessagingApiClient(given);
  // Pictures go to a host of their own; a stand-in is one for both.
  const isReal = apiBaseUrl === 'https://api.line.me';
  const blobs = new messagingApi.MessagingApiBlobClient({
    ...given,
    baseURL: isReal ? 'https://api-data.line.me' : apiBaseUrl,
  });

  async function look(): Promise<LineAccount> {
    const info = await asked(api.getBotInfo());
    const webhook = await orNothing(asked(api.getWebhookEndpoint()));
    const quota = await asked(api.getMessageQuota());
    const { totalUsage } = await asked(api.getMessageQuotaConsumption());
    return {
      userId: info.userId,
      basicId: info.basicId,
      name: info.displayName,
      chatMode: info.chatMode,
      webhook: webhook && { url: webhook.endpoint, active: webhook.active },
      quota: { limit: quota.type === 'limited' ? (quota.value ?? 0) : null, used: totalUsage },
      hasMenu: (await defaultMenuName()) === (await menu()).request.name,
    };
  }

  async function defaultMenuName(): Promise<string | null> {
    const shown = await orNothing(asked(api.getDefaultRichMenuId()));
    const { richmenus } = await asked(api.getRichMenuList());
    return richmenus.find(({ richMenuId }) => richMenuId === shown?.richMenuId)?.name ?? null;
  }

  return {
    look,
    setWebhook: async (endpoint: string) => void (await asked(api.setWebhookEndpoint({ endpoint }))),
    /** LINE calls the webhook itself, signed, without events. */
    testWebhook: async (endpoint: string) => await asked(api.testWebhookEndpoint({ endpoint })),
    /** Makes the menu of this version, shows it to everybody, and takes away older ones of ours. */
    async showMenu(): Promise<void> {
      const { request, picture } = await menu();
      const before = (await asked(api.getRichMenuList())).richmenus.filter(({ name }) => name.startsWith(ours));
      const { richMenuId } = await asked(api.createRichMenu(request));
      await asked(blobs.setRichMenuImage(richMenuId, new Blob([new Uint8Array(picture)], { type: 'image/png' })));
      await asked(api.setDefaultRichMenu(richMenuId));
      for (const old of before) await asked(api.deleteRichMenu(old.richMenuId));
    },
  };
}

async function asked<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new LineAway(null, `no answer within ${callMs / 1000} s`)), callMs);
  });
  try {
    return await Promise.race([call, late]);
  } catch (cause) {
    if (cause instanceof LineAway) throw cause;
    const status = (cause as { status?: unknown }).status;
    if (typeof status !== 'number') throw new LineAway(null, 'it cannot be reached', { cause });
    throw new LineAway(status, `it answered ${status}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

async function orNothing<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof LineAway && error.status === 404) return null;
    throw error;
  }
}
