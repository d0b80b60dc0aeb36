/** 당직: who is on duty, and the facts of a centre that residents are told. */

export const rosterRoutes = {} as const;
