import { beforeEach, expect, test } from "vitest";
import { town } from "./town";
import { connection } from "$lib/kernel/connection.svelte";
import { Seen } from "$lib/live/seen.svelte";

const ID = "019ab000-0000-7000-8000-000000000000";
const PATH = "GET /live-locations/*";

beforeEach(() => town.clear());

test("where somebody is goes when it is not for one's eyes any more, and not when the town is away", async () => {
  const seen = new Seen(ID);
  town.answers[PATH] = [{ body: { id: ID, runs: true } }];
  const stop = seen.watch();
  await expect.poll(() => seen.share?.runs).toBe(true);
  town.answers[PATH] = [{ status: 503, body: { code: "unavailable", title: "Later" } }];
  connection.cards.tell(`live_location:${ID}`);
  await expect.poll(() => town.asked.length).toBe(2);
  expect(seen.share?.runs).toBe(true);
  town.answers[PATH] = [{ status: 404, body: { code: "no_live_location", title: "Nobody" } }];
  connection.cards.tell(`live_location:${ID}`);
  await expect.poll(() => seen.share).toBeNull();
  stop();
});
