import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import { Store, type Outgoing } from "$lib/kernel/store";
import type { Message, Sync } from "$lib/kernel/types";

let store: Store;
let person = 0;

beforeEach(async () => {
  store = await Store.open(`p${person++}`);
});

const message = (seq: number): Message => ({
  conversation_id: "c",
  seq,
  client_id: `id${seq}`,
  sender_id: "a",
  kind: "text",
  body: `m${seq}`,
  created_at: "2026-11-24T10:00:00Z",
});
const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i));

function sync(messages: Message[], more: Partial<Sync> = {}): Sync {
  const last = messages.at(-1)!;
  const conversation = {
    id: "c",
    last,
    last_seq: last.seq,
    messages,
  } as unknown as Sync["conversations"][0];
  return {
    cursor: `cursor-${last.seq}`,
    reset: false,
    conversations: [conversation],
    contacts: [],
    removed_contacts: [],
    requests: 0,
    me: null,
    ...more,
  };
}
const waits = (client_id: string): Outgoing => ({
  client_id,
  conversation_id: "c",
  kind: "text",
  body: client_id,
  created_at: "",
  failed: null,
});
const seqs = async () => (await store.messages("c")).map((m) => m.seq);

test("a sync and its cursor are kept together", async () => {
  await store.saveSync(sync(run(1, 3)));
  expect(await seqs()).toEqual([1, 2, 3]);
  expect(await store.cursor()).toBe("cursor-3");
  expect((await store.conversations())[0]).not.toHaveProperty("messages");
});

test("what follows without a hole is added", async () => {
  await store.saveSync(sync(run(1, 3)));
  await store.saveSync(sync(run(4, 5)));
  expect(await seqs()).toEqual([1, 2, 3, 4, 5]);
});

test("after a hole only the new tail is kept", async () => {
  await store.saveSync(sync(run(1, 3)));
  await store.saveSync(sync(run(40, 42)));
  expect(await seqs()).toEqual([40, 41, 42]);
});

test("no more than the last 200 messages of a conversation are kept", async () => {
  await store.saveSync(sync(run(1, 150)));
  await store.saveSync(sync(run(151, 260)));
  expect((await seqs()).at(0)).toBe(61);
});

test("a reset forgets all conversations and contacts, but nothing that waits or is half written", async () => {
  await store.saveSync(sync(run(1, 3), { contacts: [{ id: "x" } as Sync["contacts"][0]] }));
  const item = waits("w");
  await store.putOutgoing(item);
  await store.putDraft("c", "half");
  await store.saveSync({ ...sync(run(1, 1)), conversations: [], reset: true });
  expect(await seqs()).toEqual([]);
  expect(await store.contacts()).toEqual([]);
  expect(await store.outbox()).toEqual([item]);
  expect(await store.drafts()).toEqual({ c: "half" });
});

test("what waits comes back in the order of its ids", async () => {
  for (const id of ["b", "a", "c"]) {
    await store.putOutgoing(waits(id));
  }
  expect((await store.outbox()).map((i) => i.client_id)).toEqual(["a", "b", "c"]);
});

test("signing out leaves nothing behind", async () => {
  await store.saveSync(sync(run(1, 3)));
  const name = `p${person - 1}`;
  store.close();
  await Store.forget(name);
  store = await Store.open(name);
  expect(await seqs()).toEqual([]);
  expect(await store.cursor()).toBeUndefined();
});

test("a device of before reads its book once more, and loses nothing else", async () => {
  const name = `leapfrog-p${person++}`;
  const old = await openDB(name, 2, {
    upgrade(db) {
      for (const made of ["kv", "drafts"]) db.createObjectStore(made);
      for (const made of ["conversations", "contacts", "uploads"])
        db.createObjectStore(made, { keyPath: "id" });
      db.createObjectStore("messages", { keyPath: ["conversation_id", "seq"] });
      db.createObjectStore("outbox", { keyPath: "client_id" });
    },
  });
  await old.put("kv", true, "book");
  await old.put("kv", "then", "since");
  await old.put("contacts", { id: "zoe", name: "Zoe" });
  old.close();
  const now = await Store.open(name.replace("leapfrog-", ""));
  expect(await now.hasBook()).toBe(false);
  expect(await now.get("since")).toBe("then");
  expect((await now.contacts()).map((row) => row.id)).toEqual(["zoe"]);
});

test("a page that is left breaks off what it writes, and stands in nobody's way", async () => {
  await store.saveSync(sync(run(1, 3)));
  const half = store.set("cursor", "cursor-5");
  store.breakOff();
  await expect(half).rejects.toThrow();
  const next = await Store.open(`p${person - 1}`);
  expect(await next.cursor()).toBe("cursor-3");
  expect((await next.messages("c")).map((m) => m.seq)).toEqual([1, 2, 3]);
});
