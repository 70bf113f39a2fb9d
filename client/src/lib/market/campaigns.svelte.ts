import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Campaign = S["CampaignShown"];
export type CampaignPage = S["CampaignPage"];

/** Campaign days that are, and that come. */
export const campaigns = new Kept<Campaign[]>(
  "market.campaigns",
  async () => (await ask(api.GET("/market/campaigns"))).campaigns,
);

export const campaign = (campaign_id: string) =>
  new Kept<CampaignPage>(`market.campaign.${campaign_id}`, () =>
    ask(api.GET("/market/campaigns/{campaign_id}", { params: { path: { campaign_id } } })),
  );

export const enrol = async (campaign_id: string, variant_id: string, price: number | null) => {
  const path = { campaign_id, variant_id };
  const url = "/market/campaigns/{campaign_id}/enrolments/{variant_id}";
  await ask(api.PUT(url, { params: { path }, body: { price } }));
};
