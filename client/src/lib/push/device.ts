import { api, ask } from "$lib/kernel/api";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import type { Push } from "./types";

/** Whose notifications this device gets, and where. */
const KEY = "leapfrog.push";
const PATIENCE = 20_000;

/** What this device can do, or may. */
export type Ability = "unsupported" | "install" | "denied" | "able";

export function ability(): Ability {
  const apple = "standalone" in navigator && !navigator.standalone;
  if (!("PushManager" in globalThis)) return apple ? "install" : "unsupported";
  return Notification.permission === "denied" ? "denied" : "able";
}

/** Whether this device was told to notify the person who is here. */
export const isOn = (): boolean => Boolean(session.me) && kept()[0] === session.me?.id;

const kept = (): string[] => (localStorage.getItem(KEY) ?? "").split(" ");

async function subscription(): Promise<PushSubscription | null> {
  const { pushManager } = await navigator.serviceWorker.ready;
  return pushManager.getSubscription();
}

/** Subscribes and tells the town where. To be called on a tap: it may ask for permission. */
export async function subscribe(publicKey: string): Promise<Push> {
  if ((await Notification.requestPermission()) !== "granted") throw refusal("push_not_allowed");
  const key = bytes(publicKey);
  const old = await subscription();
  if (old && !same(old.options.applicationServerKey, key)) await old.unsubscribe();
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const fresh = await inTime(pushManager.subscribe(options)).catch(() => {
    throw refusal("push_unavailable");
  });
  return tell(fresh);
}

async function tell(fresh: PushSubscription): Promise<Push> {
  const { endpoint, keys } = fresh.toJSON();
  const body = { endpoint: endpoint!, p256dh: keys!.p256dh!, auth: keys!.auth! };
  const push = await ask(api.PUT("/push/subscription", { body }));
  localStorage.setItem(KEY, `${session.me!.id} ${endpoint}`);
  return push;
}

/** At the start: a browser may have changed the address, or forgotten it, without a word. */
export async function keepUp(): Promise<void> {
  if (!isOn() || ability() !== "able") return;
  const now = await subscription();
  if (now?.endpoint === kept()[1]) return;
  if (now) await tell(now);
  else if (Notification.permission === "granted")
    await subscribe((await ask(api.GET("/push"))).public_key);
}

/** Tells the town first, so that nothing is sent to where nobody listens. */
export async function unsubscribe(): Promise<void> {
  await ask(api.DELETE("/push/subscription")).catch((error: unknown) => {
    if (Problem.of(error).status !== 404) throw error;
  });
  await forget();
}

/** Nothing of the person is shown here any more; the town forgets by itself. */
export async function forget(): Promise<void> {
  localStorage.removeItem(KEY);
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** Takes away what is shown about these. */
export async function dismiss(isDone: (tag: string) => boolean): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? [])
    if (isDone(shown.tag)) shown.close();
}

const refusal = (code: string): Problem => new Problem(code, code);

function inTime<T>(promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE));
  return Promise.race([promise, late]);
}

export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

export function same(one: ArrayBuffer | null, other: Uint8Array): boolean {
  const bytes = new Uint8Array(one ?? new ArrayBuffer(0));
  return bytes.length === other.length && bytes.every((byte, i) => byte === other[i]);
}
