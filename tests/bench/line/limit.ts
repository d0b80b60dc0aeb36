/** The practical limit of a LINE turn: raw node:http, one HMAC over the body, a Redis GET and SET, one reply over a kept connection.
 *  No framework, no machine, nothing durable, nothing sealed. argv: Redis URL, LINE URL. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Redis } from 'ioredis';
import { Pool } from 'undici';
import { serve } from '../served.ts';

const [, , url = '', api = ''] = process.argv;
const redis = new Redis(url);
const pool = new Pool(api, { connections: 64 });
const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' };
let trips = 0;

interface Event {
  replyToken: string;
  source: { userId: string };
  message?: { text?: string };
}

await serve(
  async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const sent = Buffer.from(String(req.headers['x-line-signature']), 'base64');
    const own = createHmac('sha256', 'bench').update(body).digest();
    if (sent.length !== own.length || !timingSafeEqual(sent, own)) return void res.writeHead(401).end();
    for (const event of (JSON.parse(body.toString()) as { events: Event[] }).events) {
      trips += 2;
      const key = event.source.userId;
      const state = JSON.parse((await redis.get(key)) ?? '{"at":0,"answers":[]}') as { at: number; answers: string[] };
      state.at += 1;
      state.answers.push(event.message?.text ?? '');
      await redis.set(key, JSON.stringify(state), 'EX', 3600);
      const messages = [{ type: 'text', text: `${state.at}/9 · 지난 2주일 동안` }];
      pool
        .request({
          path: '/v2/bot/message/reply',
          method: 'POST',
          headers,
          body: JSON.stringify({ replyToken: event.replyToken, messages }),
        })
        .then((answer) => answer.body.dump());
    }
    res.writeHead(200).end('{}');
  },
  () => trips,
);
