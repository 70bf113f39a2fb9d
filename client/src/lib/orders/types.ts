import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Cart = S["CartShown"];
export type CartShop = S["CartShopShown"];
export type CartLine = S["CartLineShown"];
export type Quote = S["QuoteShown"];
export type WantedShop = S["WantedShopInput"];
export type QuoteShop = S["QuoteShopShown"];
export type Recipient = { name: string } & Pick<
  S["QuoteInput"],
  "phone" | "address" | "lat" | "lon" | "card" | "gift"
>;
export type Present = S["PresentShown"];
export type PresentCard = S["PresentCard"];
export type PresentAddress = S["PresentAddressInput"];
export type LineAgain = S["LineAgain"];
export type Payment = S["PaymentShown"];
export type Summary = S["OrderSummary"];
export type Order = S["OrderShown"];
export type OrderLine = S["OrderLineShown"];
export type OrderCase = S["CaseShown"];
export type CaseEntry = S["CaseEntryShown"];
export type CaseInput = S["CaseInput"];
export type CasePictures = S["CasePictures"];
export type CasePicture = S["CasePictureShown"];
export type CaseAct = S["CaseEntryInput"]["act"];
export type RulingInput = S["RulingInput"];
export type OrderPage = { orders: Summary[]; next: string | null };
export type AppealPage = S["Appeals"];
export type ShopPage = S["ShopOrders"];
export type Pile = "to_send" | "on_the_way" | "asked" | "over";
export type PackingOrder = S["PackingOrder"];
export type PackingPage = S["PackingPage"];
export type ParcelSize = NonNullable<S["ShipmentInput"]["size"]>;
