import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { digits } from "$lib/kernel/money";
import { session } from "$lib/kernel/session.svelte";
import { cards } from "./cards.svelte";
import { attempt } from "./attempt";
import { paid, type Way } from "./sheet.svelte";
import type { MoneyTransfer, Request, Transfer } from "./types";

export type Money = { amount: number; currency: string; note?: string };
type Who = { id: string; name: string };

/** What was sent as its card shows it: nobody waits for the town to say it once more. */
function cardOf(sent: MoneyTransfer, to: Who): Transfer {
  const { id, state, amount, currency, note, made_at, ended_at, expires_at } = sent;
  return {
    kind: "transfer",
    ref: `pay:transfer:${id}`,
    from_id: sent.sender_id,
    from_name: session.me?.display_name ?? "",
    to_id: sent.receiver_id,
    to_name: to.name,
    exponent: digits(currency),
    at_once: !expires_at,
    operation_id: state === "accepted" ? sent.operation_id : null,
    ...{ id, state, amount, currency, note, made_at, ended_at, expires_at },
  };
}

/** Sends money: to a contact in the conversation, or `at_once` to who showed their code. */
export async function send(to: Who, money: Money, at_once = false): Promise<string | null> {
  const body = { to: to.id, at_once, ...money };
  const sent = await attempt(["transfer", body], (id) =>
    paid({ to: to.name, ...money, way: { use: "transfer", id, to: to.id } }, (confirmation) =>
      ask(
        api.PUT("/pay/transfers/{transfer_id}", {
          params: { path: { transfer_id: id } },
          body: { ...body, confirmation },
        }),
      ),
    ),
  );
  if (sent) cards.take(cardOf(sent, to));
  return sent && sent.id;
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
  if (done) cards.take(cardOf(done, { id: one.to_id, name: to }));
  cards.want(one.ref);
  return done && transfer_id;
}
