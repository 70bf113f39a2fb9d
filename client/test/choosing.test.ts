import { expect, test } from "vitest";
import { Choosing } from "$lib/kernel/choosing.svelte";

/** Acts that end when the test says so. */
function held() {
  const made: { value: boolean; end: () => void }[] = [];
  const act = (value: boolean) => new Promise<void>((end) => made.push({ value, end }));
  return { made, act };
}

test("what was chosen is shown while it is on its way, whatever is read meanwhile", async () => {
  const choosing = new Choosing<boolean>();
  const { made, act } = held();
  const chosen = choosing.choose(false, act);
  expect(choosing.shown(true)).toBe(false);
  made[0]!.end();
  await chosen;
  expect(choosing.shown(true)).toBe(true);
});

test("a choice made meanwhile comes after the one before, and the last one counts", async () => {
  const choosing = new Choosing<boolean>();
  const { made, act } = held();
  const chosen = choosing.choose(false, act);
  await choosing.choose(true, act);
  await choosing.choose(false, act);
  expect(made.map((one) => one.value)).toEqual([false]);
  made[0]!.end();
  await expect.poll(() => made.map((one) => one.value)).toEqual([false, false]);
  expect(choosing.shown(true)).toBe(false);
  made[1]!.end();
  await chosen;
  expect(choosing.shown(true)).toBe(true);
});

test("after a fault the facts are shown, and the next choice begins", async () => {
  const choosing = new Choosing<boolean>();
  const fails = choosing.choose(false, () => Promise.reject(new Error("away")));
  await expect(fails).rejects.toThrow("away");
  expect(choosing.shown(true)).toBe(true);
  await choosing.choose(false, () => {});
  expect(choosing.shown(true)).toBe(true);
});
