/** 캠페인, the numbers: how many people came how far, and the indicators of a month. */

export const reportRoutes = {} as const;
