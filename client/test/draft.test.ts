import { expect, test } from "vitest";
import { ItemDraft } from "$lib/market/draft.svelte";
import type { OwnItem } from "$lib/market/types";

const variant = (id: string, units: number) => {
  const goods = { price: 900, units, free: 1 };
  return { id, options: [id], picture: null, ...goods };
};

test("more than lies there came in, less was counted, and each says what was seen", () => {
  const draft = new ItemDraft("shop", "EUR");
  const variants = [variant("a", 5), variant("b", 5), variant("c", 5)];
  const options = [{ name: "Size", values: [] }];
  draft.take({ options, variants, pictures: [] } as unknown as OwnItem);
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
  draft.take({ options: [], variants: [one], pictures: [] } as unknown as OwnItem);
  expect(draft.input.variants[0]).toMatchObject({ sku: "A-1" });
  expect(draft.input.variants[0]).not.toHaveProperty("cost");
});

test("colours by sizes are variants with a value of each, and the picture of their colour", () => {
  const draft = new ItemDraft("shop", "EUR");
  draft.title = "Scarf";
  draft.pictures = [{ id: "red" }] as unknown as ItemDraft["pictures"];
  Object.assign(draft.variants[0]!, { price: "9", picture: "red" });
  draft.add();
  expect([draft.options, draft.complete]).toEqual([[""], false]);
  draft.addOption();
  draft.options = ["Colour", "Size"];
  draft.variants[0]!.values = ["Red", "S"];
  draft.variants[1]!.values = ["Red", " L "];
  draft.add();
  expect(draft.variants[2]).toMatchObject({ values: ["Red", ""], price: "9" });
  Object.assign(draft.variants[2]!, { values: ["Blue", "S"], picture: "gone" });
  expect(draft.complete).toBe(true);
  expect(draft.input.options).toEqual([
    { name: "Colour", values: ["Red", "Blue"] },
    { name: "Size", values: ["S", "L"] },
  ]);
  expect(draft.input.variants.map((one) => [one.options, one.picture])).toEqual([
    [["Red", "S"], "red"],
    [["Red", "L"], null],
    [["Blue", "S"], null],
  ]);
  draft.dropOption(1);
  expect(draft.variants[1]!.values).toEqual(["Red"]);
  for (const { id } of draft.variants.slice(1)) draft.drop(id);
  expect([draft.several, draft.input.options, draft.variants[0]!.values]).toEqual([false, [], []]);
});
