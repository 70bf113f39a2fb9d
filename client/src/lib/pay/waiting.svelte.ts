import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Packet, Split, Waiting } from "./types";

const MOST = 100;

/** Transfers and requests for money that nobody has answered yet. */
export const waiting = new Kept<Waiting>("pay.waiting", () => ask(api.GET("/pay/waiting")));

/** Red packets that the person may open; asked for in the chats in which something was said lately. */
class Packets extends Kept<Packet[]> {
  private talks: string[] = [];

  constructor() {
    super("pay.packets", async () => {
      const conversation_id = this.talks.slice(0, MOST);
      if (!conversation_id.length) return [];
      const query = { conversation_id };
      return (await ask(api.GET("/pay/packets/waiting", { params: { query } }))).packets;
    });
  }

  /** `talks`: the ids of the chats, the newest first. */
  in(talks: string[]): this {
    this.talks = talks;
    return this;
  }
}
export const packets = new Packets();

/** Shared bills in which the person has something to pay, the newest first. */
export const bills = new Kept<Split[]>(
  "pay.bills",
  async () => (await ask(api.GET("/pay/splits"))).splits,
);
