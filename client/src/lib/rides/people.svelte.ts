import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { uuidv7 } from "$lib/kernel/ids";
import { Latest } from "$lib/kernel/latest";
import type { FollowedTrip, HelpNumber, Ratings, RatingWord, RideMessage } from "./types";

const of = (ride_id: string) => ({ params: { path: { ride_id } } });

/** What rider and driver of a ride write to each other. */
export class RideTalk {
  messages = $state.raw<RideMessage[]>([]);
  private readonly latest = new Latest();

  constructor(private readonly id: string) {}

  /** For `$effect`: reads it, and listens until it is out of sight. */
  watch = (): (() => void) => {
    void this.load().catch(() => {});
    return connection.changes.add((what) => {
      if (what === "rides") void this.load().catch(() => {});
    });
  };

  private async load(): Promise<void> {
    const found = await this.latest.of(ask(api.GET("/rides/{ride_id}/messages", of(this.id))));
    if (found) this.messages = found.messages;
  }

  async write(text: string): Promise<void> {
    const path = { ride_id: this.id, message_id: uuidv7() };
    const where = "/rides/{ride_id}/messages/{message_id}";
    await ask(api.PUT(where, { params: { path }, body: { text } }));
    await this.load();
  }
}

/** A trip that people at home follow by a link. */
export const trips = {
  share: async (id: string): Promise<string> =>
    (await ask(api.PUT("/rides/{ride_id}/sharing", of(id)))).link,
  shared: async (id: string): Promise<boolean> =>
    (await ask(api.GET("/rides/{ride_id}/sharing", of(id)))).shared,
  stop: (id: string) => ask(api.DELETE("/rides/{ride_id}/sharing", of(id))),
  follow: (token: string): Promise<FollowedTrip> =>
    ask(api.GET("/trips/{token}", { params: { path: { token } } })),
};

/** Whom to call; asking tells the desk, and shares a rider's trip. */
export const help = {
  numbers: async (): Promise<HelpNumber[]> => (await ask(api.GET("/rides/help"))).numbers,
  ask: (ride_id: string, id: string) =>
    ask(api.PUT("/rides/{ride_id}/help", { ...of(ride_id), body: { id } })),
  atDesk: () => ask(api.GET("/rides/desk/help")),
  seen: (call_id: string) =>
    ask(api.PUT("/rides/desk/help/{call_id}/seen", { params: { path: { call_id } } })),
  set: (numbers: HelpNumber[]) => ask(api.PUT("/rides/desk/help", { body: { numbers } })),
};

/** What the two of a ride think of each other. */
export class Rating {
  value = $state.raw<Ratings | null>(null);

  async load(ride_id: string): Promise<void> {
    this.value = await ask(api.GET("/rides/{ride_id}/rating", of(ride_id))).catch(() => this.value);
  }

  async give(ride_id: string, stars: number, words: RatingWord[]): Promise<void> {
    const body = { stars, words };
    this.value = await ask(api.PUT("/rides/{ride_id}/rating", { ...of(ride_id), body }));
  }
}

/** The town asks the rider whether all is well, or does not. */
export const check = {
  read: async (id: string) => (await ask(api.GET("/rides/{ride_id}/check", of(id)))).kind,
  well: (id: string) => ask(api.PUT("/rides/{ride_id}/check", of(id))),
};

/** Never again with the other of a ride, who is not told. */
export const parting = {
  read: async (id: string) => (await ask(api.GET("/rides/{ride_id}/parting", of(id)))).apart,
  part: (id: string) => ask(api.PUT("/rides/{ride_id}/parting", of(id))),
  back: (id: string) => ask(api.DELETE("/rides/{ride_id}/parting", of(id))),
};
