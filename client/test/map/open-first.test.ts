import { expect, test } from "vitest";
import { openFirst } from "$lib/places/finding.svelte";
import type { Place } from "$lib/places/types";

const cafe = (name: string, hours: string): Place => ({
  id: name,
  source: "osm",
  kind: "cafe",
  category: "food",
  name,
  names: {},
  address: "",
  lat: 60.17,
  lon: 24.94,
  hours,
});

test("what is closed comes last, and what nobody knows stays where it was", () => {
  // A Monday.
  const noon = new Date(2026, 10, 23, 12);
  const places = [
    cafe("night", "Mo-Su 20:00-02:00"),
    cafe("unknown", ""),
    cafe("day", "Mo-Fr 09:00-18:00"),
    cafe("weekend", "Sa-Su 09:00-18:00"),
  ];
  const names = openFirst(places, noon).map((one) => one.name);
  expect(names).toEqual(["unknown", "day", "night", "weekend"]);
  expect(places[0]!.name).toBe("night");
});
