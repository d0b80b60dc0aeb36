/** 후속: what is left to do for people, whom they are referred to, and the eight weeks after a crisis. */

export const followUpRoutes = {} as const;
