/** The practical limit: what a turn of this chat must cost at least. Raw node:http, one HMAC over the session, JSON in and out,
 *  a Redis GET and SET of the state; no framework, no machine, nothing durable, nothing sealed. argv: Redis URL. */
import { createHmac, randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { serve } from './served.ts';

const [, , url = ''] = process.argv;
const redis = new Redis(url);
const secret = randomBytes(32);
let trips = 0;

await serve(
  async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { text?: string };
    const token = /maum=([^;]+)/.exec(req.headers.cookie ?? '')?.[1] ?? randomBytes(32).toString('base64url');
    const key = createHmac('sha256', secret).update(token).digest('base64');
    trips += 2;
    const state = JSON.parse((await redis.get(key)) ?? '{"at":0,"answers":[]}') as { at: number; answers: string[] };
    state.at += 1;
    state.answers.push(body.text ?? '');
    await redis.set(key, JSON.stringify(state), 'EX', 3600);
    const replies = [
      {
        type: 'ask',
        key: `phq9/${state.at}`,
        text: '지난 2주일 동안',
        choices: [{ id: `${state.at}.0`, label: '예' }],
      },
    ];
    res.writeHead(200, { 'content-type': 'application/json', 'set-cookie': `maum=${token}; HttpOnly` });
    res.end(JSON.stringify({ replies }));
  },
  () => trips,
);
