import { beforeEach, expect, test } from "vitest";
import { Kept } from "$lib/kernel/kept.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Me } from "$lib/kernel/types";

const somebody = (id: string) => ({ id }) as Me;

beforeEach(() => {
  session.me = somebody("amina");
  session.store = null;
});

test("what is read of one person is nothing of the next one who signs in here", async () => {
  const shops = new Kept("shops", async () => ["Amina's garden"]);
  await shops.load();
  expect(shops.value).toEqual(["Amina's garden"]);
  session.me = somebody("kofi");
  expect(shops.value).toBeNull();
});

test("an answer that comes when somebody else is here is not theirs", async () => {
  let answer = (_: string[]) => {};
  const shops = new Kept("shops", () => new Promise<string[]>((done) => (answer = done)));
  const reading = shops.read();
  session.me = somebody("kofi");
  answer(["Amina's garden"]);
  await reading;
  expect(shops.value).toBeNull();
  session.me = somebody("amina");
  expect(shops.value).toBeNull();
});

test("new facts about the same person take nothing away", async () => {
  const shops = new Kept("shops", async () => ["Amina's garden"]);
  await shops.load();
  session.me = { ...somebody("amina"), about: "Nurse." };
  expect(shops.value).toEqual(["Amina's garden"]);
});

test("what failed leaves what was there, and says so", async () => {
  let fails = false;
  const shops = new Kept("shops", async () => {
    if (fails) throw new Error("away");
    return 1;
  });
  await shops.load();
  fails = true;
  await shops.read();
  expect(shops.value).toBe(1);
  expect(shops.trouble).toBeInstanceOf(Error);
});

test("a reading that was asked for before a change does not take it back", async () => {
  let answer = (_: string[]) => {};
  const shops = new Kept("shops", () => new Promise<string[]>((done) => (answer = done)));
  const reading = shops.read();
  shops.take(["Amina's garden"]);
  answer([]);
  await reading;
  expect(shops.value).toEqual(["Amina's garden"]);
});
