import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";

/** Filling the wallet by the town's provider: begun here, paid at `checkout`, looked at afterwards. */
export const charges = {
  begin: (amount: number, currency: string) =>
    ask(
      api.PUT("/pay/charges/{charge_id}", {
        params: { path: { charge_id: uuidv7() } },
        body: { amount, currency },
      }),
    ),
  look: (id: string) =>
    ask(api.POST("/pay/charges/{charge_id}/look", { params: { path: { charge_id: id } } })),
};

/** What people call a receipt by: the end of the operation's id, which is chance, in fours. */
export const receiptNumber = (operation: string): string =>
  operation
    .replaceAll("-", "")
    .slice(-12)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, "$1 ");

/** The signed receipt of what stands in the books under this id. */
export const receiptRef = (id: string) => `wallet:operation:${id}`;
export const receipt = (id: string) =>
  ask(api.GET("/pay/receipts/{ref}", { params: { path: { ref: receiptRef(id) } } }));
