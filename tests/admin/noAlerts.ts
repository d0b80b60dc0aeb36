/** A desk by which nobody is told anything outside it. */
import type { AlertDeps } from '../../admin/handler.ts';
import { outbound } from '../../triage/notify/outbound.ts';
import { newKey } from '../../triage/store/seal.ts';

export const noAlerts = (): AlertDeps => ({
  key: newKey(),
  notifiers: [],
  outbound: outbound({ loopback: true, privateHosts: [] }),
  pushKey: 'no-key',
  lineId: null,
  paged: () => {},
});
