/**
 * All screens but those of the first load, by their paths. Each folder lists its own in `routes.ts`;
 * here they only come together.
 */
import type { Screen } from "$lib/kernel/router.svelte";
import type { Town } from "$lib/kernel/types";
import { all } from "./all";
import { brands } from "./brands/routes";
import { chats } from "./chats/routes";
import { contacts } from "./contacts/routes";
import { coupons } from "./coupons/routes";
import { driving } from "./driving/routes";
import { drops } from "./drops/routes";
import { presales } from "./presales/routes";
import { shares } from "./shares/routes";
import { imports } from "./imports/routes";
import { lockers } from "./lockers/routes";
import { map } from "./map/routes";
import { market } from "./market/routes";
import { me } from "./me/routes";
import { moving } from "./moving/routes";
import { orders } from "./orders/routes";
import { parcels } from "./parcels/routes";
import { pay } from "./pay/routes";
import { reviews } from "./reviews/routes";
import { rides } from "./rides/routes";
import { search } from "./search/routes";
import { square } from "./square/routes";
import { tickets } from "./tickets/routes";
import { till } from "./till/routes";
import { town as places } from "./town/routes";
import { vending } from "./vending/routes";
import { warehouses } from "./warehouses/routes";

/** On a borrowed computer no money goes out, and nobody who sits down there sees what there is. */
const WALLET = [
  "/pay",
  "/pay/history",
  "/pay/receipts",
  "/pay/receive",
  "/pay/send",
  "/pay/top-up",
];
const DESK = "/pay/desk";
/** `/pay` alone is not all below it: what somebody is asked for in a chat can be looked at. */
const under = (path: string, one: string) =>
  path === one || (one === DESK && path.startsWith(`${DESK}/`));
const without = (screens: Record<string, Screen>, paths: readonly string[]) =>
  Object.fromEntries(
    Object.entries(screens).filter(([path]) => !paths.some((one) => under(path, one))),
  );

/** A town without money has no screens of it; one that is not known yet may have. */
export const others = (town: Town | null, borrowed: boolean): Record<string, Screen> => ({
  ...all("chats", chats),
  ...all("contacts", contacts),
  ...all("town", places),
  ...all("map", map),
  ...all("square", square),
  ...all("me", me),
  ...all("imports", imports),
  ...all("moving", moving),
  ...all("search", search),
  ...(!town || town.money
    ? {
        ...all("pay", without(pay, borrowed ? [...WALLET, DESK] : [])),
        ...all("till", till),
        ...all("brands", brands),
        ...all("market", market),
        ...all("vending", vending),
        ...all("lockers", lockers),
        ...all("rides", rides),
        ...all("driving", driving),
        ...all("tickets", tickets),
        ...all("orders", orders),
        ...all("reviews", reviews),
        ...all("coupons", coupons),
        ...all("parcels", parcels),
        ...all("drops", drops),
        ...all("presales", presales),
        ...all("shares", shares),
        ...all("warehouses", warehouses),
      }
    : {}),
});
