import { beforeEach, expect, test } from "vitest";
import { session } from "$lib/kernel/session.svelte";
import type { Store } from "$lib/kernel/store";
import { moves } from "$lib/tickets/moved.svelte";
import type { Show } from "$lib/tickets/types";

const show = (id: string, moved_at = "2026-11-24T10:00:00Z") => ({ id, moved_at }) as Show;
let written: Record<string, string> | undefined;
let write: () => Promise<void>;

beforeEach(async () => {
  written = undefined;
  write = () => Promise.resolve();
  session.store = {
    get: () => Promise.resolve(written),
    set: async (_: string, value: typeof written) => {
      await write();
      written = value;
    },
  } as unknown as Store;
  await moves.load();
});

test("that somebody comes all the same shows once it is written", async () => {
  let done = () => {};
  write = () => new Promise<void>((ended) => (done = ended));
  const keeping = moves.keep(show("lux"));
  await new Promise((soon) => setTimeout(soon));
  expect(moves.isKept(show("lux"))).toBe(false);
  done();
  await keeping;
  expect(moves.isKept(show("lux"))).toBe(true);
  expect(moves.isKept(show("lux", "2026-11-25T10:00:00Z"))).toBe(false);
});

test("what was said of another show before this screen knew of it stays", async () => {
  written = { balafon: "2026-11-24T10:00:00Z" };
  await moves.keep(show("lux"));
  expect(written).toEqual({
    balafon: "2026-11-24T10:00:00Z",
    lux: "2026-11-24T10:00:00Z",
  });
  expect(moves.isKept(show("balafon"))).toBe(true);
});

test("a device that keeps nothing remembers it as long as the page is open", async () => {
  session.store = null;
  await moves.keep(show("deux"));
  await moves.load();
  expect(moves.isKept(show("deux"))).toBe(true);
});
