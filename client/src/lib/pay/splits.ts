import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { Confirmation } from "$lib/kernel/types";
import { paid, type Way } from "./sheet.svelte";
import type { Bill, Plan, Split, SplitView } from "./types";

const at = (split_id: string) => ({ params: { path: { split_id } } });

export const read = (id: string): Promise<SplitView> =>
  ask(api.GET("/pay/splits/{split_id}", at(id)));

export const share = (id: string, bill: Bill): Promise<SplitView> =>
  ask(api.PUT("/pay/splits/{split_id}", { ...at(id), body: bill }));

/** What each one's part would be; nothing is kept. */
export const parts = (id: string, bill: Bill) =>
  ask(api.POST("/pay/splits/{split_id}/parts", { ...at(id), body: bill }));

/** Pays, or promises, all that one owes in it; null when the person did not want to. */
export function pay(card: Split): Promise<SplitView | null> {
  const { id, mine: amount, currency, title: note } = card;
  const way: Way = { use: "bill", id, to: id };
  const asked = { to: card.to.join(", "), amount, currency, ...(note && { note }), way };
  return paid(asked, (confirmation) =>
    ask(api.POST("/pay/splits/{split_id}/pay", { ...at(id), body: { confirmation } })),
  );
}

/** Who began pays what was promised, and all that is missing. */
export function cover(card: Split): Promise<SplitView | null> {
  const { id, left: amount, currency, title: note } = card;
  const action = (confirmation?: Confirmation) =>
    ask(
      api.POST("/pay/splits/{split_id}/capture", {
        ...at(id),
        body: { cover: true, confirmation },
      }),
    );
  const way: Way = { use: "cover", id, to: id };
  const asked = { to: card.to.join(", "), amount, currency, ...(note && { note }), way };
  return amount ? paid(asked, action) : action();
}

export const act = (id: string, what: "take-back" | "remind" | "cancel"): Promise<SplitView> =>
  ask(api.POST(`/pay/splits/{split_id}/${what}`, at(id)));

export const setQuiet = (id: string, quiet: boolean): Promise<SplitView> =>
  ask(api.PATCH("/pay/splits/{split_id}", { ...at(id), body: { quiet } }));

/** Whom it is owed to has it some other way. */
export const inCash = (id: string, n: number): Promise<SplitView> =>
  ask(
    api.POST("/pay/splits/{split_id}/debts/{n}/cash", {
      params: { path: { split_id: id, n } },
    }),
  );

/** Who owes whom in a conversation, and how that is settled with the fewest payments. */
export const plan = (conversation_id: string): Promise<Plan> =>
  ask(api.GET("/pay/debts/{conversation_id}", { params: { path: { conversation_id } } }));

export const net = (conversation_id: string): Promise<SplitView> =>
  ask(api.PUT("/pay/splits/{split_id}/netting", { ...at(uuidv7()), body: { conversation_id } }));
