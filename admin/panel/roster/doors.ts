/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const rosterDoors = {
  roster: { method: 'get', path: '/api/roster' },
  addShifts: { method: 'post', path: '/api/shifts' },
  removeShift: { method: 'post', path: '/api/shifts/:id/remove' },
  coverShift: { method: 'post', path: '/api/shifts/:id/cover' },
  center: { method: 'get', path: '/api/center' },
  changeCenter: { method: 'post', path: '/api/center' },
} as const;
