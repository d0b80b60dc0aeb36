/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const caseOfferDoors = {
  takers: { method: 'get', path: '/api/takers' },
  offer: { method: 'post', path: '/api/cases/:id/offer' },
  accept: { method: 'post', path: '/api/cases/:id/accept' },
  endOffer: { method: 'post', path: '/api/cases/:id/offer/end' },
} as const;
