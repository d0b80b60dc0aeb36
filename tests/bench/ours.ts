/** 마음지기 itself, without pace limits. argv: database URL. */
import { assembled, unpaced } from './house.ts';
import { serve } from './served.ts';

const [, , url = ''] = process.argv;
const { house, trips } = await assembled(url, { paces: unpaced });
await serve(house.bot.app, trips);
