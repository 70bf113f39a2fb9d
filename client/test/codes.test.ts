import { expect, test } from "vitest";
import { bars, path } from "$lib/till/barcode";
import { grouped, make } from "$lib/till/paycode";
import { offer, shortCode } from "$lib/vending/offer";

const secret = btoa(String.fromCharCode(...Array.from({ length: 32 }, (_, n) => n)));
const key = secret.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");

test("a payment code is the one that the town makes", async () => {
  const now = 118_000_000 * 15_000;
  const code = await make({ number: 4711, secret, step: 15, ahead: 0 }, now, 3);
  expect(code).toBe("28000047110315441782");
  expect(grouped(code)).toBe("2800 0047 1103 1544 1782");
});

test("a phone whose clock is wrong makes the code of the town's time", async () => {
  const now = 118_000_000 * 15_000;
  const code = await make({ number: 4711, secret, step: 15, ahead: 3_600_000 }, now - 3_600_000, 3);
  expect(code).toBe("28000047110315441782");
});

test("a bar code has a start, ten pairs, a check and a stop", () => {
  const widths = bars("28000047110315441782");
  expect(widths.length).toBe(12 * 6 + 7);
  expect(path("28000047110315441782").width).toBe(12 * 11 + 13);
});

test("an offer and a short code are those that the town knows", async () => {
  const chosen = {
    machine: "0193f0a1-b2c3-7d4e-8f90-1a2b3c4d5e6f",
    basket: ["A1", "B2"],
    price: 370,
    nonce: "Ga4dEn77",
  };
  expect(await offer(key, chosen, 1_764_000_000)).toBe(
    "0193f0a1b2c37d4e8f901a2b3c4d5e6f.A1-B2.370.Ga4dEn77.1764000000._veAPCGy9jZ3WDtABTvsdQ",
  );
  expect(await shortCode(key, "Ga4dEn77", ["A1", "B2"])).toBe("76989054");
});
