import { expect, test } from "vitest";
import { ItemDraft } from "$lib/market/draft.svelte";
import type { OwnItem } from "$lib/market/types";

const variant = (id: string, units: number) => ({ id, options: [id], price: 900, units, free: 1 });

test("more than lies there came in, less was counted, and each says what was seen", () => {
  const draft = new ItemDraft("shop", "EUR");
  const variants = [variant("a", 5), variant("b", 5), variant("c", 5)];
  draft.take({ options: [{ name: "Size", values: [] }], variants } as unknown as OwnItem);
  expect(draft.variants.map((one) => one.units)).toEqual(["5", "5", "5"]);
  expect(draft.restocked).toEqual([]);
  [draft.variants[0]!.units, draft.variants[1]!.units, draft.variants[2]!.units] = ["7", "4", "x"];
  expect(draft.restocked).toEqual([
    { variant_id: "a", why: "receive", units: 2, seen: 5 },
    { variant_id: "b", why: "count", units: 4, seen: 5 },
  ]);
});

test("what it costs the shop is not written back", () => {
  const draft = new ItemDraft("shop", "EUR");
  const one = { ...variant("a", 5), sku: "A-1", cost: 240 };
  draft.take({ options: [], variants: [one] } as unknown as OwnItem);
  expect(draft.input.variants[0]).toMatchObject({ sku: "A-1" });
  expect(draft.input.variants[0]).not.toHaveProperty("cost");
});
