/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const reportDoors = {
  counts: { method: 'get', path: '/api/campaigns/:id/counts' },
  countsCsv: { method: 'post', path: '/api/campaigns/:id/counts/export' },
  indicators: { method: 'get', path: '/api/indicators' },
  setTarget: { method: 'post', path: '/api/indicators/targets' },
  indicatorsCsv: { method: 'post', path: '/api/indicators/export' },
} as const;
