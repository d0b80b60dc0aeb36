/** 마음지기 with LINE set up. argv: database URL, LINE URL; where several share the database, Redis URL and master key in hex. */
import { openBus } from '../../../triage/store/bus.ts';
import { assembled } from '../house.ts';
import { serve } from '../served.ts';

const [, , url = '', api = '', redisUrl = '', master = ''] = process.argv;
const { house, trips, settling, reading } = await assembled(url, {
  channels: {
    line: { secrets: ['bench'], accessToken: 'bench', apiBaseUrl: api, botUserId: `U${'f'.repeat(32)}`, basicId: null },
  },
  ...(master && { master: Buffer.from(master, 'hex') }),
  ...(redisUrl && { bus: openBus({ redisUrl }) }),
});
await serve(house.bot.app, trips, settling, reading);
