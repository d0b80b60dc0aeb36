/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const campaignDoors = {
  campaigns: { method: 'get', path: '/api/campaigns' },
  campaign: { method: 'get', path: '/api/campaigns/:id' },
  addCampaign: { method: 'post', path: '/api/campaigns' },
  changeCampaign: { method: 'post', path: '/api/campaigns/:id' },
  addPlacement: { method: 'post', path: '/api/campaigns/:id/placements' },
  previewPlacements: { method: 'post', path: '/api/campaigns/:id/placements/preview' },
  importPlacements: { method: 'post', path: '/api/campaigns/:id/placements/import' },
  posters: { method: 'get', path: '/api/campaigns/:id/print' },
  changePlacement: { method: 'post', path: '/api/placements/:id' },
  repointPlacement: { method: 'post', path: '/api/placements/:id/repoint' },
  poster: { method: 'get', path: '/api/placements/:id/print' },
  qrSvg: { method: 'get', path: '/api/placements/:id/qr.svg' },
  qrPng: { method: 'get', path: '/api/placements/:id/qr.png' },
} as const;
