/** Both are filled in by the build. */
const VERSION = "__VERSION__";
const FILES = JSON.parse("__FILES__") as string[];
export const CACHE = `leapfrog-app-${VERSION}`;

/** So many at once: most browsers open six lines to a town, and whoever uses the app needs some. */
const AT_ONCE = 3;

/** What an earlier build had already is taken from there: a file's name changes with its content. */
export async function precache(): Promise<void> {
  const cache = await caches.open(CACHE);
  const wanted = [...FILES];
  const fetchEach = async () => {
    for (let file = wanted.shift(); file; file = wanted.shift()) {
      const kept = await caches.match(file);
      if (kept) await cache.put(file, kept);
      else await cache.add(new Request(file, { priority: "low" }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchEach));
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
