/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const drillDoors = {
  drills: { method: 'get', path: '/api/drills' },
  startDrill: { method: 'post', path: '/api/drills' },
} as const;
