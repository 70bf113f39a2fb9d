import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { town } from "./town";
import { connection } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";
import { speak } from "$lib/kernel/i18n.svelte";
import { setName, staysBehind, why } from "$lib/portability/sets";
import { takeouts } from "$lib/portability/takeouts.svelte";
import type { Takeout } from "$lib/portability/types";

const copy = (id: string, state: Takeout["state"], progress = 0) =>
  ({ id, state, progress, sets: [], created_at: "2026-11-03T10:00:00Z" }) as unknown as Takeout;
const listed = (...states: Takeout[][]) => {
  town.answers["GET /takeouts"] = states.map((body) => ({ body }));
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  session.changed.tell(null);
  vi.useRealTimers();
  town.clear();
});

test("a copy that is asked for is under way at once and looked at until it is ready", async () => {
  town.answers["PUT /takeouts/*"] = [{ status: 202, body: copy("a", "waiting") }];
  listed([copy("a", "working", 40)], [copy("a", "ready", 100)]);
  await takeouts.ask();
  expect(takeouts.current?.state).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1_600);
  expect(takeouts.current?.progress).toBe(40);
  await vi.advanceTimersByTimeAsync(1_600);
  expect(takeouts.current).toBeUndefined();
  expect(takeouts.made.map((one) => one.id)).toEqual(["a"]);
  const asked = town.asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(town.asked).toHaveLength(asked);
});

test("the town's hint is followed without waiting", async () => {
  listed([copy("a", "ready", 100)]);
  connection.changes.tell("contacts");
  await vi.advanceTimersByTimeAsync(10);
  expect(town.asked).toEqual([]);
  connection.changes.tell("takeouts");
  await vi.advanceTimersByTimeAsync(10);
  expect(takeouts.made).toHaveLength(1);
});

test("copies that are gone are still known, failed ones are not copies", async () => {
  listed([copy("c", "failed"), copy("b", "ready", 100), copy("a", "expired")]);
  await takeouts.load();
  expect(takeouts.failed).toBe(true);
  expect(takeouts.made.map((one) => one.id)).toEqual(["b", "a"]);
});

test("whoever signs out leaves nothing behind", async () => {
  listed([copy("a", "working", 10)]);
  await takeouts.look();
  session.changed.tell(null);
  expect(takeouts.value).toBeNull();
  const asked = town.asked.length;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(town.asked).toHaveLength(asked);
});

test("sets and reasons are called by our words, unknown ones by their own", async () => {
  await speak("en");
  expect([setName("own_card"), setName("red_packets")]).toEqual(["My card", "red packets"]);
  const known = { reason: "known", count: 3 } as const;
  const post = { reason: "their_post", count: 2 } as const;
  expect(why(known, false)).toBe("Here already");
  expect(why(post, true)).toBe("2: stay under posts of the old town");
  expect(staysBehind({ reasons: [{ reason: "stays", count: 1 }] })).toBe(true);
  expect(staysBehind({ reasons: [known, post] })).toBe(false);
});
