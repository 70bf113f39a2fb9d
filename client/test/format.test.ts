import { beforeAll, expect, test } from "vitest";
import { day, initials, size, until, when } from "$lib/kernel/format";
import { speak } from "$lib/kernel/i18n.svelte";
import { uuidv7 } from "$lib/kernel/ids";

beforeAll(() => speak("en"));

const now = new Date(2026, 10, 24, 12, 0);
const at = (...parts: [number, number, number, number?, number?]) =>
  new Date(...parts).toISOString();

test("a list says the clock today, then the day, then the date", () => {
  expect(when(at(2026, 10, 24, 9, 38), now)).toMatch(/^0?9:38$/);
  expect(when(at(2026, 10, 23, 23, 59), now)).toBe("Yesterday");
  expect(when(at(2026, 10, 20), now)).toMatch(/^Fri/);
  expect(when(at(2026, 10, 3), now)).toMatch(/3/);
  expect(when(at(2025, 10, 3), now)).toMatch(/2025/);
});

test("what is to come has its day beside its time, wherever it is said", () => {
  for (const said of [when, until]) {
    expect(said(at(2026, 10, 24, 15, 21), now)).toBe("15:21");
    expect(said(at(2026, 10, 25, 15, 21), now)).toMatch(/^Wed.* 15:21$/);
    expect(said(at(2026, 11, 3, 15, 21), now)).toMatch(/3.* 15:21$/);
    expect(said(at(2027, 0, 3, 15, 21), now)).toMatch(/2027.* 15:21$/);
  }
  // A weekday would be taken for the next one.
  expect(until(at(2026, 10, 20, 15, 21), now)).toMatch(/20.* 15:21$/);
});

test("a separator counts calendar days, not hours", () => {
  expect(day(at(2026, 10, 23, 23, 0), new Date(2026, 10, 24, 0, 30))).toBe("Yesterday");
  expect(day(at(2026, 10, 24, 0, 1), now)).toBe("Today");
});

test("an avatar's letters fit the script", () => {
  expect(initials("Amina Diallo")).toBe("AD");
  expect(initials("林美")).toBe("美");
  expect(initials("林美 Lin Mei")).toBe("美");
  expect(initials("👩‍🚀 Zoe")).toBe("👩‍🚀Z");
  expect(initials("Bob :blobcat:")).toBe("B");
  expect(initials("   ")).toBe("?");
});

test("sizes are said in the unit that reads best", () => {
  expect(size(0)).toMatch(/^0/);
  expect(size(820_000)).toMatch(/^820\s?kB/i);
  expect(size(3_400_000)).toMatch(/^3\.4\s?MB/);
});

test("ids are UUIDv7 of their time and sort in the order they were made", () => {
  const ids = Array.from({ length: 500 }, () => uuidv7());
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(500);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const ms = parseInt(ids[0]!.replaceAll("-", "").slice(0, 12), 16);
  expect(Math.abs(ms - Date.now())).toBeLessThan(2000);
});
