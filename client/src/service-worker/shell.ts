import { CACHE } from "./precache";

const KEY = "/";

/** Fetches the page without anybody's data in it: an old list would be shown else. */
export async function refreshShell(): Promise<void> {
  const answer = await fetch(KEY, { headers: { "X-Boot": "off" }, cache: "no-store" });
  if (answer.ok) await (await caches.open(CACHE)).put(KEY, answer);
}

/** Every page of the app is the same shell. */
export async function shell(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(KEY, { ignoreVary: true })) ?? fetch(request);
}
