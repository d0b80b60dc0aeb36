/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const boardDoors = {
  board: { method: 'get', path: '/api/board' },
  missed: { method: 'get', path: '/api/board/missed' },
} as const;
