import { expect, test } from "vitest";
import { endOf, joined, lines, stable } from "$lib/chat/lines";
import type { Outgoing } from "$lib/kernel/store";
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
const waiting = (client_id: string, more: Partial<Outgoing> = {}): Outgoing => ({
  client_id,
  conversation_id: "c",
  kind: "text",
  body: client_id,
  created_at: "2026-11-24T10:03:00Z",
  failed: null,
  ...more,
});
const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
const seqs = (all: Message[] | null) => all?.map((m) => m.seq);
const NOBODY = { read: 0, delivered: 0 };

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

test("lines of which nothing is different stay the objects that they were", () => {
  const marks = { read: 1, delivered: 2 };
  const said = run(1, 3);
  const before = lines(said, [], "me", marks);
  const after = stable(before, lines(said, [waiting("w")], "me", { read: 2, delivered: 2 }));
  // The second was seen, the third is no longer the last of its run, the fourth is new.
  expect(after.map((line) => before.includes(line))).toEqual([true, false, false, false]);
  expect(after).toEqual(lines(run(1, 3), [waiting("w")], "me", { read: 2, delivered: 2 }));
});

test("what waits stands last, and once the server has it it is not shown twice", () => {
  const box = [waiting("id2"), waiting("w"), waiting("f", { failed: "x" })];
  const shown = lines(run(1, 3), box, "me", { read: 1, delivered: 2 });
  expect(shown.map((l) => [l.message.client_id, l.state])).toEqual([
    ["id1", "seen"],
    ["id2", "delivered"],
    ["id3", "sent"],
    ["w", "pending"],
    ["f", "failed"],
  ]);
});

test("two people's devices may give one id: both are shown, and one's own that waits too", () => {
  const theirs = { ...message(2, "you"), client_id: "id1" };
  const shown = lines([message(1), theirs], [waiting("w")], "me", NOBODY);
  expect(new Set(shown.map((l) => l.key)).size).toBe(3);
  const echo = { ...message(2, "you"), client_id: "w" };
  const alone = lines([message(1), echo], [waiting("w")], "me", NOBODY);
  expect(alone.map((l) => l.state)).toEqual(["sent", undefined, "pending"]);
});

test("a message keeps its key when the server has it", () => {
  const [before] = lines([], [waiting("id1")], "me", NOBODY);
  const [after] = lines([message(1)], [], "me", NOBODY);
  expect(before!.key).toBe(after!.key);
});

test("what waits to change a message shows as if it had; what was refused does not", () => {
  const box = [
    waiting("e", { kind: "edit", ref: 1, body: "better" }),
    waiting("r", { kind: "reaction", ref: 2, body: "👍" }),
    waiting("x", { kind: "recall", ref: 3, body: "", failed: "too_late" }),
  ];
  const shown = lines(run(1, 3), box, "me", NOBODY);
  expect(shown.map((l) => l.message.body)).toEqual(["better", "m2", "m3"]);
  expect(shown[1]!.message.reactions).toEqual([{ emoji: "👍", people: ["me"] }]);
  expect(shown[2]!.bare).toBe(false);
});

test("events and what is hidden are no lines; what is recalled is a bare one", () => {
  const all = [
    message(1),
    { ...message(2), kind: "edit" as const, ref: 1 },
    { ...message(3), recalled: true, body: "" },
    { ...message(4), hidden: true },
    message(5),
  ];
  const shown = lines(all, [], "me", NOBODY, (seq) => seq === 5);
  expect(shown.map((l) => [l.message.client_id, l.bare])).toEqual([
    ["id1", false],
    ["id3", true],
  ]);
});

test("a new day, a pause and the ends of a run are marked", () => {
  const all = [
    message(1, "you", "2026-11-23T12:00:00Z"),
    message(2, "you"),
    message(3, "you"),
    message(4, "me"),
    message(55, "me"),
  ];
  const shown = lines(all, [], "me", NOBODY);
  expect(shown.map((l) => l.day)).toEqual([true, true, false, false, false]);
  expect(shown.map((l) => l.pause)).toEqual([false, false, false, false, true]);
  expect(shown.map((l) => l.first)).toEqual([true, true, false, true, true]);
  expect(shown.map((l) => l.last)).toEqual([true, false, true, true, true]);
});

test("laying out costs in proportion to the messages", () => {
  const made = (n: number) =>
    Array.from({ length: n }, (_, i) =>
      message(i + 1, i % 3 ? "me" : "you", new Date(1.76e12 + i * 60_000).toISOString()),
    );
  const box = [waiting("w", { kind: "reaction", ref: 5, body: "👍" })];
  const best = (all: Message[]) => {
    const took = Array.from({ length: 7 }, () => {
      const begun = performance.now();
      lines(all, box, "me", NOBODY);
      return performance.now() - begun;
    });
    return Math.min(...took);
  };
  expect(best(made(10_000))).toBeLessThan(50 * best(made(1_000)));
});

test("who opened the same packet one after another stands in one line", () => {
  const opened = (seq: number, who: string, packet: string): Message => ({
    ...message(seq, who),
    kind: "system",
    body: "",
    meta: { what: "packet_opened", person_ids: [packet] },
  });
  const all = [
    opened(1, "bo", "amina"),
    opened(2, "cleo", "amina"),
    message(3, "bo"),
    opened(4, "dara", "amina"),
    opened(5, "bo", "cleo"),
  ];
  const found = lines(all, [], "me", NOBODY);
  expect(found.map((l) => l.message.meta?.by ?? l.message.sender_id)).toEqual([
    ["bo", "cleo"],
    "bo",
    "dara",
    "bo",
  ]);
});

const photo = (seq: number, more: Partial<Message> = {}): Message => ({
  ...message(seq, "you", `2026-11-24T10:00:${String(seq).padStart(2, "0")}Z`),
  kind: "image",
  body: "",
  meta: { file: `f${seq}` },
  ...more,
});
const shapes = (all: Message[]) =>
  lines(all, [], "me", NOBODY).map((l) => l.album?.map((m) => m.seq) ?? l.message.seq);

test("pictures that one person sent together are one line, the words of the first below them", () => {
  const all = [photo(1, { body: "By the lake" }), photo(2), photo(3, { kind: "video" })];
  expect(shapes([...all, message(4, "you")])).toEqual([[1, 2, 3], 4]);
  const [line] = lines(all, [], "me", NOBODY);
  expect([line!.message.body, endOf(line!).seq]).toEqual(["By the lake", 3]);
});

test("what is somebody else's, answers, has words, was recalled or came later is no part of an album", () => {
  const others: Partial<Message>[] = [
    { sender_id: "they" },
    { ref: 1 },
    { body: "and this" },
    { recalled: true },
    { meta: { file: "f", forwarded: true } },
    { meta: {} },
    { created_at: "2026-11-24T10:09:00Z" },
  ];
  for (const other of others) expect(shapes([photo(1), photo(2, other)])).toEqual([1, 2]);
});

test("twelve pictures are an album of nine and one of three", () => {
  const all = Array.from({ length: 12 }, (_, i) => photo(i + 1));
  expect(shapes(all)).toEqual([all.slice(0, 9).map((m) => m.seq), [10, 11, 12]]);
});

test("an album on its way keeps its key, and one that failed stands alone", () => {
  const meta = (n: number) => ({ kind: "image" as const, body: "", meta: { file: `f${n}` } });
  const sent = { ...photo(1, { sender_id: "me" }), created_at: "2026-11-24T10:03:00Z" };
  const box = [1, 2, 3].map((n) => waiting(`id${n}`, meta(n)));
  const [all] = lines([], box, "me", NOBODY);
  const [then] = lines([sent], box.slice(1), "me", NOBODY);
  expect([all!.key, all!.album?.length, then!.album?.length]).toEqual([then!.key, 3, 3]);
  expect(then!.state).toBe("pending");
  box[1]!.failed = "no_file";
  expect(lines([], box, "me", NOBODY).map((l) => l.state)).toEqual([
    "pending",
    "failed",
    "pending",
  ]);
});
