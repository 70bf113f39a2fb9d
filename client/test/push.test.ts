import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { town } from "./town";
import { session } from "$lib/kernel/session.svelte";
import type { Me } from "$lib/kernel/types";
import { bytes, same } from "$lib/push/device";
import { Notifications } from "$lib/push/notifications.svelte";

const KEY = "leapfrog.push";
const mine = { session_id: "s1", device: "Chrome", service: "push.example", current: true };
const other = { session_id: "s2", device: "Firefox", service: "push.example", current: false };
const push = (...subscriptions: object[]) => ({
  public_key: "AQID",
  shows_text: true,
  subscriptions,
});

beforeEach(() => {
  town.clear();
  session.me = { id: "amina" } as Me;
  localStorage.removeItem(KEY);
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", { permission: "default" });
});

afterEach(() => vi.unstubAllGlobals());

async function loaded(...subscriptions: object[]): Promise<Notifications> {
  town.answers["GET /push"] = [{ body: push(...subscriptions) }];
  const notifications = new Notifications();
  await notifications.load();
  return notifications;
}

test("on means that the device and the town both say so", async () => {
  expect((await loaded(mine)).standing).toBe("off");
  localStorage.setItem(KEY, "amina https://push.example/1");
  expect((await loaded(mine, other)).standing).toBe("on");
  expect((await loaded(other)).standing).toBe("off");
  session.me = { id: "bo" } as Me;
  expect((await loaded(mine)).standing).toBe("off");
});

test("what the browser does not allow or know is said, and looked at again", async () => {
  const notifications = await loaded(mine);
  vi.stubGlobal("Notification", { permission: "denied" });
  expect(notifications.standing).toBe("off");
  notifications.look();
  expect(notifications.standing).toBe("denied");
  Reflect.deleteProperty(globalThis, "PushManager");
  notifications.look();
  expect(notifications.standing).toBe("unsupported");
  vi.stubGlobal("navigator", { standalone: false });
  notifications.look();
  expect(notifications.standing).toBe("install");
});

test("a choice that did not arrive is taken back", async () => {
  const notifications = await loaded();
  town.answers["PATCH /push"] = [{ status: 503, body: { code: "unavailable", title: "Busy" } }];
  await expect(notifications.showText(false)).rejects.toThrow();
  expect(notifications.value?.shows_text).toBe(true);
  town.answers["PATCH /push"] = [{ body: { ...push(), shows_text: false } }];
  await notifications.showText(false);
  expect(notifications.value?.shows_text).toBe(false);
});

test("a device that is gone already is as good as stopped", async () => {
  const notifications = await loaded(mine, other);
  await notifications.stop("s2");
  expect(notifications.others).toEqual([]);
});

test("keys are compared byte by byte", () => {
  expect([...bytes("AQID_-8")]).toEqual([1, 2, 3, 255, 239]);
  expect(same(new Uint8Array([1, 2, 3]).buffer, bytes("AQID"))).toBe(true);
  expect(same(new Uint8Array([1, 2]).buffer, bytes("AQID"))).toBe(false);
  expect(same(null, bytes("AQID"))).toBe(false);
});
