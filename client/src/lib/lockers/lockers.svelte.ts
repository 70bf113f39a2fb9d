import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import type {
  AtRound,
  Desk,
  Finding,
  LockerInput,
  LockerKey,
  LockerReturn,
  Opening,
  OwnLocker,
  Point,
  Size,
} from "./types";

export const SIZES: Size[] = ["S", "M", "L"];

/** How many compartments take something now, and of how many somebody has to look. */
export const doorsOf = ({ doors }: OwnLocker) => ({
  of: doors.length,
  free: doors.filter((one) => one.state === "free" && !one.fault).length,
  troubles: doors.filter((one) => one.fault || one.state === "unknown").length,
});

/** The lockers of the shops that somebody runs. */
class OwnLockers extends Kept<OwnLocker[]> {
  constructor() {
    super("lockers", async () => (await ask(api.GET("/lockers"))).lockers);
  }

  one(id: string): OwnLocker | undefined {
    return this.value?.find((locker) => locker.id === id);
  }

  async putUp(locker_id: string, body: LockerInput): Promise<LockerKey> {
    const made = await ask(
      api.PUT("/lockers/{locker_id}", { params: { path: { locker_id } }, body }),
    );
    await this.read();
    return made;
  }

  async setService(locker_id: string, in_service: boolean): Promise<void> {
    const request = { params: { path: { locker_id } }, body: { in_service } };
    await ask(api.PUT("/lockers/{locker_id}/service", request));
    await this.read();
  }

  async setWorks(locker_id: string, label: string, works: boolean): Promise<void> {
    const request = { params: { path: { locker_id, label } }, body: { works } };
    await ask(api.PUT("/lockers/{locker_id}/doors/{label}", request));
    await this.read();
  }

  async open(locker_id: string, label: string, opening_id: string): Promise<Opening> {
    const path = { locker_id, label, opening_id };
    const url = "/lockers/{locker_id}/doors/{label}/openings/{opening_id}";
    const made = await ask(api.PUT(url, { params: { path } }));
    await this.read();
    return made;
  }

  async takeAway(locker_id: string): Promise<void> {
    await ask(api.DELETE("/lockers/{locker_id}", { params: { path: { locker_id } } }));
    await this.read();
  }
}

export const lockers = new OwnLockers();

export const newKey = (locker_id: string): Promise<LockerKey> =>
  ask(api.POST("/lockers/{locker_id}/key", { params: { path: { locker_id } } }));

/** Where a courier lays in and takes out. */
class LockerRound extends Kept<AtRound[]> {
  constructor() {
    super("lockers.round", async () => (await ask(api.GET("/locker-round"))).lockers);
  }

  one(id: string): AtRound | undefined {
    return this.value?.find((each) => each.point.id === id);
  }

  async elsewhere(locker_id: string, act_id: string, parcel_id: string): Promise<string> {
    const path = { locker_id, act_id };
    const url = "/lockers/{locker_id}/redirections/{act_id}";
    const parcel = await ask(api.PUT(url, { params: { path }, body: { parcel_id } }));
    await this.read();
    return parcel.point?.name ?? "";
  }
}

export const lockerRound = new LockerRound();

/** Compartments of which nobody knows. */
class LockersDesk extends Kept<Desk> {
  constructor() {
    super("lockers.desk", () => ask(api.GET("/desk/lockers")));
  }

  async decide(door_id: string, act_id: string, found: Finding): Promise<void> {
    const request = { params: { path: { door_id, act_id } }, body: { found } };
    this.take(await ask(api.PUT("/desk/lockers/doors/{door_id}/findings/{act_id}", request)));
  }

  async open(door_id: string, opening_id: string): Promise<void> {
    const path = { door_id, opening_id };
    await ask(api.PUT("/desk/lockers/doors/{door_id}/openings/{opening_id}", { params: { path } }));
    await this.read();
  }

  async aside(opening_id: string): Promise<void> {
    const request = { params: { path: { opening_id } } };
    this.take(await ask(api.PUT("/desk/lockers/doubts/{opening_id}", request)));
  }
}

export const lockersDesk = new LockersDesk();

export const returnPlaces = async (): Promise<Point[]> =>
  (await ask(api.GET("/locker-returns/places"))).points;

/** What goes back of an order, laid into a locker. */
export const askToReturn = (
  return_id: string,
  case_id: string,
  locker_id: string,
  size: Size,
): Promise<LockerReturn> =>
  ask(
    api.PUT("/locker-returns/{return_id}", {
      params: { path: { return_id } },
      body: { case_id, locker_id, size },
    }),
  );

export const readReturn = (return_id: string): Promise<LockerReturn> =>
  ask(api.GET("/locker-returns/{return_id}", { params: { path: { return_id } } }));
