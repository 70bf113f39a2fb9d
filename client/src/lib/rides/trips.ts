import { api, ask } from "$lib/kernel/api";
import type { Confirmation } from "$lib/kernel/types";
import type { DeskSum, Place, Ride, TripChange, WayDriven } from "./types";

const of = (ride_id: string) => ({ params: { path: { ride_id } } });
const one = (ride_id: string, change_id: string) => ({ params: { path: { ride_id, change_id } } });

/** Another trip than was agreed: priced, asked of the driver, answered by them. */
export const trips = {
  price: (ride: string, id: string, destination: Place, stops: Place[]): Promise<TripChange> =>
    ask(
      api.PUT("/rides/{ride_id}/changes/{change_id}", {
        ...one(ride, id),
        body: { destination, stops },
      }),
    ),
  ask: (ride: string, id: string, confirmation?: Confirmation): Promise<TripChange> =>
    ask(
      api.PUT("/rides/{ride_id}/changes/{change_id}/asking", {
        ...one(ride, id),
        body: { confirmation: confirmation ?? null },
      }),
    ),
  withdraw: (ride: string, id: string) =>
    ask(api.DELETE("/rides/{ride_id}/changes/{change_id}", one(ride, id))),
  answer: (ride: string, id: string, accept: boolean): Promise<TripChange> =>
    ask(
      api.PUT("/rides/{ride_id}/changes/{change_id}/answer", {
        ...one(ride, id),
        body: { accept },
      }),
    ),
};

/** What was driven of a ride that is over. */
export const wayDriven = (ride: string): Promise<WayDriven> =>
  ask(api.GET("/rides/{ride_id}/way", of(ride)));

/** What the rider adds for whoever comes; all of it, in minor units. */
export const thank = (ride: string, amount: number, confirmation?: Confirmation): Promise<Ride> =>
  ask(
    api.PUT("/rides/{ride_id}/thanks", {
      ...of(ride),
      body: { amount, confirmation: confirmation ?? null },
    }),
  );

/** The sum for which the driver asks, or which they say that they were given. */
export const sums = {
  yes: (ride: string, fare: number, confirmation?: Confirmation): Promise<Ride> =>
    ask(
      api.PUT("/rides/{ride_id}/sum/yes", {
        ...of(ride),
        body: { fare, confirmation: confirmation ?? null },
      }),
    ),
  no: (ride: string, given: number | null): Promise<Ride> =>
    ask(api.PUT("/rides/{ride_id}/sum/no", { ...of(ride), body: { given } })),
  atDesk: async (): Promise<DeskSum[]> => (await ask(api.GET("/rides/desk/sums"))).sums,
  judge: (ride: string, fare: number) =>
    ask(api.PUT("/rides/desk/sums/{ride_id}", { ...of(ride), body: { fare } })),
};
