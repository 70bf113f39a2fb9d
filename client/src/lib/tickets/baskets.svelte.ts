import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import type { components } from "$lib/kernel/schema";
import type { Order } from "./types";

type S = components["schemas"];
export type Product = S["ProductShown"];
export type Good = S["VoucherGood"];
export type Said = S["HolderMessageShown"];
export type Wish = S["BasketInput"];
const of = (order_id: string) => ({ params: { path: { order_id } } });
const show = (show_id: string) => ({ params: { path: { show_id } } });

export const productsOf = async (show_id: string): Promise<Product[]> =>
  (await ask(api.GET("/tickets/shows/{show_id}/products", show(show_id)))).products;

/** All that is in a held order beside its seats. */
export const fillBasket = (order_id: string, body: Wish): Promise<Order> =>
  ask(api.PUT("/tickets/orders/{order_id}/basket", { ...of(order_id), body }));

/** What a code is good for at a show. */
export const lookUp = (show_id: string, code: string): Promise<Good> =>
  ask(api.POST("/tickets/shows/{show_id}/voucher", { ...show(show_id), body: { code } }));

/** Seats that are kept back for who has this code. */
export const holdByVoucher = (show_id: string, voucher: string, seats: number[]): Promise<Order> =>
  ask(
    api.PUT("/tickets/orders/{order_id}/by-voucher", {
      ...of(uuidv7()),
      body: { show_id, voucher, seats },
    }),
  );

export const returnExtra = (order_id: string, line_id: string): Promise<Order> =>
  ask(
    api.POST("/tickets/orders/{order_id}/extras/{line_id}/return", {
      params: { path: { order_id, line_id } },
    }),
  );

/** A held order as its basket: which fare each ticket has, how many of each extra, which code. */
export const wishOf = (order: Order): Wish => ({
  fares: order.tickets.flatMap(({ id, fare_id }) =>
    fare_id ? [{ ticket_id: id, product_id: fare_id }] : [],
  ),
  extras: order.extras.map(({ product_id, units }) => ({ product_id, units })),
  voucher: order.voucher?.code ?? null,
});

/** What the organiser said to all who have tickets, the newest first. */
export const saidTo = async (show_id: string): Promise<Said[]> =>
  (await ask(api.GET("/tickets/shows/{show_id}/messages", show(show_id)))).messages;
