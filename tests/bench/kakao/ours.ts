/** 마음지기 with KakaoTalk, without pace limits. argv: database URL, secret, bot id. */
import { assembled, unpaced } from '../house.ts';
import { serve } from '../served.ts';

const [, , url = '', secret = '', botId = ''] = process.argv;
const { house, trips } = await assembled(url, {
  paces: unpaced,
  channels: {
    kakao: {
      secrets: [secret],
      botIds: [botId],
      networks: [],
      eventApiBaseUrl: 'https://bot-api.kakao.com',
      events: null,
      consultation: false,
      channelUrl: null,
    },
  },
});
await serve(house.bot.app, trips);
