/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const ladderDoors = {
  ladder: { method: 'get', path: '/api/ladder' },
  changeLadder: { method: 'post', path: '/api/ladder' },
  dryRun: { method: 'post', path: '/api/ladder/dry-run' },
} as const;
