import { expect, test } from "vitest";
import { folded, foldAll, reacted } from "$lib/chat/fold";
import type { Message } from "$lib/kernel/types";

const row = (seq: number, more: Partial<Message> = {}): Message => ({
  conversation_id: "c",
  seq,
  client_id: `id${seq}`,
  sender_id: "me",
  kind: "text",
  body: `m${seq}`,
  created_at: `2026-11-24T10:00:${String(seq).padStart(2, "0")}Z`,
  ...more,
});
const edit = (seq: number, ref: number, body: string) => row(seq, { kind: "edit", ref, body });
const react = (seq: number, ref: number, body: string, who = "you") =>
  row(seq, { kind: "reaction", ref, body, sender_id: who });

test("a person has one reaction to a message, and may take it back", () => {
  const first = reacted([], "a", "👍");
  const both = reacted(first, "b", "👍");
  expect(both).toEqual([{ emoji: "👍", people: ["a", "b"] }]);
  expect(reacted(both, "a", "❤️")).toEqual([
    { emoji: "👍", people: ["b"] },
    { emoji: "❤️", people: ["a"] },
  ]);
  expect(reacted(first, "a", "")).toEqual([]);
  expect(reacted(both, "a", "👍")).toBe(both);
});

test("an edit changes the text and says when", () => {
  expect(folded(row(1), edit(5, 1, "new"))).toMatchObject({
    body: "new",
    edited_at: "2026-11-24T10:00:05Z",
  });
});

test("an older edit that comes late changes nothing", () => {
  const late = folded(folded(row(1), edit(6, 1, "newest")), edit(5, 1, "older"));
  expect(late.body).toBe("newest");
});

test("an edit of this device that waits shows even if its clock is behind", () => {
  const waits = { ...edit(0, 1, "mine"), created_at: "2020-01-01T00:00:00Z" };
  expect(folded(row(1, { edited_at: "2026-11-24T10:00:05Z" }), waits).body).toBe("mine");
});

test("a recall leaves nothing of it, and nothing brings it back", () => {
  const full = row(1, { meta: { a: 1 }, reactions: [{ emoji: "👍", people: ["a"] }] });
  const gone = folded(full, row(9, { kind: "recall", ref: 1, body: "" }));
  expect(gone).toMatchObject({ body: "", recalled: true });
  expect(gone).not.toHaveProperty("meta");
  expect(gone).not.toHaveProperty("reactions");
  expect(folded(gone, edit(10, 1, "back"))).toBe(gone);
});

test("every order in which a device may hear the same rows ends in the same state", () => {
  const events = [
    edit(3, 1, "a"),
    react(4, 1, "👍"),
    edit(5, 1, "b"),
    react(6, 1, "❤️"),
    react(7, 1, "👍", "she"),
    row(8, { kind: "recall", ref: 2, body: "" }),
  ];
  const state = (rows: Message[]) =>
    rows.map(({ reactions = [], ...rest }) => ({
      ...rest,
      reactions: reactions.map((r) => `${r.emoji} ${r.people.toSorted().join()}`).sort(),
    }));
  const whole = state(foldAll([row(1), row(2), ...events], events));
  for (let known = 0; known <= events.length; known++) {
    // The page was read after the first `known` events; all of them are heard again.
    const page = foldAll([row(1), row(2)], events.slice(0, known));
    expect(state(foldAll([...page, ...events], events))).toEqual(whole);
    const oneByOne = events.reduce((rows, one) => foldAll([...rows, one], [one]), page);
    expect(state(oneByOne)).toEqual(whole);
  }
});
