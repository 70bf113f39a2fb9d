import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { cards } from "./cards.svelte";
import { paid, type Way } from "./sheet.svelte";
import type { Request, Transfer } from "./types";

export type Money = { amount: number; currency: string; note?: string };
type Who = { id: string; name: string };

/** Sends money: to a contact in the conversation, or `at_once` to who showed their code. */
export async function send(to: Who, money: Money, at_once = false): Promise<string | null> {
  const id = uuidv7();
  const body = { to: to.id, at_once, ...money };
  const way: Way = { use: "transfer", id, to: to.id };
  const sent = await paid({ to: to.name, ...money, way }, (confirmation) =>
    ask(
      api.PUT("/pay/transfers/{transfer_id}", {
        params: { path: { transfer_id: id } },
        body: { ...body, confirmation },
      }),
    ),
  );
  return sent && id;
}

export async function request(of: Who, money: Money): Promise<Request> {
  const params = { path: { request_id: uuidv7() } };
  return ask(api.PUT("/pay/requests/{request_id}", { params, body: { of: of.id, ...money } }));
}

export async function settle(one: Transfer, act: "accept" | "decline" | "cancel"): Promise<void> {
  const params = { path: { transfer_id: one.id } };
  cards.take(await ask(api.POST(`/pay/transfers/{transfer_id}/${act}`, { params })));
}

export async function refuse(one: Request, act: "decline" | "cancel"): Promise<void> {
  const params = { path: { request_id: one.id } };
  cards.take(await ask(api.POST(`/pay/requests/{request_id}/${act}`, { params })));
}

/** Pays what was asked for; answers the transfer, null when the person did not want to. */
export async function pay(one: Request): Promise<string | null> {
  const { to_name: to, amount, currency, note, id } = one;
  const transfer_id = uuidv7();
  const way: Way = { use: "transfer", id: transfer_id, to: one.to_id };
  const done = await paid({ to, amount, currency, note, way }, (confirmation) =>
    ask(
      api.POST("/pay/requests/{request_id}/pay", {
        params: { path: { request_id: id } },
        body: { transfer_id, confirmation },
      }),
    ),
  );
  cards.want(one.ref);
  return done && transfer_id;
}
