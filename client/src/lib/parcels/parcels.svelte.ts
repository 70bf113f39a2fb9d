import { api, ask } from "$lib/kernel/api";
import { zone } from "$lib/kernel/format";
import { Kept } from "$lib/kernel/kept.svelte";
import { after, Paged } from "$lib/kernel/paged.svelte";
import type {
  Card,
  Carrier,
  Choice,
  DeliveryRecord,
  Desk,
  DirectParcel,
  EventInput,
  Parcel,
  Round,
  ShopCash,
  ShopParcels,
  Terms,
} from "./types";

type Pin = { lat: number; lon: number };

/** One parcel, as whoever looks has to do with it. */
export class OneParcel extends Kept<Parcel> {
  constructor(private readonly id: string) {
    super(`parcels.parcel.${id}`, () =>
      ask(api.GET("/parcels/{parcel_id}", { params: { path: { parcel_id: id } } })),
    );
  }

  async act(act_id: string, body: EventInput): Promise<void> {
    const path = { parcel_id: this.id, act_id };
    this.take(
      await ask(api.PUT("/parcels/{parcel_id}/events/{act_id}", { params: { path }, body })),
    );
  }
}

/** The parcel of a label that was scanned or typed. */
export const parcelOf = (number: string): Promise<Parcel> =>
  ask(api.GET("/parcels/numbers/{number}", { params: { path: { number } } }));

export const actOn = (parcel_id: string, act_id: string, body: EventInput): Promise<Parcel> =>
  ask(
    api.PUT("/parcels/{parcel_id}/events/{act_id}", {
      params: { path: { parcel_id, act_id } },
      body,
    }),
  );

/** How things can come from a shop. */
export async function choicesOf(merchant_id: string, door?: Pin | null): Promise<Choice[]> {
  const path = "/merchants/{merchant_id}/delivery-choices";
  const params = { path: { merchant_id }, query: door ?? {} };
  return (await ask(api.GET(path, { params }))).choices;
}

/** Of what a shop promised in the last 90 days, how much was there on that day. */
export const recordOf = (merchant_id: string): Promise<DeliveryRecord> =>
  ask(api.GET("/merchants/{merchant_id}/delivery-record", { params: { path: { merchant_id } } }));

/** Who can carry what a shop sends. */
export const carriers = async (): Promise<Carrier[]> => (await ask(api.GET("/carriers"))).carriers;

/** A courier's round, from where they are. */
class CourierRound extends Kept<Round> {
  /** Where one is, if the phone said so. */
  at = $state.raw<Pin>();

  constructor() {
    super("parcels.round", () => ask(api.GET("/courier", { params: { query: this.at ?? {} } })));
  }

  async carry(about: string, fee: number): Promise<void> {
    this.take(await ask(api.PUT("/courier", { body: { about, fee } })));
  }

  async setHours(weekdays: number[], leaves_at: number, ends_at: number): Promise<void> {
    const body = { weekdays, leaves_at, ends_at, zone: zone() };
    this.take(await ask(api.PUT("/courier/hours", { body })));
  }
}

export const round = new CourierRound();

/** How a shop sends. */
export class ShopTerms extends Kept<Terms> {
  constructor(private readonly merchant_id: string) {
    const request = { params: { path: { merchant_id } } };
    super(`parcels.terms.${merchant_id}`, () =>
      ask(api.GET("/merchants/{merchant_id}/delivery-terms", request)),
    );
  }

  async set(body: Terms): Promise<void> {
    const request = { params: { path: { merchant_id: this.merchant_id } }, body };
    this.take(await ask(api.PUT("/merchants/{merchant_id}/delivery-terms", request)));
  }
}

/** The parcels of a shop: those under way, or those that came to an end. */
export const shopParcels = (merchant_id: string, pile: "open" | "over") =>
  new Paged<ShopParcels>(
    `parcels.shop.${merchant_id}.${pile}`,
    (query) => {
      const params = { path: { merchant_id }, query: { pile, ...query } };
      return ask(api.GET("/merchants/{merchant_id}/parcels", { params }));
    },
    (known, more) => ({ ...more, parcels: after(known.parcels, more.parcels, (one) => one.id) }),
  );

/** What a shop sends without an order. */
export const sendDirectly = (
  merchant_id: string,
  delivery_id: string,
  body: DirectParcel,
): Promise<Parcel> => {
  const url = "/merchants/{merchant_id}/parcels/{delivery_id}";
  return ask(api.PUT(url, { params: { path: { merchant_id, delivery_id } }, body }));
};

/** Cash that couriers took for a shop. */
export class CashForShop extends Kept<ShopCash["couriers"]> {
  constructor(private readonly merchant_id: string) {
    const request = { params: { path: { merchant_id } } };
    super(
      `parcels.cash.${merchant_id}`,
      async () => (await ask(api.GET("/merchants/{merchant_id}/cash", request))).couriers,
    );
  }

  async count(courier_id: string, count_id: string, expected: number, counted: number) {
    const path = { merchant_id: this.merchant_id, courier_id, count_id };
    const url = "/merchants/{merchant_id}/cash/{courier_id}/counts/{count_id}";
    await ask(api.PUT(url, { params: { path }, body: { expected, counted } }));
    await this.read();
  }
}

/** Who wants to carry, and to keep parcels. */
class ParcelsDesk extends Kept<Desk> {
  constructor() {
    super("parcels.desk", () => ask(api.GET("/desk/parcels")));
  }

  async decidePoint(merchant_id: string, allowed: boolean, reason = ""): Promise<void> {
    const request = { params: { path: { merchant_id } }, body: { allowed, reason } };
    this.take(await ask(api.PUT("/desk/pickup-points/{merchant_id}", request)));
  }

  async decideCourier(person_id: string, allowed: boolean, reason = ""): Promise<void> {
    const request = { params: { path: { person_id } }, body: { allowed, reason } };
    this.take(await ask(api.PUT("/desk/couriers/{person_id}", request)));
  }
}

export const parcelsDesk = new ParcelsDesk();

/** Paper cards that one gave out. */
class ReceiverCards extends Kept<Card[]> {
  constructor() {
    super("parcels.cards", async () => (await ask(api.GET("/receiver-cards"))).cards);
  }

  /** The card with its digits, this once. */
  async give(card_id: string, name: string, address: string, free_up_to: number): Promise<Card> {
    const request = { params: { path: { card_id } }, body: { name, address, free_up_to } };
    const made = await ask(api.PUT("/receiver-cards/{card_id}", request));
    await this.read();
    return made;
  }
}

export const receiverCards = new ReceiverCards();
