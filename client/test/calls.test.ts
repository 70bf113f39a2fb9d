import { expect, test } from "vitest";
import { goingOn, MOST } from "$lib/calls/going-on";
import { quality } from "$lib/calls/quality";
import type { LiveGroupCall } from "$lib/kernel/types";

const call = (id: string, turn: number, ended = false): LiveGroupCall => ({
  id,
  conversation_id: `in ${id}`,
  media: "voice",
  began_at: "2026-11-24T09:00:00Z",
  turn,
  seats: [],
  rings: [],
  ...(ended && { ended_at: "2026-11-24T09:01:00Z" }),
});

test("of two tellings of a call the newer one counts, in whatever order they come", () => {
  const [old, fresh] = [call("a", 1), call("a", 2)];
  for (const both of [
    [old, fresh],
    [fresh, old],
  ]) {
    let known: LiveGroupCall[] = [];
    for (const one of both) known = goingOn(known, { t: "group_call", call: one });
    expect(known).toEqual([fresh]);
  }
});

test("a call that has ended does not go on because of what was told before", () => {
  const over = call("a", 3, true);
  const known = goingOn([over], { t: "group_call", call: call("a", 2) });
  expect(known).toEqual([over]);
});

test("what the town does not tell any more after a while without it is over", () => {
  const [a, b] = [call("a", 5), call("b", 1)];
  expect(goingOn([a, b], { t: "group_calls", calls: [call("a", 4)] })).toEqual([a]);
  expect(goingOn([a, b], { t: "group_calls", calls: [] })).toEqual([]);
});

test("all that goes out of a device stays within what a phone's line can do", () => {
  for (let people = 2; people <= MOST; people++) {
    expect(quality(people).kbps * (people - 1)).toBeLessThanOrEqual(1_600);
    expect(quality(people).kbps).toBeLessThanOrEqual(quality(people - 1).kbps);
  }
  expect(quality(99)).toEqual(quality(MOST));
});
