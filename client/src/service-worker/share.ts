const CACHE = "leapfrog-shared";

/** A file from another app's "Share": put aside, then the screen that brings contacts in opens. */
export async function handShared(request: Request): Promise<Response> {
  const form = await request.formData();
  const file = form.get("file");
  if (!(file instanceof File)) return Response.redirect("/", 303);
  const headers = {
    "Content-Type": file.type || "text/vcard",
    "X-Name": encodeURIComponent(file.name),
  };
  const cache = await caches.open(CACHE);
  await cache.put("/shared", new Response(file, { headers }));
  return Response.redirect("/me/imports?shared=1", 303);
}
