import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { cards } from "./cards.svelte";
import { attempt } from "./attempt";
import { paid, type Way } from "./sheet.svelte";
import type { Money } from "./transfers";
import type { TownPayment, TownRequest } from "./types";

type Who = { id: string; name: string };

/** Whether, and how much, somebody in another town can be paid now. */
export const payable = (id: string) =>
  ask(api.GET("/town-payments/to/{person_id}", { params: { path: { person_id: id } } }));

/** Pays to another town; null when the person did not want to, after all. `of`: what it gives back. */
export async function sendAway(to: Who, money: Money, of?: string): Promise<string | null> {
  const body = { to: to.id, ...money, ...(of && { of }) };
  const sent = await attempt(["town", body], (id) =>
    paid({ to: to.name, ...money, way: { use: "transfer", id, to: to.id } }, (confirmation) =>
      ask(
        api.PUT("/town-payments/{payment_id}", {
          params: { path: { payment_id: id } },
          body: { ...body, confirmation },
        }),
      ),
    ),
  );
  if (sent) cards.take(sent);
  return sent && sent.id;
}

export async function settleAway(
  one: TownPayment,
  act: "accept" | "decline" | "cancel",
): Promise<void> {
  const params = { path: { payment_id: one.id } };
  cards.take(await ask(api.POST(`/town-payments/{payment_id}/${act}`, { params })));
}

export async function askAway(of: Who, money: Money): Promise<TownRequest> {
  const params = { path: { request_id: uuidv7() } };
  return ask(api.PUT("/town-requests/{request_id}", { params, body: { of: of.id, ...money } }));
}

export async function refuseAway(one: TownRequest, act: "decline" | "cancel"): Promise<void> {
  const params = { path: { request_id: one.id } };
  cards.take(await ask(api.POST(`/town-requests/{request_id}/${act}`, { params })));
}

/** Pays what somebody of another town asked for; answers the payment. */
export async function payAway(one: TownRequest): Promise<string | null> {
  const { to_name: to, amount, currency, note, id } = one;
  const payment_id = uuidv7();
  const way: Way = { use: "transfer", id: payment_id, to: one.to_id };
  const done = await paid({ to, amount, currency, note, way }, (confirmation) =>
    ask(
      api.POST("/town-requests/{request_id}/pay", {
        params: { path: { request_id: id } },
        body: { payment_id, confirmation },
      }),
    ),
  );
  cards.want(one.ref);
  return done && payment_id;
}
