/** Method and path of this room's routes, as in the contract (api.ts compares them). */
export const campaignDoors = {} as const;
