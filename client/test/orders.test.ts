import { beforeEach, expect, test } from "vitest";
import { town } from "./town";
import { onMap } from "$lib/market/market.svelte";
import type { FrontShown } from "$lib/market/types";
import { kinds } from "$lib/orders/cases";
import { checkout } from "$lib/orders/checkout.svelte";
import { ShopOrders } from "$lib/orders/orders.svelte";
import type { Order, WantedShop } from "$lib/orders/types";

const QUOTES = "POST /orders/quotes";
const PAYMENTS = "PUT /orders/payments/*";
const shops: WantedShop[] = [
  { merchant_id: "m", delivery: "own", lines: [{ variant_id: "v", n: 1 }], note: "" },
];
const to = { name: "Amina", phone: "", address: "Blue door" };
const quoted = { quote: "sealed", digest: "d", total: 600, currency: "EUR", shops: [] };
const no = (status: number, code: string) => ({ status, body: { code, title: code } });

const YES = {
  order: {
    use: "order" as const,
    id: "0199f0c4-5b9a-7c3e-8f2d-3a4b5c6d7e8f",
    to: "d",
    amount: 600,
  },
  pin: "271828",
};

beforeEach(async () => {
  town.clear();
  town.answers[QUOTES] = [{ body: quoted }];
  await checkout.look(shops, to);
});

test("what is edited after the quote is asked anew", () => {
  expect(checkout.of(shops, to)?.total).toBe(600);
  expect(checkout.of(shops, { ...to, address: "Red door" })).toBeNull();
  expect(checkout.of([{ ...shops[0]!, note: "Ring twice" }], to)).toBeNull();
  expect(checkout.of([{ ...shops[0]!, delivery: "pickup" }], to)).toBeNull();
  expect(checkout.of([], to)).toBeNull();
  expect(checkout.of(shops, { ...to })?.total).toBe(600);
});

test("without an answer the same payment is paid again, whatever stands on the screen", async () => {
  town.away = true;
  await expect(checkout.pay(YES)).rejects.toMatchObject({ code: "offline" });
  const first = checkout.way.id;
  expect([checkout.unsure, checkout.of([], to)?.total]).toEqual([true, 600]);
  town.away = false;
  // Not let in says nothing of the first try.
  town.answers[PAYMENTS] = [
    no(502, "server_error"),
    no(429, "rate_limited"),
    { body: { id: first } },
  ];
  await expect(checkout.pay(YES)).rejects.toThrow();
  await expect(checkout.pay(YES)).rejects.toThrow();
  expect([checkout.unsure, checkout.way.id]).toEqual([true, first]);
  await checkout.pay(YES);
  const paths = town.asked.filter((one) => one.method === "PUT").map((one) => one.path);
  expect(new Set(paths)).toEqual(new Set([`/orders/payments/${first}`]));
  expect([checkout.unsure, checkout.quote]).toEqual([false, null]);
});

test("a refusal ends the quote, too little money and a wrong PIN do not", async () => {
  const answers = [
    no(403, "confirmation_needed"),
    no(403, "wrong_pin"),
    no(409, "insufficient_funds"),
    no(409, "order_price_changed"),
  ];
  town.answers[PAYMENTS] = answers;
  const kept: boolean[] = [];
  for (let n = 0; n < 4; n++) {
    await expect(checkout.pay()).rejects.toThrow();
    kept.push(checkout.of(shops, to) !== null);
  }
  expect([kept, checkout.unsure]).toEqual([[true, true, true, false], false]);
});

test("the pages of a shop's pile follow each other, each order once", async () => {
  const pile = new ShopOrders("m", "to_send");
  const pages = [
    { orders: [{ id: "1" }, { id: "2" }], counts: {}, next: "there" },
    { orders: [{ id: "2" }, { id: "3" }], counts: {}, next: null },
  ];
  town.answers["GET /merchants/m/orders"] = pages.map((body) => ({ body }));
  await pile.read();
  await pile.more();
  expect(pile.value?.orders.map((one) => one.id)).toEqual(["1", "2", "3"]);
  expect(pile.value?.next).toBeNull();
});

test("a withdrawal can be said before anything is sent, and not of what is bound", () => {
  const line = { to_send: 1, returnable: 0, no_withdrawal: true };
  const order = { side: "buyer", refund: "none", state: "paid", may_withdraw: true, lines: [line] };
  const of = (more: object) => kinds({ ...order, ...more } as unknown as Order);
  const sent = { ...line, to_send: 0, returnable: 1 };
  expect(of({})).toEqual(["cancel", "withdrawal"]);
  expect(of({ may_withdraw: false })).toEqual(["cancel"]);
  expect(of({ state: "sent", lines: [sent] })).toEqual(["return", "refund"]);
  expect(of({ state: "sent", lines: [{ ...sent, no_withdrawal: false }] })).toEqual([
    "withdrawal",
    "return",
    "refund",
  ]);
});

test("a shop is on the map by its place, or where it said that it is", () => {
  const shop = { place_id: null, lat: -1.29, lon: 36.82, sign: "Mei & Co" };
  const of = (more: object) => onMap({ ...shop, ...more } as unknown as FrontShown);
  expect(of({})).toBe("/town/map?at=-1.29%2C36.82&name=Mei+%26+Co");
  expect(of({ place_id: "n1" })).toBe("/town/map?place=n1");
  expect(of({ lat: null })).toBeUndefined();
});
