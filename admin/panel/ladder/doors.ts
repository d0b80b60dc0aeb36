/** Method and path of 단계 and 상황판, and of handing a case over, as in the contract (api.ts compares them). */
export const ladderDoors = {
  ladder: { method: 'get', path: '/api/ladder' },
  changeLadder: { method: 'post', path: '/api/ladder' },
  dryRun: { method: 'post', path: '/api/ladder/dry-run' },
  board: { method: 'get', path: '/api/board' },
  missed: { method: 'get', path: '/api/board/missed' },
  takers: { method: 'get', path: '/api/takers' },
  offer: { method: 'post', path: '/api/cases/:id/offer' },
  accept: { method: 'post', path: '/api/cases/:id/accept' },
  endOffer: { method: 'post', path: '/api/cases/:id/offer/end' },
} as const;
