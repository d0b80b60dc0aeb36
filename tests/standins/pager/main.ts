/** A push service, stood in for, as a process of its own. Settings by environment: VAPID_KEY, the key its subscriptions are bound to.
 *  Prints one line of JSON when it listens: `port` for control, `push` where pushes go. */
import { endsWhenTold, listen, newApp, objectOf } from '../http.ts';
import type { BadDay } from './badDays.ts';
import { startPushService } from './push.ts';

const push = await startPushService(process.env.VAPID_KEY ?? '');
const browsers = new Map<string, ReturnType<typeof push.subscribes>>();
const app = newApp();
app.post('/control/browsers', (_req, res) => {
  const browser = push.subscribes();
  browsers.set(browser.id, browser);
  res.json({ id: browser.id, subscription: browser.subscription });
});
app.get('/control/browsers/:id', (req, res) => {
  res.json({ shown: browsers.get(req.params.id)?.shown ?? [], violations: push.violations });
});
/** Body: { days }, each for one request. */
app.post('/control/days', (req, res) => {
  for (const day of objectOf(req.body).days as BadDay[]) push.badDay(day);
  res.json({});
});
app.delete('/control/days', (_req, res) => {
  push.clear();
  res.json({});
});
const { server, port } = await listen(app);
process.stdout.write(`${JSON.stringify({ port, push: push.origin })}\n`);
endsWhenTold(server, push.end);
