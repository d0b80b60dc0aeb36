/** The channels there are. Whoever needs to know what one can do asks for its limits here. */

import type { Limits, Listed } from './channel.ts';
import type { KakaoDeps } from './kakao/adapter.ts';
import { kakao } from './kakao/adapter.ts';
import type { LineDeps } from './line/adapter.ts';
import { line } from './line/adapter.ts';
import type { WebDeps } from './web/adapter.ts';
import { web } from './web/adapter.ts';
import type { HubDeps } from './web/hub.ts';

/** What the channels together need to be opened. */
export type ChannelDeps = Omit<WebDeps, 'hub' | 'messaging'> & HubDeps & LineDeps & KakaoDeps;

/** Settings of the messengers; one that is absent is not set up here. */
export type ChannelSettings = Pick<ChannelDeps, 'line' | 'kakao'>;

export const registry: readonly Listed<ChannelDeps>[] = [web, line, kakao];

const byId: ReadonlyMap<string, Limits> = new Map(registry.map(({ id, limits }) => [id, limits]));

/** What a channel can do. One that is listed no more cannot be written to, and its talk may stay on a phone. */
export const limitsOf = (channel: string): Pick<Limits, 'push' | 'keepsId' | 'staysOnPhone'> =>
  byId.get(channel) ?? { push: 'never', keepsId: false, staysOnPhone: true };
