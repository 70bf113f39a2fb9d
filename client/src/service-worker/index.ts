/** The service worker: the app's own files offline, nothing of the API kept. One file per concern. */
import { keptAvatar } from "./avatars";
import { keptTile } from "./map";
import { dropOld, precache, precached } from "./precache";
import { moved, open, show } from "./push";
import { handShared } from "./share";
import { refreshShell, shell } from "./shell";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all([precache(), refreshShell()]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "refresh-shell") event.waitUntil(refreshShell());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.pathname === "/share")
    event.respondWith(handShared(request));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(precached(request));
  else if (url.pathname.startsWith("/map/")) event.respondWith(keptTile(request));
  else if (url.pathname.startsWith("/media/")) event.respondWith(keptAvatar(request));
  else if (request.mode === "navigate" && isOurs(url.pathname)) event.respondWith(shell(request));
});

self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) =>
  event.waitUntil(open(event.notification, event.action)),
);
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(moved(event)));

/**
 * Pages of the app; not what the server shows by itself, nor where a program asks to be let in,
 * for the page that opened it must stay in reach: the server says so.
 */
const isOurs = (path: string): boolean =>
  !/^\/(api|dav|media|assets|docs|schema|source|oauth|\.well-known)\b/.test(path);
