import { api, ask, bytes } from "$lib/kernel/api";
import { zone } from "$lib/kernel/format";
import { i18n, t } from "$lib/kernel/i18n.svelte";
import { uuidv7 } from "$lib/kernel/ids";
import { Kept } from "$lib/kernel/kept.svelte";
import type { components } from "$lib/kernel/schema";
import type { Point } from "$lib/parts/map/projection";
import type { Needs } from "./types";

type S = components["schemas"];
export type Earnings = S["DriversEarnings"];
export type EarningsOf = S["EarningsOf"];
export type By = "day" | "week" | "month";
export type Ranks = S["RanksShown"];
export type Rank = Ranks["ranks"][number];
export type HeatCell = S["HeatCell"];
export type DriverWishes = S["OwnDriverWishes"];
export type RideWishes = S["RideWishes"];
export type WomenWish = NonNullable<RideWishes["women"]>;
export type Record = S["RecordShown"];
export type DriverCar = S["DriverCar"];

/** What a driver earned, by days, weeks or months. */
export const earnings = (by: By): Promise<Earnings> =>
  ask(api.GET("/rides/driver/earnings", { params: { query: { by, zone: zone() } } }));

/** Where its table is. */
export const earningsFile = (by: By): string =>
  `/api/v1/rides/driver/earnings.csv?${new URLSearchParams({ by, zone: zone() })}`;

/** Taxi ranks, how many wait at each, and where one stands oneself. */
export const ranks = new Kept<Ranks>("rides.ranks", () => ask(api.GET("/rides/ranks")));

const inWords = (name: string, names: { [language: string]: string }) =>
  names[i18n.language.slice(0, 2)] || name;

/** What a rank is called; one without a name by where it is. */
export const rankName = (one: Rank): string =>
  one.name || inWords(one.street, one.street_names) || besideOf(one) || t("driverMap.rank");

/** Next to what one without a name is, unless that is how it is called. */
export const rankBeside = (one: Rank): string => (one.name || !one.street ? "" : besideOf(one));

const besideOf = ({ by, by_names }: Rank): string =>
  by && t("map.where.by", { name: inWords(by, by_names) });

/** Where people look for taxis. */
export const heat = async (): Promise<HeatCell[]> =>
  (await ask(api.GET("/rides/driver/heat"))).cells;

const place = (rank_id: string) => ({ params: { path: { rank_id } } });

/** What only those do who run the town's rides. */
export const rankDesk = {
  async add(name: string, { lat, lon }: Point): Promise<void> {
    const body = { name, lat, lon };
    await ask(api.PUT("/rides/desk/ranks/{rank_id}", { ...place(uuidv7()), body }));
    await ranks.read();
  },
  async move(id: string, name: string, { lat, lon }: Point): Promise<void> {
    const body = { name, lat, lon };
    await ask(api.PUT("/rides/desk/ranks/places/{rank_id}", { ...place(id), body }));
    await ranks.read();
  },
  async close(id: string): Promise<void> {
    await ask(api.DELETE("/rides/desk/ranks/places/{rank_id}", place(id)));
    await ranks.read();
  },
};

/** What a driver wishes. */
export const wishes = {
  read: (): Promise<DriverWishes> => ask(api.GET("/rides/driver/wishes")),
  set: ({ takes, from_hour, home, area, meter, cash }: DriverWishes): Promise<DriverWishes> =>
    ask(
      api.PUT("/rides/driver/wishes", {
        body: { takes, from_hour, zone: zone(), home, area, meter, cash },
      }),
    ),
};

/** What somebody drives, and what it carries. */
export const ownCar = {
  read: (): Promise<DriverCar> => ask(api.GET("/rides/driver/car")),
  set: (
    car_class: DriverCar["car_class"],
    { seats, child_seat, wheelchair, pet, luggage }: Needs,
  ): Promise<DriverCar> =>
    ask(
      api.PUT("/rides/driver/car", {
        body: { car_class, carries: { seats, child_seat, wheelchair, pet, luggage } },
      }),
    ),
};

/** What a rider wishes. */
export const rideWishes = new Kept<RideWishes>("rides.wishes", () => ask(api.GET("/rides/wishes")));

export async function wish(women: WomenWish | null): Promise<void> {
  if (women) rideWishes.take(await ask(api.PUT("/rides/wishes", { body: { women } })));
  else {
    await ask(api.DELETE("/rides/wishes"));
    await rideWishes.read();
  }
}

/** Who of the drivers says that she is a woman, for the desk to confirm. */
export const womenAtDesk = {
  list: async () => (await ask(api.GET("/rides/desk/women"))).drivers,
  confirm: (person_id: string, confirmed: boolean) =>
    ask(
      api.PUT("/rides/desk/women/{person_id}", {
        params: { path: { person_id } },
        body: { confirmed },
      }),
    ),
};

/** The record of here as a file, and those of other towns. */
export const RECORD_FILE = "/api/v1/rides/driver/record";
export const records = {
  list: async (): Promise<Record[]> => (await ask(api.GET("/rides/driver/records"))).records,
  bring: (file: Blob): Promise<Record> =>
    ask(api.PUT("/rides/driver/records", { ...bytes(file) } as never)),
  drop: (record_id: string) =>
    ask(api.DELETE("/rides/driver/records/{record_id}", { params: { path: { record_id } } })),
  ofRide: async (ride_id: string): Promise<Record[]> =>
    (await ask(api.GET("/rides/{ride_id}/driver-records", { params: { path: { ride_id } } })))
      .records,
};

/** What rides of late say of how long driving takes. */
export const speeds = () => ask(api.GET("/rides/desk/speeds"));

/** Who went back on too many rides and waits, for the desk to lift. */
export type Pause = S["RidePauseAtDesk"];
export const pauses = {
  list: async (): Promise<Pause[]> => (await ask(api.GET("/rides/desk/pauses"))).pauses,
  lift: ({ person_id, kind }: Pause) =>
    ask(
      api.DELETE("/rides/desk/pauses/{person_id}/{kind}", {
        params: { path: { person_id, kind } },
      }),
    ),
};
