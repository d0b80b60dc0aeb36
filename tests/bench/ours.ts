/** 마음지기 itself, without pace limits. argv: database URL. */
import { setTimeout as wait } from 'node:timers/promises';
import { assembled, unpaced } from './house.ts';
import { serve } from './served.ts';

const [, , url = ''] = process.argv;
const { house, trips } = await assembled(url, { paces: unpaced });
await serve(house.bot.app, trips);
// What was kept on the disk becomes turns, as in main.ts.
await house.away.ready();
for (;;) {
  await house.away.keeps();
  await wait(1_000);
}
