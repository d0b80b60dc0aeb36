/** A competent plain version: Express, LINE's own middleware and client, the state in Redis; nothing durable. argv: Redis URL, LINE URL. */
import { messagingApi, middleware, type webhook } from '@line/bot-sdk';
import express from 'express';
import { Redis } from 'ioredis';
import { serve } from '../served.ts';

const [, , url = '', api = ''] = process.argv;
const redis = new Redis(url);
const client = new messagingApi.MessagingApiClient({ channelAccessToken: 'bench', baseURL: api });
let trips = 0;

const app = express();
app.post('/webhooks/line', middleware({ channelSecret: 'bench' }), async (req, res) => {
  for (const event of (req.body as webhook.CallbackRequest).events) {
    trips += 2;
    const key = event.source?.type === 'user' ? (event.source.userId ?? '') : '';
    const state = JSON.parse((await redis.get(key)) ?? '{"at":0,"answers":[]}') as { at: number; answers: string[] };
    state.at += 1;
    state.answers.push(event.type === 'message' && event.message.type === 'text' ? event.message.text : '');
    await redis.set(key, JSON.stringify(state), 'EX', 3600);
    const replyToken = 'replyToken' in event ? (event.replyToken ?? '') : '';
    void client.replyMessage({ replyToken, messages: [{ type: 'text', text: `${state.at}/9 · 지난 2주일 동안` }] });
  }
  res.json({});
});
await serve(app, () => trips);
