/** Both are filled in by the build. */
const VERSION = "__VERSION__";
const FILES = JSON.parse("__FILES__") as string[];
export const CACHE = `leapfrog-app-${VERSION}`;

export async function precache(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
}

export async function precached(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** Earlier builds. A page that still runs one of them reloads when it misses a chunk. */
export async function dropOld(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("leapfrog-app-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}
