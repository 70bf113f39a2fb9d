import { expect, test } from "vitest";
import { undone } from "$lib/kernel/undo";

test("only what was refused is taken back", () => {
  const before = { approve: false, shows: "all", days: 3 };
  const now = { approve: true, shows: "none", days: 3 };
  expect(undone(now, before, { shows: "none" })).toEqual({ approve: true, shows: "all", days: 3 });
});

test("what had no value has none again", () => {
  const before: { pin?: string } = {};
  expect(undone({ pin: "1" }, before, { pin: "1" })).toEqual({ pin: undefined });
});
