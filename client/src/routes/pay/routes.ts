import { worded } from "$lib/kernel/i18n.svelte";
import type { Screen } from "$lib/kernel/router.svelte";

/** None of them is there in a town without money. */
export const pay: Record<string, Screen> = {
  "/pay": { tab: "me", load: worded("pay", () => import("./Wallet.svelte")) },
  "/pay/safety": { tab: "me", load: worded("pay", () => import("./Safety.svelte")) },
  "/pay/receive": { tab: "me", load: worded("pay", () => import("./Receive.svelte")) },
  "/pay/send": { tab: "me", load: worded("pay", () => import("./PickPayee.svelte")) },
  "/pay/send/:id": { tab: "me", load: worded("pay", () => import("./Send.svelte")) },
  "/pay/to/:handle": { tab: "me", load: worded("pay", () => import("./PayTo.svelte")) },
  "/pay/transfer/:id": { tab: "me", load: worded("pay", () => import("./Transfer.svelte")) },
  "/pay/request/:id": { tab: "me", load: worded("pay", () => import("./Request.svelte")) },
};
