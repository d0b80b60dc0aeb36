export const CampaignCounts = (_: { campaignId: string }) => null;
