import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { town } from "./town";
import { announce, DropPage } from "$lib/drops/drops.svelte";
import { keptOf } from "$lib/drops/kept";
import type { Drop, DropInput } from "$lib/drops/types";
import { session } from "$lib/kernel/session.svelte";
import { Store } from "$lib/kernel/store";
import type { Me } from "$lib/kernel/types";

const ID = "019ab000-0000-7000-8000-000000000000";
const ANNOUNCE = "PUT /drops/*";
const round = (n: number, town: string, maker = "m") =>
  ({
    n,
    town_commitment: town,
    maker_commitment: maker,
    at: "",
    drawn_at: null,
    void_at: null,
  }) as Drop["rounds"][0];
const drop = (changed: Partial<Drop> = {}) =>
  ({
    id: ID,
    mode: "lottery",
    phase: "reserving",
    units: 2,
    early_units: 0,
    root: null,
    ticket: null,
    rounds: [round(1, "t")],
    ...changed,
  }) as Drop;
const wish = { mode: "lottery", units: 2 } as DropInput;
const sent = () => town.asked.map((one) => one.body as Record<string, string>);
let person = 0;

beforeEach(async () => {
  town.clear();
  session.me = { id: `d${person}` } as Me;
  session.store = await Store.open(`d${person++}`);
});

/** The page is opened anew. */
const opened = async (value: Drop) => {
  const page = new DropPage(ID);
  town.answers["GET /drops/*"] = [{ body: value }];
  await page.load();
  return page;
};

test("the seed of an announcement outlives a lost answer", async () => {
  town.away = true;
  await expect(announce(ID, wish)).rejects.toMatchObject({ code: "offline" });
  town.away = false;
  town.answers[ANNOUNCE] = [{ status: 502 }, { body: drop() }];
  await expect(announce(ID, wish)).rejects.toThrow();
  await announce(ID, wish);
  const [first, second] = sent().map((one) => one.commitment!);
  expect([first?.length, second]).toEqual([64, first]);
  const page = await opened(drop({ phase: "closed", rounds: [round(1, "t", first)] }));
  town.answers["PUT /drops/*/seed"] = [{ body: drop({ phase: "buying" }) }];
  expect(await page.reveal()).toBe("shown");
});

test("a new seed is the same one until it is known that it was taken", async () => {
  const page = await opened(drop({ phase: "closed" }));
  const url = "PUT /drops/*/commitment";
  town.answers[url] = [{ status: 502 }, { body: drop({ rounds: [round(1, "t"), round(2, "u")] }) }];
  await expect(page.recommit()).rejects.toThrow();
  await page.recommit();
  await page.recommit().catch(() => {});
  const [one, two, three] = sent()
    .filter((body) => body?.commitment)
    .map((body) => body.commitment);
  expect(one).toBe(two);
  expect(three).not.toBe(two);
});

test("what a town published first is kept, whatever it says later", async () => {
  const page = await opened(drop());
  const mine = { id: "mine", early: false, queued: false, place: null };
  page.take(drop({ ticket: mine }));
  await opened(drop({ phase: "closed", root: "r", rounds: [round(1, "other")] }));
  await opened(drop({ phase: "buying", root: "s", units: 9, rounds: [round(1, "other")] }));
  await expect.poll(async () => (await keptOf(ID))?.root).toBe("r");
  expect(await keptOf(ID)).toMatchObject({
    units: 2,
    ticket: { id: "mine", early: false, gone: true },
    rounds: { 1: { town: "t", maker: "m" } },
  });
});

test("a ticket that a town loses is kept, and marked; only this phone forgets it", async () => {
  const mine = { id: "mine", early: false, queued: false, place: null };
  const page = await opened(drop({ ticket: mine }));
  await expect.poll(async () => (await keptOf(ID))?.ticket?.id).toBe("mine");
  await opened(drop());
  await expect.poll(async () => (await keptOf(ID))?.ticket?.gone).toBe(true);
  await opened(drop({ phase: "closed", root: "r" }));
  await expect.poll(async () => (await keptOf(ID))?.root).toBe("r");
  expect((await keptOf(ID))?.ticket).toEqual({
    id: "mine",
    early: false,
    queued: false,
    gone: true,
  });

  await opened(drop({ ticket: mine }));
  await expect.poll(async () => (await keptOf(ID))?.ticket?.gone).toBeUndefined();
  await opened(drop({ ticket: { ...mine, id: "other" } }));
  await expect.poll(async () => (await keptOf(ID))?.ticket?.id).toBe("other");
  town.answers["DELETE /drops/*/reservations/other"] = [{ status: 204 }];
  town.answers["GET /drops/*"] = [{ body: drop() }];
  await page.withdraw("other");
  await expect.poll(async () => (await keptOf(ID))?.ticket).toBeNull();
});

test("one that was given back unseen is no fault of the draw", async () => {
  await opened(drop({ ticket: { id: "mine", early: false, queued: false, place: null } }));
  await opened(drop({ phase: "closed", root: "r" }));
  await expect.poll(async () => (await keptOf(ID))?.root).toBe("r");
  expect((await keptOf(ID))?.ticket).toEqual({
    id: "mine",
    early: false,
    queued: false,
    gone: true,
  });
});

test("one ticket is asked for, however often and on whichever page", async () => {
  town.away = true;
  const page = await opened(drop());
  await expect(page.reserve()).rejects.toThrow();
  town.away = false;
  await expect((await opened(drop())).reserve()).rejects.toThrow();
  await expect((await opened(drop())).reserve()).rejects.toThrow();
  const asked = town.asked.filter((one) => one.path.includes("reservations"));
  expect(asked.length).toBe(2);
  expect(new Set(asked.map((one) => one.path)).size).toBe(1);
});

test("a maker shows nothing to a town that has changed its number", async () => {
  town.answers[ANNOUNCE] = [{ body: drop() }];
  await announce(ID, wish);
  const [made] = sent();
  await expect.poll(async () => (await keptOf(ID))?.rounds[1]?.town).toBe("t");
  const changed = round(1, "other", made!.commitment);
  const page = await opened(drop({ phase: "closed", rounds: [changed] }));
  expect(await page.reveal()).toBe("changed");
  expect(town.asked.some((one) => one.path.endsWith("/seed"))).toBe(false);
  const elsewhere = await opened(drop({ phase: "closed" }));
  expect(await elsewhere.reveal()).toBe("elsewhere");
});
