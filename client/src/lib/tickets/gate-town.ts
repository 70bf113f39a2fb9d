import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";
import type { GateList, Scan } from "./types";

type S = components["schemas"];
export type GateSetup = S["ShowGateShown"];
export type Guests = S["Guests"];
export type ScansSeen = S["ScansSeen"];
type AtGate = Pick<S["ScansInput"], "gate" | "entrance">;

const of = (show_id: string) => ({ params: { path: { show_id } } });

export const gateList = (show_id: string): Promise<GateList> =>
  ask(api.GET("/tickets/shows/{show_id}/gate", of(show_id)));

export const lastScans = (show_id: string): Promise<ScansSeen> =>
  ask(api.GET("/tickets/shows/{show_id}/scans", of(show_id)));

/** What a gate saw; `patience`: so many milliseconds. */
export async function tellScans(
  show_id: string,
  at: AtGate,
  scans: S["SeenInput"][],
  patience?: number,
): Promise<Scan[]> {
  const signal = patience ? AbortSignal.timeout(patience) : undefined;
  const asked = { ...of(show_id), body: { ...at, scans }, signal };
  return (await ask(api.POST("/tickets/shows/{show_id}/scans", asked))).scans;
}

/** Who has a ticket and a name that begins so. */
export const searchGuests = (show_id: string, name: string): Promise<Guests> =>
  ask(api.POST("/tickets/shows/{show_id}/guests", { ...of(show_id), body: { name } }));

export const letGuestIn = (
  show_id: string,
  ticket_id: string,
  scan_id: string,
  at: AtGate,
): Promise<Scan> => {
  const params = { path: { show_id, ticket_id } };
  const url = "/tickets/shows/{show_id}/guests/{ticket_id}";
  return ask(api.PUT(url, { params, body: { scan_id, ...at } }));
};

const SETUP = "/tickets/shows/{show_id}/gate/setup";
const HELPER = "/tickets/shows/{show_id}/helpers/{person_id}";

export const gateSetup = (show_id: string): Promise<GateSetup> => ask(api.GET(SETUP, of(show_id)));

export const setUpGate = (show_id: string, body: S["ShowGateInput"]): Promise<GateSetup> =>
  ask(api.PUT(SETUP, { ...of(show_id), body }));

export const nameHelper = (
  show_id: string,
  person_id: string,
  searches: boolean,
): Promise<GateSetup> =>
  ask(api.PUT(HELPER, { params: { path: { show_id, person_id } }, body: { searches } }));

export const removeHelper = (show_id: string, person_id: string) =>
  ask(api.DELETE(HELPER, { params: { path: { show_id, person_id } } }));
