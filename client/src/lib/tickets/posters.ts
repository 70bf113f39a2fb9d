import { api, ask, bytes } from "$lib/kernel/api";
import { shrink } from "$lib/parts/media/shrink";
import type { Event } from "./types";

const ONE = "/tickets/events/{event_id}/poster";
const of = (event_id: string) => ({ path: { event_id } });

/** Whatever picture the phone has, small before it is sent; `alt`: what is seen on it. */
export async function hangPoster(event_id: string, file: Blob, alt: string): Promise<Event> {
  const picture = (await shrink(file))?.blob ?? file;
  const params = { ...of(event_id), query: { alt } };
  return ask(api.PUT(ONE, { params, ...bytes(picture) } as never));
}

export const takePosterDown = (event_id: string): Promise<Event> =>
  ask(api.DELETE(ONE, { params: of(event_id) }));
