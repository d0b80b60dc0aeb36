/** Where providers of text messages and calls say what became of a notice. On the residents' listener, for the desk is not open to the
 *  world; it reads nothing and shows nothing. */
import { Router, raw as rawBody } from 'express';
import type { TakeReceipt } from '../triage/notify/receipts.ts';

export const receiptsPath = '/webhooks/notices';
/** A receipt is a hundred bytes. */
const bodyLimit = '8kb';

export function receiptRoutes(take: TakeReceipt): Router {
  const router = Router();
  router.post(receiptsPath, rawBody({ type: () => true, limit: bodyLimit, inflate: false }), async (req, res) => {
    await take({
      hook: req.get('x-maumjigi-hook') ?? '',
      timestamp: req.get('x-maumjigi-timestamp') ?? '',
      signature: req.get('x-maumjigi-signature') ?? '',
      body: Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
    });
    res.status(200).json({});
  });
  return router;
}
