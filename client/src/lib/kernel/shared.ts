const CACHE = "leapfrog-shared";

/** A file that another app handed to us by "Share": the service worker put it aside. */
export async function takeShared(): Promise<File | null> {
  if (!("caches" in globalThis)) return null;
  const cache = await caches.open(CACHE);
  const kept = await cache.match("/shared");
  if (!kept) return null;
  await cache.delete("/shared");
  const name = decodeURIComponent(kept.headers.get("X-Name") ?? "shared.vcf");
  return new File([await kept.blob()], name, { type: kept.headers.get("Content-Type") ?? "" });
}
