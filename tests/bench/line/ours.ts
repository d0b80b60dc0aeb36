/** 마음지기 with LINE set up. argv: database URL, LINE URL. */
import { assembled } from '../house.ts';
import { serve } from '../served.ts';

const [, , url = '', api = ''] = process.argv;
const { house, trips } = await assembled(url, {
  channels: {
    line: { secrets: ['bench'], accessToken: 'bench', apiBaseUrl: api, botUserId: `U${'f'.repeat(32)}`, basicId: null },
  },
});
await serve(house.bot.app, trips);
