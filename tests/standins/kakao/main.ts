/** KakaoTalk, stood in for, as a process of its own. Settings by environment, named as the app names them:
 *  KAKAO_SKILL_SECRET, KAKAO_BOT_ID, KAKAO_REST_KEY, SKILL_URL, PORT (0: any), STANDIN_HOST, KAKAO_CALLBACK_BASE.
 *  Prints one line of JSON when it listens. */
import { randomBytes } from 'node:crypto';
import { endsWhenTold, listen } from '../http.ts';
import { kakaoServer } from './server.ts';

const env = process.env;
const settings = {
  skillUrl: env.SKILL_URL ?? 'http://127.0.0.1:3000/webhooks/kakao',
  secret: env.KAKAO_SKILL_SECRET ?? randomBytes(32).toString('hex'),
  restKey: env.KAKAO_REST_KEY ?? randomBytes(16).toString('hex'),
  botId: env.KAKAO_BOT_ID ?? randomBytes(12).toString('hex'),
  botName: env.KAKAO_BOT_NAME ?? '마음지기',
  callbackBase: '',
};
const kakao = kakaoServer(settings);
const { server, port } = await listen(kakao.app, Number(env.PORT ?? 0), env.STANDIN_HOST);
settings.callbackBase = env.KAKAO_CALLBACK_BASE ?? `http://127.0.0.1:${port}`;
process.stdout.write(`${JSON.stringify({ port, botId: settings.botId })}\n`);
endsWhenTold(server, kakao.end);
