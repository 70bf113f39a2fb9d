import type { Screen } from "$lib/kernel/router.svelte";

/** None of them is there in a town without money. */
export const pay: Record<string, Screen> = {
  "/pay": { tab: "me", load: () => import("./Wallet.svelte") },
  "/pay/history": { tab: "me", load: () => import("./History.svelte") },
  "/pay/safety": { tab: "me", load: () => import("./Safety.svelte") },
  "/pay/receive": { tab: "me", load: () => import("./Receive.svelte") },
  "/pay/top-up": { tab: "me", load: () => import("./TopUp.svelte") },
  "/pay/desk": { tab: "me", load: () => import("./desk/Desk.svelte") },
  "/pay/desk/books": { tab: "me", load: () => import("./desk/Books.svelte") },
  "/pay/desk/book": { tab: "me", load: () => import("./desk/Book.svelte") },
  "/pay/desk/account": { tab: "me", load: () => import("./desk/WalletAccount.svelte") },
  "/pay/desk/rules": { tab: "me", load: () => import("./desk/DeskRules.svelte") },
  "/pay/desk/towns": { tab: "me", load: () => import("./desk/Partners.svelte") },
  "/pay/desk/towns/:domain": { tab: "me", load: () => import("./desk/Partner.svelte") },
  "/pay/send": { tab: "me", load: () => import("./PickPayee.svelte") },
  "/pay/send/:id": { tab: "me", load: () => import("./Send.svelte") },
  "/pay/to/:handle": { tab: "me", load: () => import("./PayTo.svelte") },
  "/pay/transfer/:id": { tab: "me", load: () => import("./Transfer.svelte") },
  "/pay/request/:id": { tab: "me", load: () => import("./Request.svelte") },
  "/pay/town/:id": { tab: "me", load: () => import("./towns/TownPayment.svelte") },
  "/pay/town-request/:id": { tab: "me", load: () => import("./towns/TownRequest.svelte") },
  "/pay/receipts": { tab: "me", load: () => import("./Receipts.svelte") },
  "/pay/receipt/:id": { tab: "me", load: () => import("./Receipt.svelte") },
  "/pay/packets/new": { tab: "town", load: () => import("./packets/Where.svelte") },
  "/pay/packets/new/:id": {
    tab: "chats",
    load: () => import("./packets/NewPacket.svelte"),
  },
  "/pay/packets/:id": {
    tab: "chats",
    load: () => import("./packets/Packet.svelte"),
  },
  "/pay/splits": { tab: "town", load: () => import("./splits/Bills.svelte") },
  "/pay/splits/new/:id": {
    tab: "chats",
    load: () => import("./splits/NewSplit.svelte"),
  },
  "/pay/splits/:id": { tab: "chats", load: () => import("./splits/Split.svelte") },
  "/pay/debts/:id": { tab: "chats", load: () => import("./splits/Debts.svelte") },
};
