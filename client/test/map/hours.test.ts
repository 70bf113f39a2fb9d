import { expect, test } from "vitest";
import { at, clockOf, weekOf } from "$lib/places/hours";

/** 2026-11-23 is a Monday. */
const on = (day: number, clock: string) => new Date(`2026-11-${22 + day}T${clock}:00`);
const now = (hours: string, day: number, clock: string) => at(weekOf(hours)!, on(day, clock));
const minute = (clock: string) => Number(clock.split(":")[0]) * 60 + Number(clock.split(":")[1]);

test.each([
  ["Mo-Fr 09:00-18:00", 1, "09:00", true, "18:00", 0],
  ["Mo-Fr 09:00-18:00", 1, "08:59", false, "09:00", 0],
  ["Mo-Fr 09:00-18:00", 1, "18:00", false, "09:00", 1],
  ["Mo-Fr 09:00-18:00", 5, "19:00", false, "09:00", 3],
  ["Mo-Fr 09:00-18:00; Sa 10:00-16:00", 6, "11:00", true, "16:00", 0],
  ["Mo-Fr 08:00-12:00,13:00-17:00", 2, "12:30", false, "13:00", 0],
  ["Fr-Sa 18:00-02:00", 6, "01:00", true, "2:00", 0],
  ["Fr-Sa 18:00-02:00", 7, "01:30", true, "2:00", 0],
  ["Fr-Sa 18:00-02:00", 7, "03:00", false, "18:00", 5],
  ["Mo-Su,PH 10:00-22:00", 7, "12:00", true, "22:00", 0],
  ["Mo,We,Fr 10:00-12:00", 2, "11:00", false, "10:00", 1],
  ["10:00-12:00", 3, "11:00", true, "12:00", 0],
  ["Mo-Fr 09:00-18:00; We off", 3, "10:00", false, "09:00", 1],
  ["Mo-Fr 09:00-18:00; PH off", 3, "10:00", true, "18:00", 0],
] as const)("%s, day %d at %s", (hours, day, clock, open, until, days) => {
  expect(now(hours, day, clock)).toEqual({ open, until: minute(until), days });
});

test.each(["24/7", "Mo-Su 00:00-24:00"])("%s never ends", (hours) => {
  expect(now(hours, 4, "03:00")).toEqual({ open: true, until: null, days: 0 });
});

test("what never opens does not", () => {
  expect(now("Mo-Su off", 4, "03:00")).toEqual({ open: false, until: null, days: 0 });
});

test.each([
  "",
  "sunrise-sunset",
  "Mo-Fr 09:00+",
  "Dec 24-26 off",
  "week 1-53 Mo 10:00-12:00",
  'Mo-Fr 10:00-12:00 "by appointment"',
  "Mo[1] 10:00-12:00",
  "Mo-Xx 10:00-12:00",
  "Mo 25:00-26:00",
])("%s is shown as it is", (hours) => {
  expect(weekOf(hours)).toBeNull();
});

test("a clock", () => {
  expect([0, 65, 1440, 1500].map(clockOf)).toEqual(["0:00", "1:05", "0:00", "1:00"]);
});
