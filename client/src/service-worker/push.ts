import badge from "../../icons/badge.png?url";
import icon from "../../icons/icon-192.png?url";

declare const self: ServiceWorkerGlobalScope;

/** A Declarative Web Push; Safari 18.4 shows it without us, all others hand it over. */
type Pushed = {
  notification: {
    title: string;
    body: string;
    navigate: string;
    tag: string;
    requireInteraction?: boolean;
    silent?: boolean;
    actions?: Action[];
  };
  app_badge?: number;
};
type Action = { action: string; title: string; navigate: string };
type Options = NotificationOptions & {
  renotify?: boolean;
  vibrate?: number[];
  actions?: Pick<Action, "action" | "title">[];
};
/** Where a tap leads, and where each button. */
type Places = { path: string; actions: Record<string, string> };

const RING = "call:";
const GROUP_RING = "group_call:";
const SHAKES = [500, 300, 500, 300, 500, 300, 500];

/** Shows what came, in the place of what was shown about the same. */
export async function show(pushed: PushMessageData | null): Promise<void> {
  if (!pushed) return;
  const { notification, app_badge } = pushed.json() as Pushed;
  const { title, body, navigate, tag, requireInteraction = false, silent = false } = notification;
  const { actions = [] } = notification;
  if (app_badge !== undefined) await self.navigator.setAppBadge?.(app_badge).catch(() => {});
  if ((await inFront()) && !mustShow()) return;
  const data: Places = {
    path: place(navigate),
    actions: Object.fromEntries(actions.map((one) => [one.action, place(one.navigate)])),
  };
  const options: Options = { body, tag, icon, badge, data };
  if (actions.length) options.actions = actions.map(({ action, title }) => ({ action, title }));
  if (silent) options.silent = true;
  else options.renotify = true;
  if (requireInteraction) Object.assign(options, { requireInteraction, vibrate: SHAKES });
  // Whatever comes later, what rang before rings no more.
  await unring(tag);
  await self.registration.showNotification(title, options);
}

async function unring(tag: string): Promise<void> {
  for (const shown of await self.registration.getNotifications())
    if (rings(shown.tag) && shown.tag !== tag) shown.close();
}

const rings = (tag: string): boolean => tag.startsWith(RING) || tag.startsWith(GROUP_RING);

/** The app itself tells whoever looks at it. */
async function inFront(): Promise<boolean> {
  const open = await self.clients.matchAll({ type: "window" });
  return open.some((one) => one.focused);
}

/** Safari takes the subscription away from a worker that was woken and showed nothing. */
const mustShow = (): boolean => /^((?!chrom|android).)*safari/i.test(navigator.userAgent);

/** Only places of this app. */
function place(address: string): string {
  const { origin, pathname, search } = new URL(address, self.location.origin);
  return origin === self.location.origin ? pathname + search : "/";
}

/** A tapped notification, or a button of it: the app comes to the front, at its place. */
export async function open(notification: Notification, action: string): Promise<void> {
  notification.close();
  const { path: home, actions } = notification.data as Places;
  const path = actions[action] ?? home;
  // Nobody need see the app to say no; where that does not arrive, it rings on in there.
  if (action === "decline" && (await decline(notification.tag))) return;
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const window = open.find((one) => one.visibilityState === "visible") ?? open[0];
  if (!window) return void (await self.clients.openWindow(path));
  window.postMessage({ go: path });
  await window.focus();
}

async function decline(tag: string): Promise<boolean> {
  const headers = { "Content-Type": "application/json", "X-Leapfrog": "1" };
  const body = JSON.stringify({ accept: false, device: crypto.randomUUID() });
  const asked = tag.startsWith(GROUP_RING)
    ? fetch(`/api/v1/group-calls/${tag.slice(GROUP_RING.length)}/ring`, {
        method: "DELETE",
        headers,
      })
    : fetch(`/api/v1/calls/${tag.slice(RING.length)}/answer`, { method: "PUT", headers, body });
  return asked.then(
    (answer) => answer.ok || answer.status === 410,
    () => false,
  );
}

/** The browser has moved to another address of its push service: the town is told. */
export async function moved(event: PushSubscriptionChangeEvent): Promise<void> {
  const { oldSubscription, newSubscription } = event;
  const manager = self.registration.pushManager;
  const fresh = newSubscription ?? (await manager.subscribe(oldSubscription?.options));
  const { endpoint, keys } = fresh.toJSON();
  await fetch("/api/v1/push/subscription", {
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-Leapfrog": "1" },
    body: JSON.stringify({ endpoint, p256dh: keys?.p256dh, auth: keys?.auth }),
  });
}
