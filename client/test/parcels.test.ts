import { describe, expect, it } from "vitest";
import { minuteOf, shown } from "$lib/parcels/hours";
import { marksOf } from "$lib/parcels/way";
import type { Round } from "$lib/parcels/types";
import { along } from "$lib/parts/map/way";
import { pathOf, rawbt } from "$lib/printing/printer";

describe("hours of a courier", () => {
  it("are minutes of the day by the clock", () => {
    for (const time of ["00:00", "09:30", "23:59"]) expect(shown(minuteOf(time)!)).toBe(time);
    expect(minuteOf("09:00")).toBe(540);
    for (const wrong of ["nine", "24:00", "09:60", ""]) expect(minuteOf(wrong)).toBeNull();
  });
});

describe("a round on the map", () => {
  const line = [
    { lat: 60, lon: 24 },
    { lat: 60.01, lon: 24 },
  ];
  const stop = (lat: number | null) => ({ lat, lon: lat, seconds: null, parcels: [] });
  const round = {
    line,
    stops: [stop(60), stop(null), stop(61)],
    shops: [{ merchant_id: "m", name: "", lat: 60, lon: 24, parcels: 3 }],
  } as unknown as Round;

  it("numbers stops as the list does, and leaves out what has no place", () => {
    const texts = marksOf(round, { lat: 60, lon: 24 }).filter((one) => one.look !== "way");
    expect(texts.map((one) => one.text ?? one.id)).toEqual(["3", "1", "3", "here"]);
  });

  it("draws no more dots than a phone moves easily", () => {
    const long = [...line, { lat: 65, lon: 24 }];
    expect(along(long).length).toBeLessThanOrEqual(80);
    expect(along([])).toEqual([]);
    expect(along(line.slice(0, 1))).toEqual([]);
  });
});

describe("a receipt printer", () => {
  it("gets its bytes in a link that the app takes", () => {
    expect(rawbt(new Uint8Array([27, 64, 255]))).toBe("rawbt:base64,G0D/");
  });
  it("is told paper and letters", () => {
    const path = pathOf("orders/o", "receipt", { width: 80, text: "gbk" });
    expect(path).toBe("/api/v1/orders/o/receipt.escpos?width=80&text=gbk");
  });
});
