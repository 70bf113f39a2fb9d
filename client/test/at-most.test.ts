import { beforeAll, expect, test } from "vitest";
import "./town";
import { atMost } from "$lib/kernel/at-most";
import { i18n, speak } from "$lib/kernel/i18n.svelte";
import { toasts } from "$lib/kernel/toast.svelte";
import en from "$words/en.json";

beforeAll(async () => {
  await speak("en");
  i18n.words = en;
});

test("what has no room is left out, and that is said", () => {
  expect(atMost([1, 2, 3], 3)).toEqual([1, 2, 3]);
  expect(toasts.notes).toEqual([]);
  expect(atMost([1, 2, 3, 4, 5], 3)).toEqual([1, 2, 3]);
  expect(toasts.notes.map((one) => one.text)).toEqual([
    "2 more have no room here and were left out.",
  ]);
});
