import { api, ask } from "$lib/kernel/api";
import type { Confirmation } from "$lib/kernel/types";
import type { Payment, Scanned } from "./types";

/** What a code is about: a payment that waits, or a shop that takes any amount. */
export const scanned = (text: string): Promise<Scanned> =>
  ask(api.POST("/pay/scans", { body: { text } }));

export const readPayment = (intent_id: string): Promise<Payment> =>
  ask(api.GET("/pay/intents/{intent_id}", { params: { path: { intent_id } } }));

/** What is confirmed of a payment in a shop. */
export const shopWay = (id: string, to: string) => ({ use: "shop" as const, id, to });

export const pay = (intent_id: string, confirmation?: Confirmation): Promise<Payment> =>
  ask(
    api.PUT("/pay/intents/{intent_id}/payment", {
      params: { path: { intent_id } },
      body: { confirmation: confirmation ?? null },
    }),
  );

export const payShop = (
  merchant_id: string,
  intent_id: string,
  body: { amount: number; note: string; confirmation?: Confirmation },
): Promise<Payment> =>
  ask(
    api.PUT("/merchants/{merchant_id}/payments/{intent_id}", {
      params: { path: { merchant_id, intent_id } },
      body: { ...body, confirmation: body.confirmation ?? null },
    }),
  );
