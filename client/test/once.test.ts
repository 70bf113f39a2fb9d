import { expect, test } from "vitest";
import { once } from "$lib/kernel/once";

test("what a later page brings again stands where it was first", () => {
  const all = ["a1", "b1", "a2", "c1", "b2"];
  expect(once(all, (one) => one[0])).toEqual(["a1", "b1", "c1"]);
  expect(once([], (one) => one)).toEqual([]);
});
