/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const alertDoors = {
  alerts: { method: 'get', path: '/api/alerts' },
  addAlert: { method: 'post', path: '/api/alerts' },
  testAlerts: { method: 'post', path: '/api/alerts/test' },
  verifyAlert: { method: 'post', path: '/api/alerts/:id/verify' },
  newAlertCode: { method: 'post', path: '/api/alerts/:id/code' },
  orderAlert: { method: 'post', path: '/api/alerts/:id/after' },
  removeAlert: { method: 'post', path: '/api/alerts/:id/remove' },
  addHook: { method: 'post', path: '/api/alert-hooks' },
  removeHook: { method: 'post', path: '/api/alert-hooks/:id/remove' },
  dutyReach: { method: 'get', path: '/api/duty-reach' },
} as const;
