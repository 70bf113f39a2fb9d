import { beforeEach, expect, test, vi } from "vitest";
import { session } from "$lib/kernel/session.svelte";
import type { KeptGoods } from "$lib/warehouses/types";

const there: { warehouse_id: string; lot: string; units: number }[] = [];
vi.mock("$lib/warehouses/stock.svelte", () => ({
  scanned: async (_shop: string, code: string) =>
    ({ variant_id: code, title: code, there }) as unknown as KeptGoods,
}));
const { Counting } = await import("$lib/warehouses/counting.svelte");

beforeEach(() => {
  session.store = null;
  there.length = 0;
});

const counted = (of: InstanceType<typeof Counting>) => of.rows.map(({ lot, n }) => [lot, n]);

test("of several lots each scan is of the one that somebody named", async () => {
  there.push({ warehouse_id: "home", lot: "L1", units: 6 });
  there.push({ warehouse_id: "home", lot: "L2", units: 4 });
  const counting = new Counting("shop");
  counting.at("home");
  await counting.scan("noodles");
  expect(counting.rows).toEqual([]);
  expect(counting.asked?.lots).toEqual(["L1", "L2", ""]);
  counting.choose("L1");
  for (const lot of ["L2", "L1"]) {
    await counting.scan("noodles");
    counting.choose(lot);
  }
  expect(counted(counting)).toEqual([
    ["L1", 2],
    ["L2", 1],
  ]);
  expect(counting.asked).toBeUndefined();
});

test("one lot alone, or none, is not asked for", async () => {
  const counting = new Counting("shop");
  counting.at("home");
  await counting.scan("bowl");
  there.push({ warehouse_id: "home", lot: "L1", units: 6 });
  await counting.scan("noodles");
  there.push({ warehouse_id: "barn", lot: "L2", units: 1 });
  await counting.scan("noodles");
  expect(counted(counting)).toEqual([
    ["L1", 2],
    ["", 1],
  ]);
});

test("each place has a count of its own", async () => {
  const counting = new Counting("shop");
  counting.at("home");
  await counting.scan("bowl");
  const [id, one] = [counting.id, counting.rows[0]!];
  counting.at("barn");
  expect(counting.rows).toEqual([]);
  expect(counting.id).not.toBe(id);
  counting.at("home");
  expect([counting.id, counting.rows]).toEqual([id, [one]]);
  counting.change(one, -1);
  expect(counted(counting)).toEqual([["", 0]]);
  counting.over();
  expect(counting.rows).toEqual([]);
  expect(counting.id).not.toBe(id);
});
