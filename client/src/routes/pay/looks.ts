import bank from "@phosphor-icons/core/fill/bank-fill.svg?raw";
import box from "@phosphor-icons/core/fill/package-fill.svg?raw";
import coins from "@phosphor-icons/core/fill/coins-fill.svg?raw";
import gift from "@phosphor-icons/core/fill/gift-fill.svg?raw";
import out from "@phosphor-icons/core/fill/hand-coins-fill.svg?raw";
import plus from "@phosphor-icons/core/fill/plus-circle-fill.svg?raw";
import back from "@phosphor-icons/core/fill/arrow-circle-left-fill.svg?raw";
import store from "@phosphor-icons/core/fill/storefront-fill.svg?raw";
import taxi from "@phosphor-icons/core/fill/taxi-fill.svg?raw";
import users from "@phosphor-icons/core/fill/users-three-fill.svg?raw";
import type { Hue } from "$lib/parts/hues";
import type { Category } from "$lib/pay/types";

/** How each category of payments is told from the others. */
export const LOOKS: Record<Category, { icon: string; hue: Hue }> = {
  people: { icon: coins, hue: "teal" },
  shops: { icon: store, hue: "orange" },
  rides: { icon: taxi, hue: "olive" },
  orders: { icon: box, hue: "violet" },
  bills: { icon: users, hue: "pink" },
  packets: { icon: gift, hue: "red" },
  refunds: { icon: back, hue: "steel" },
  top_up: { icon: plus, hue: "blue" },
  pay_out: { icon: out, hue: "steel" },
  other: { icon: bank, hue: "grey" },
};
