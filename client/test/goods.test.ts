import { expect, test } from "vitest";
import { goodsIn, withoutGoods } from "$lib/posts/goods";

const TOWN = "https://lake.town";
const ID = "0193f0a1-b2c3-7d4e-8f90-1a2b3c4d5e6f";
const ITEM = `${TOWN}/market/items/${ID}`;

test("links to goods and shops of this town are cards, each once", () => {
  const text = `Look:\n${ITEM}\nof ${TOWN}/market/shops/${ID}, and ${ITEM}`;
  expect(goodsIn(text, TOWN)).toEqual([`market:item:${ID}`, `market:front:${ID}`]);
  expect(withoutGoods(text, TOWN)).toBe(`Look:\nof ${TOWN}/market/shops/${ID}, and ${ITEM}`);
  expect(withoutGoods(`\n${ITEM}`, TOWN)).toBe("");
});

test("what is of another town, or leads further, is none", () => {
  expect(goodsIn(`https://hill.town/market/items/${ID}`, TOWN)).toEqual([]);
  expect(goodsIn(`${ITEM}/reviews`, TOWN)).toEqual([]);
  expect(goodsIn(`${TOWN}/market/items/1`, TOWN)).toEqual([]);
  expect(withoutGoods("No goods here", TOWN)).toBe("No goods here");
});
