import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Given } from "./roles";
import type { InvitationLook, OwnShop, StaffInvitation } from "./types";

/** The links by which people come to work in a shop, as far as nobody has followed them. */
export class Invitations extends Kept<StaffInvitation[]> {
  constructor(readonly shop: string) {
    super(`invitations.${shop}`, async () => {
      const request = { params: { path: { merchant_id: shop } } };
      return (await ask(api.GET("/merchants/{merchant_id}/invitations", request))).invitations;
    });
  }

  async make(invitation_id: string, role: Given): Promise<StaffInvitation> {
    const path = { merchant_id: this.shop, invitation_id };
    const url = "/merchants/{merchant_id}/invitations/{invitation_id}";
    const made = await ask(api.PUT(url, { params: { path }, body: { role } }));
    this.take([...(this.value ?? []).filter((one) => one.id !== made.id), made]);
    return made;
  }

  async withdraw(invitation_id: string): Promise<void> {
    const path = { merchant_id: this.shop, invitation_id };
    const url = "/merchants/{merchant_id}/invitations/{invitation_id}";
    await ask(api.DELETE(url, { params: { path } }));
    this.take((this.value ?? []).filter((one) => one.id !== invitation_id));
  }
}

export const lookAt = (token: string): Promise<InvitationLook> =>
  ask(api.GET("/shop-invitations/{token}", { params: { path: { token } } }));

export const accept = (token: string): Promise<OwnShop> =>
  ask(api.PUT("/shop-invitations/{token}/acceptance", { params: { path: { token } } }));
