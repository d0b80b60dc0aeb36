/** LINE, stood in for, as a process of its own. Settings by environment, the first two named as the app names them:
 *  LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN, WEBHOOK_URL, PORT (0: any), STANDIN_HOST, LINE_OPENAPI.
 *  Prints one line of JSON when it listens. */
import { randomBytes } from 'node:crypto';
import { endsWhenTold, listen } from '../http.ts';
import { newUserId } from './ids.ts';
import { lineServer } from './server.ts';

const env = process.env;
const settings = {
  webhookUrl: env.WEBHOOK_URL ?? 'http://127.0.0.1:3000/webhooks/line',
  secret: env.LINE_CHANNEL_SECRET ?? randomBytes(16).toString('hex'),
  token: env.LINE_CHANNEL_ACCESS_TOKEN ?? randomBytes(32).toString('base64'),
  botUserId: env.LINE_BOT_USER_ID ?? newUserId(),
  accountName: env.LINE_ACCOUNT_NAME ?? '마음지기',
  redelivery: env.LINE_REDELIVERY === 'on',
  chatMode: 'bot' as const,
};
const line = lineServer(settings, env.LINE_OPENAPI);
const { server, port } = await listen(line.app, Number(env.PORT ?? 0), env.STANDIN_HOST);
if (!line.isSchemaChecked) {
  process.stderr.write(
    '../shared/line-openapi is absent: calls are not checked against the schema of LINE, only by our own rules.\n',
  );
}
process.stdout.write(`${JSON.stringify({ port, schema: line.isSchemaChecked, botUserId: settings.botUserId })}\n`);
endsWhenTold(server, line.end);
