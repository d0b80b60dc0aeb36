/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const trailDoors = {
  trail: { method: 'get', path: '/api/audit' },
  trailReport: { method: 'get', path: '/api/audit/report' },
  trailCsv: { method: 'post', path: '/api/audit/export' },
} as const;
