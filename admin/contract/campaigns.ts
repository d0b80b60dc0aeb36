/** 캠페인: campaigns, the placements of their codes, what is printed. */

export const campaignRoutes = {} as const;
