import { expect, test } from "vitest";
import { joined, lines } from "$lib/chat/lines";
import type { Message } from "$lib/kernel/types";

const message = (
  seq: number,
  sender = "me",
  at = `2026-11-24T10:${String(seq).padStart(2, "0")}:00Z`,
): Message => ({
  conversation_id: "c",
  seq,
  client_id: `id${seq}`,
  sender_id: sender,
  kind: "text",
  body: `m${seq}`,
  created_at: at,
});
const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
const seqs = (all: Message[] | null) => all?.map((m) => m.seq);

test("duplicates are harmless and order is by seq", () => {
  expect(seqs(joined(run(3, 5), [message(5), message(2), message(4)]))).toEqual([2, 3, 4, 5]);
});

test("a message beyond a hole is not taken: somebody must ask for a sync", () => {
  expect(joined(run(1, 3), [message(5)])).toBeNull();
});

test("a newer tail beyond a hole replaces what lies below it", () => {
  expect(seqs(joined(run(1, 3), run(40, 42)))).toEqual([40, 41, 42]);
});

test("older pages join from below", () => {
  expect(seqs(joined(run(11, 13), run(1, 10)))).toEqual(seqs(run(1, 13)));
});

test("an empty thread takes whatever comes", () => {
  expect(seqs(joined([], [message(7)]))).toEqual([7]);
  expect(joined([], [])).toEqual([]);
});

test("what waits stands last, and once the server has it it is not shown twice", () => {
  const waiting = [
    {
      client_id: "id2",
      conversation_id: "c",
      body: "m2",
      created_at: "2026-11-24T10:02:00Z",
      failed: null,
    },
    {
      client_id: "w",
      conversation_id: "c",
      body: "later",
      created_at: "2026-11-24T10:03:00Z",
      failed: null,
    },
    {
      client_id: "f",
      conversation_id: "c",
      body: "no",
      created_at: "2026-11-24T10:04:00Z",
      failed: "x",
    },
  ];
  const shown = lines(run(1, 2), waiting, "me", 1);
  expect(shown.map((l) => [l.key, l.state])).toEqual([
    ["id1", "seen"],
    ["id2", "sent"],
    ["w", "pending"],
    ["f", "failed"],
  ]);
});

test("a new day and the end of a run are marked", () => {
  const all = [
    message(1, "you", "2026-11-23T12:00:00Z"),
    message(2, "you"),
    message(3, "me"),
    message(9, "me"),
  ];
  const shown = lines(all, [], "me", 0);
  expect(shown.map((l) => l.day)).toEqual([true, true, false, false]);
  expect(shown.map((l) => l.last)).toEqual([true, true, true, true]);
});
