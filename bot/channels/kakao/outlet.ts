/** What we start in KakaoTalk. Nobody can be written to freely: words wait and stand before the next answer. Where a centre pays for
 *  it, an event asks them to look: it makes the bot say, neutrally, that there is something to read. */
import type { Reply } from '../../../flows/protocol.ts';
import type { Sender } from '../../../triage/dispatch.ts';
import { leaving } from '../../../triage/passing.ts';
import type { Log } from '../../log.ts';
import type { Post } from '../channel.ts';
import type { KakaoClient, KakaoSettings } from './client.ts';

export interface OutletDeps extends Pick<Post, 'writableAt' | 'held' | 'isHolding'> {
  client: KakaoClient;
  settings: Pick<KakaoSettings, 'events'>;
  log: Log;
}

export interface KakaoOutlet extends Sender {
  counts(): { asked: number; refused: number; failed: number };
  settled(): Promise<void>;
}

/** Kakao tells what came of an event a moment after it took it. */
const resultAfterMs = 3_000;

export function kakaoOutlet({ client, settings, writableAt, held, isHolding, log }: OutletDeps): KakaoOutlet {
  const { events } = settings;
  const counted = { asked: 0, refused: 0, failed: 0 };
  const looking = leaving();
  let restsUntil = 0;

  async function look(taskId: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, resultAfterMs).unref());
    const result = await client.result(taskId);
    if (result.type !== 'failed') return;
    counted.failed += 1;
    log.warn({ channel: 'kakao', code: result.code }, 'an event was taken and not shown');
  }

  return {
    channel: 'kakao',
    reachable: () => (events && performance.now() >= restsUntil ? 'everyone' : []),
    async send(residentId, rev, replies) {
      if (!events) return false;
      // What waits already has asked them to look: each event costs, and one is enough.
      if (!isNews(replies) || (await isHolding(residentId))) {
        await held(residentId, rev);
        return false;
      }
      const to = await writableAt(residentId, 'kakao');
      const [botId = '', userId = ''] = splitAt(to?.id ?? '');
      const fate = to ? await client.event(botId, userId, events.name) : ({ type: 'never', why: 'no id' } as const);
      switch (fate.type) {
        case 'later':
          restsUntil = performance.now() + fate.waitMs;
          log.warn({ channel: 'kakao', why: fate.why }, 'events rest for a while');
          return false;
        case 'never':
          counted.refused += 1;
          log.info({ channel: 'kakao', residentId, why: fate.why }, 'nobody can be asked to look; the words wait');
          break;
        case 'accepted': {
          counted.asked += 1;
          looking.add(look(fate.taskId));
        }
      }
      await held(residentId, rev);
      return false;
    },
    counts: () => ({ ...counted }),
    settled: async () =>
      void (await Promise.race([looking.settled(), new Promise((resolve) => setTimeout(resolve, 1_000).unref())])),
  };
}

/** A person's words, or what came by itself. An answer that was late for its request comes with the next one, and costs nothing. */
const isNews = (replies: readonly Reply[]): boolean =>
  replies.some(({ type }) => type === 'human') || !replies.some(({ type }) => type === 'ask' || type === 'card');

/** `<bot id>/<user id>`, as receive.ts joins them. */
function splitAt(id: string): [string, string] {
  const at = id.indexOf('/');
  return at < 0 ? ['', ''] : [id.slice(0, at), id.slice(at + 1)];
}
