/** What the page keeps of the map (`lib/places/home.ts`); its name is that of the tiles, so it never gets old. */
const CACHE = "leapfrog-map";

export async function keptTile(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}
