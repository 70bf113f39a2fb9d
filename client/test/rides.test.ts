import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connection } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";
import { Duty } from "$lib/rides/duty.svelte";
import { spot } from "$lib/rides/hailing.svelte";
import type { OwnDriver } from "$lib/rides/types";

const HERE = { coords: { latitude: 60.17, longitude: 24.94, heading: null } };
const geolocation = { watchPosition: vi.fn(() => 7), clearWatch: vi.fn() };
const send = vi.spyOn(connection.stream, "send").mockReturnValue(true);

const driver = (left?: number) =>
  ({
    online: true,
    offer: left ? { id: "x", left, until: "2026-11-28T12:00:20Z" } : null,
  }) as unknown as OwnDriver;

/** What the phone calls when it knows where it is, and when it does not. */
function phone(): [(found: unknown) => void, () => void] {
  return geolocation.watchPosition.mock.calls.at(-1) as unknown as [() => void, () => void];
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { geolocation });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

test("a price is asked for as exactly as the ride is", () => {
  expect(spot({ lat: 60.170046, lon: 24.9415, name: "Station" })).toBe("60.170046,24.9415");
});

test("a place is told again while it is known, and neither when lost nor signed out", () => {
  const duty = new Duty();
  duty.know(driver());
  const [found, lost] = phone();
  found(HERE);
  vi.advanceTimersByTime(8000);
  expect(send).toHaveBeenCalledTimes(2);
  lost();
  vi.advanceTimersByTime(60_000);
  expect(send).toHaveBeenCalledTimes(2);
  found(HERE);
  vi.advanceTimersByTime(4000);
  expect(send).toHaveBeenCalledTimes(3);
  session.changed.tell(null);
  expect(geolocation.clearWatch).toHaveBeenCalledWith(7);
  expect(duty.at).toBeNull();
  vi.advanceTimersByTime(60_000);
  expect(send).toHaveBeenCalledTimes(3);
});

test("an offer stands as long as the town says, whatever the phone's clock", () => {
  for (const now of ["2020-01-01", "2040-01-01"]) {
    vi.setSystemTime(new Date(now));
    const duty = new Duty();
    duty.know(driver(20));
    vi.advanceTimersByTime(19_000);
    expect(duty.offer?.id).toBe("x");
    expect(duty.ends - Date.now()).toBe(1000);
    vi.advanceTimersByTime(1000);
    expect(duty.offer).toBeNull();
    duty.know(null);
  }
});
