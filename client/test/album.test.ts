import { expect, test } from "vitest";
import { rows } from "../src/routes/chats/album/rows";

test("every number of pictures fills its rows, at most three in each", () => {
  for (let n = 2; n <= 9; n++) {
    const all = rows(n);
    expect(all.reduce((sum, one) => sum + one, 0)).toBe(n);
    expect(Math.max(...all)).toBeLessThanOrEqual(3);
  }
});
