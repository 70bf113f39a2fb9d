import { afterEach, beforeEach, expect, test } from "vitest";
import { town } from "./town";
import { Devices, isPhone } from "$lib/identity/devices.svelte";
import { Keys } from "$lib/identity/keys.svelte";
import { profile } from "$lib/identity/profile.svelte";
import { proving } from "$lib/identity/proving.svelte";
import { newCodes, setPassword } from "$lib/identity/security";
import { session } from "$lib/kernel/session.svelte";
import type { Me } from "$lib/kernel/types";

const me = (more: Partial<Me> = {}) =>
  ({
    id: "me",
    display_name: "Amina",
    about: "Nurse.",
    avatar: "/media/a.webp",
    language: "en",
    has_password: true,
    passkeys: 0,
    recovery_codes_left: 4,
    ...more,
  }) as Me;

beforeEach(() => session.update(me()));
afterEach(() => town.clear());

test("a change shows before the town has answered", async () => {
  town.answers["PATCH /me"] = [{ body: me({ display_name: "Amina D." }) }];
  const saving = profile.save({ display_name: "Amina D." });
  expect(session.me?.display_name).toBe("Amina D.");
  await saving;
  expect(town.asked).toEqual([
    { method: "PATCH", path: "/me", body: { display_name: "Amina D." } },
  ]);
});

test("a change that failed is taken back, and nothing else with it", async () => {
  town.away = true;
  const saving = profile.save({ display_name: "B", about: "Else" });
  session.update({ ...session.me!, passkeys: 3 });
  await expect(saving).rejects.toMatchObject({ code: "offline" });
  expect(session.me).toMatchObject({ display_name: "Amina", about: "Nurse.", passkeys: 3 });
});

test("a picture that could not be taken away comes back", async () => {
  town.answers["DELETE /me/avatar"] = [{ status: 503, body: { code: "unavailable" } }];
  const hiding = profile.hide();
  expect(session.me?.avatar).toBeNull();
  await expect(hiding).rejects.toMatchObject({ code: "unavailable" });
  expect(session.me?.avatar).toBe("/media/a.webp");
});

const device = (id: string, more = {}) => ({ id, kind: "password", current: false, ...more });

test("all others are ended, also one that ended by itself", async () => {
  town.answers["GET /sessions"] = [
    { body: [device("a", { current: true }), device("b"), device("c")] },
  ];
  town.answers["DELETE /sessions/b"] = [{ status: 204 }];
  const devices = new Devices();
  await devices.load();
  await devices.endOthers();
  expect(town.asked.map((one) => one.path)).toEqual(["/sessions", "/sessions/b", "/sessions/c"]);
  expect(devices.others).toEqual([]);
  expect(devices.current?.id).toBe("a");
});

test("a computer that a phone let in knows that it is borrowed", async () => {
  town.answers["GET /sessions"] = [{ body: [device("a", { current: true, kind: "linked" })] }];
  const devices = new Devices();
  expect(devices.borrowed).toBe(false);
  await devices.load();
  expect(devices.borrowed).toBe(true);
  expect([isPhone("Chrome, Android"), isPhone("Safari, iPhone"), isPhone("Chrome, Linux")]).toEqual(
    [true, true, false],
  );
});

test("what was read stays when the next reading fails", async () => {
  town.answers["GET /sessions"] = [{ body: [device("a")] }];
  const devices = new Devices();
  await devices.load();
  town.away = true;
  await devices.read();
  expect(devices.value).toHaveLength(1);
  expect(devices.trouble).toMatchObject({ code: "offline" });
});

test("the last passkey is the last way in only without a password", async () => {
  session.update(me({ has_password: false, passkeys: 2 }));
  town.answers["GET /me/passkeys"] = [{ body: [{ id: "a" }, { id: "b" }] }];
  town.answers["DELETE /me/passkeys/b"] = [{ status: 204 }];
  const keys = new Keys();
  await keys.load();
  expect(keys.last).toBe(false);
  await keys.remove("b");
  expect(session.me?.passkeys).toBe(1);
  expect(keys.last).toBe(true);
  session.update(me({ has_password: true, passkeys: 1 }));
  expect(keys.last).toBe(false);
});

test("a first password needs no proof while the town asks for none", async () => {
  session.update(me({ has_password: false, passkeys: 1 }));
  town.answers["PUT /me/password"] = [{ status: 204 }];
  await setPassword({ password: "nine green frogs", current: undefined, signOutClientApps: true });
  expect(town.asked[0]!.body).toEqual({ password: "nine green frogs", sign_out_client_apps: true });
  expect(session.me?.has_password).toBe(true);
});

test("a changed password is proved by the one before", async () => {
  town.answers["PUT /me/password"] = [{ status: 422, body: { code: "not_confirmed" } }];
  const change = setPassword({
    password: "nine green frogs",
    current: "wrong",
    signOutClientApps: false,
  });
  await expect(change).rejects.toMatchObject({ code: "not_confirmed" });
  expect(town.asked).toHaveLength(1);
  expect(town.asked[0]!.body).toMatchObject({
    current_password: "wrong",
    sign_out_client_apps: false,
  });
});

test("new codes are counted", async () => {
  town.answers["POST /me/recovery-codes"] = [{ body: { recovery_codes: ["a", "b", "c"] } }];
  expect(await newCodes()).toEqual(["a", "b", "c"]);
  expect(session.me?.recovery_codes_left).toBe(3);
});

const NEEDED = { status: 403, body: { code: "proof_needed" } };

test("what wants a proof is done once it is given", async () => {
  town.answers["POST /me/recovery-codes"] = [NEEDED, { body: { recovery_codes: ["a"] } }];
  town.answers["POST /me/proof"] = [
    { status: 422, body: { code: "not_confirmed" } },
    { status: 204 },
  ];
  const making = newCodes();
  await expect.poll(() => proving.asked).toBe(true);
  await expect(proving.prove({ password: "wrong" })).rejects.toMatchObject({
    code: "not_confirmed",
  });
  expect(proving.asked).toBe(true);
  await proving.prove({ password: "nine green frogs" });
  expect(await making).toEqual(["a"]);
  expect(proving.asked).toBe(false);
});

test("whoever gives no proof changes nothing", async () => {
  town.answers["POST /me/recovery-codes"] = [NEEDED];
  const making = newCodes();
  await expect.poll(() => proving.asked).toBe(true);
  proving.close();
  await expect(making).rejects.toMatchObject({ code: "proof_needed" });
  expect(town.asked).toHaveLength(1);
});
