/** The rich menu: four words that are commands of the conversation, under every chat on a phone. LINE on a computer shows none. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { messagingApi } from '@line/bot-sdk';

/** REF "Rich menu": 800–2500 wide, at least 250 high, 1.45 or more times as wide as high; a picture of at most 1 MB. */
export const size = { width: 2500, height: 843 } as const;

/** said: what a tap writes into the chat, a whole-message command (flows/reading.ts). */
export const areas = [
  { label: '시작', hint: '마음 살펴보기', said: '시작' },
  { label: '이어하기', hint: '하시던 데부터', said: '이어하기' },
  { label: '상담사', hint: '사람과 이야기', said: '상담사' },
  { label: '도움(109)', hint: '지금 힘드시면', said: '도움' },
] as const;

export const picturePath = join(import.meta.dirname, 'menu.png');

/** The menu as LINE takes it, named after what is in it: the same menu is not made twice. */
export async function menu(): Promise<{ request: messagingApi.RichMenuRequest; picture: Buffer }> {
  const picture = await readFile(picturePath);
  const mark = createHash('sha256').update(picture).update(JSON.stringify(areas)).digest('hex').slice(0, 12);
  const width = size.width / areas.length;
  return {
    picture,
    request: {
      size,
      selected: true,
      name: `${ours}${mark}`,
      chatBarText: '마음지기 메뉴',
      areas: areas.map(({ label, said }, at) => ({
        bounds: { x: at * width, y: 0, width, height: size.height },
        action: { type: 'message', label, text: said },
      })),
    },
  };
}

/** Menus of ours are known by their name; those somebody made by hand are left alone. */
export const ours = 'maumjigi ';
