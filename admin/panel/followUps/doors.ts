/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const followUpDoors = {
  followUps: { method: 'get', path: '/api/follow-ups' },
  dueFollowUps: { method: 'get', path: '/api/follow-ups/due' },
  colleagues: { method: 'get', path: '/api/follow-ups/colleagues' },
  finishFollowUp: { method: 'post', path: '/api/follow-ups/:id/done' },
  postponeFollowUp: { method: 'post', path: '/api/follow-ups/:id/postpone' },
  assignFollowUp: { method: 'post', path: '/api/follow-ups/:id/assign' },
  openCaseFor: { method: 'post', path: '/api/follow-ups/:id/case' },
  caseFollowUps: { method: 'get', path: '/api/cases/:id/follow-ups' },
  addFollowUp: { method: 'post', path: '/api/cases/:id/follow-ups' },
  startPlan: { method: 'post', path: '/api/cases/:id/plan' },
  resources: { method: 'get', path: '/api/resources' },
  addResource: { method: 'post', path: '/api/resources' },
  changeResource: { method: 'post', path: '/api/resources/:id' },
  requestReferral: { method: 'post', path: '/api/cases/:id/referrals' },
  moveReferral: { method: 'post', path: '/api/referrals/:id/state' },
} as const;
