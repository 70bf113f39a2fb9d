import { api, ask, bytes } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type { Dispute, DeskDispute, DeskDriver, DocumentKind, Tariff, Tariffs } from "./types";

const person = (person_id: string) => ({ params: { path: { person_id } } });
const ride = (ride_id: string) => ({ params: { path: { ride_id } } });

/** Drivers as the desk has them: those first who wait. */
export const deskDrivers = new Kept<DeskDriver[]>(
  "rides.desk.drivers",
  async () => (await ask(api.GET("/rides/desk/drivers"))).drivers,
);

/** Rides to which a rider objects, the oldest first. */
export const deskDisputes = new Kept<DeskDispute[]>(
  "rides.desk.disputes",
  async () => (await ask(api.GET("/rides/desk/disputes"))).disputes,
);

/** What rides cost in this town; also for who is not signed in. */
export const tariffs = new Kept<Tariffs>("rides.tariffs", () => ask(api.GET("/rides/tariff")));
export type Surcharges = Tariffs["surcharges"];

export const DOCUMENTS: readonly DocumentKind[] = ["licence", "vehicle", "insurance", "inspection"];

/** Where its picture is; that one looked is noted. */
export const documentAtDesk = (person_id: string, kind: DocumentKind): string =>
  `/api/v1/rides/desk/drivers/${person_id}/documents/${kind}`;

/** What only those do who run the town's rides. */
export const rideDesk = {
  async approve(person_id: string, until: string): Promise<void> {
    await ask(
      api.PUT("/rides/desk/drivers/{person_id}", {
        ...person(person_id),
        body: { until, reason: "" },
      }),
    );
    await deskDrivers.read();
  },
  async refuse(person_id: string, reason: string): Promise<void> {
    await ask(
      api.PUT("/rides/desk/drivers/{person_id}", {
        ...person(person_id),
        body: { until: null, reason },
      }),
    );
    await deskDrivers.read();
  },
  async setTariff(body: Omit<Tariff, "version" | "set_at">): Promise<void> {
    await ask(api.PUT("/rides/desk/tariff", { body }));
    await tariffs.read();
  },
  async setSurcharges(body: Surcharges): Promise<void> {
    await ask(api.PUT("/rides/desk/surcharges", { body }));
    await tariffs.read();
  },
  async decideCar(person_id: string, confirmed: boolean): Promise<void> {
    await ask(
      api.PUT("/rides/desk/drivers/{person_id}/car", {
        ...person(person_id),
        body: { confirmed },
      }),
    );
    await deskDrivers.read();
  },
  dispute: (ride_id: string) => ask(api.GET("/rides/desk/disputes/{ride_id}", ride(ride_id))),
  async rule(ride_id: string, body: { refund: number; for_rider: string; for_driver: string }) {
    await ask(api.PUT("/rides/desk/disputes/{ride_id}", { ...ride(ride_id), body }));
    await deskDisputes.read();
  },
};

/** Cars on duty, without names, and how many people wait. */
export const ridesNow = () => ask(api.GET("/rides/desk/now"));

/** A driver shows a document. */
export const showDocument = (kind: DocumentKind, picture: Blob) =>
  ask(api.PUT("/rides/driver/documents/{kind}", { params: { path: { kind } }, ...bytes(picture) }));

/** The dispute about a ride of one's own; null: there is none. */
export class Objection {
  dispute = $state.raw<Dispute | null>(null);

  async load(ride_id: string): Promise<void> {
    // What is known stays while the town is not heard.
    this.dispute = await ask(api.GET("/rides/{ride_id}/dispute", ride(ride_id))).catch(
      () => this.dispute,
    );
  }
  async object(ride_id: string, words: string): Promise<void> {
    this.dispute = await ask(
      api.PUT("/rides/{ride_id}/dispute", { ...ride(ride_id), body: { words } }),
    );
  }
  async answer(ride_id: string, words: string): Promise<void> {
    const body = { words };
    this.dispute = await ask(
      api.PUT("/rides/{ride_id}/dispute/answer", { ...ride(ride_id), body }),
    );
  }
}
