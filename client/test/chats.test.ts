import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chats } from "$lib/chat/model.svelte";
import { connection } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Conversation, Me, Message, Sync } from "$lib/kernel/types";
import { message, talk } from "./samples";

/** The other side of the network; the client takes hold of `fetch` when it is loaded. */
const town = vi.hoisted(() => {
  const town = {
    conversations: [] as unknown[],
    messages: [] as unknown[],
    held: Promise.resolve(),
  };
  const Plain = globalThis.Request;
  globalThis.Request = class extends Plain {
    constructor(url: string, init?: RequestInit) {
      super(new URL(url, "http://lake.town"), init);
    }
  } as typeof Request;
  globalThis.fetch = async (input) => {
    const { pathname, searchParams } = new URL((input as Request).url);
    if (!searchParams.has("around")) await town.held;
    const list = pathname.endsWith("/conversations");
    const { conversations, messages } = town;
    return Response.json(list ? { conversations, cursor: "c" } : { messages, more: false });
  };
  return town;
});

beforeEach(() => {
  town.conversations = town.messages = [];
  session.me = { id: "me" } as Me;
});
afterEach(() => chats.clear());
chats.attach();

function sync(talks: Conversation[], reset = false, messages: Message[] = []) {
  const row = (m: Message) => ({ ...m, ord: m.seq });
  const conversations = talks.map((c) => ({
    ...{ ...c, last: c.last && row(c.last), last_ord: c.last_seq },
    messages: messages.map(row),
  }));
  const base = { cursor: "c", contacts: [], removed_contacts: [], requests: 0, me: null };
  connection.syncs.tell({ ...base, reset, conversations } satisfies Sync);
}

test("a message that arrives counts as unread and becomes the last", () => {
  sync([talk(2)], false, [message(1), message(2)]);
  connection.messages.tell(message(3));
  expect(chats.get("c")).toMatchObject({ last_seq: 3, unread: 3, last: { body: "m3" } });
  expect(chats.unread).toBe(3);
  expect(chats.heard?.body).toBe("m3");
});

test("the same message twice is one", () => {
  sync([talk(2)], false, [message(1), message(2)]);
  connection.messages.tell(message(3));
  connection.messages.tell(message(3));
  expect(chats.unread).toBe(3);
});

test("one's own message from another device is not unread", () => {
  sync([talk(2, { unread: 0, read_seq: 2 })], false, [message(1), message(2)]);
  connection.messages.tell(message(3, "me"));
  expect(chats.get("c")).toMatchObject({ unread: 0, read_seq: 3 });
});

test("looking at a chat reads it, also what comes while one looks", () => {
  sync([talk(2)], false, [message(1), message(2)]);
  chats.look("c");
  expect(chats.unread).toBe(0);
  connection.messages.tell(message(3));
  expect(chats.get("c")).toMatchObject({ unread: 0, read_seq: 3 });
  chats.look(null);
});

test("what was read here while the line was down stays read after the sync", () => {
  sync([talk(2)], false, [message(1), message(2)]);
  chats.look("c");
  chats.look(null);
  sync([talk(3, { read_seq: 0, unread: 3 })], false, [message(3)]);
  expect(chats.get("c")).toMatchObject({ read_seq: 2, unread: 1 });
});

test("what came live while a sync was under way holds after it, and is not told twice", () => {
  sync([talk(2)], false, [message(1), message(2)]);
  connection.stream.syncing = true;
  connection.messages.tell(message(3));
  connection.messages.tell(message(4, "me"));
  const them = { conversation_id: "c", person_id: "you" };
  connection.marks.tell({ t: "read", ...them, seq: 4 });
  connection.stream.syncing = false;
  chats.heard = null;
  sync([talk(2)], false, [message(2)]);
  const now = { last_seq: 4, unread: 0, read_seq: 4, their_read_seq: 4, last: { body: "m4" } };
  expect(chats.get("c")).toMatchObject(now);
  expect(chats.heard).toBeNull();
});

test("a message beyond a hole is not shown before the hole is filled", () => {
  sync([talk(2)], false, [message(1), message(2)]);
  connection.messages.tell(message(4));
  expect(chats.get("c")?.last_seq).toBe(2);
  expect(chats.log("c").messages.map((m) => m.seq)).toEqual([1, 2]);
});

test("beginning anew keeps chats in which nothing was said, drops the others", () => {
  sync([talk(2), talk(0, { id: "fresh" }), talk(2, { id: "gone" })], false, []);
  sync([talk(5)], true);
  expect(chats.list.map((c) => c.id).toSorted()).toEqual(["c", "fresh"]);
  expect(chats.log("c").messages).toEqual([]);
});

test("beginning anew with as many chats as a sync brings at most reads the rest", async () => {
  town.conversations = [talk(2, { id: "old" })];
  const few = Array.from({ length: 49 }, (_, i) => talk(1, { id: `c${i}` }));
  sync(few, true);
  await new Promise((done) => setTimeout(done, 20));
  expect(chats.get("old")).toBeUndefined();
  sync([...few, talk(1, { id: "c49" })], true);
  await vi.waitFor(() => expect(chats.get("old")).toBeDefined());
});

test("an event is not unread; of the last message the list shows what became of it", () => {
  sync([talk(2)], false, [message(1), message(2)]);
  connection.messages.tell({ ...message(3), kind: "edit", ref: 2, body: "changed" });
  expect(chats.get("c")).toMatchObject({
    last_seq: 3,
    unread: 2,
    last: { seq: 2, body: "changed" },
  });
  expect(chats.log("c").at(2)?.body).toBe("changed");
  connection.messages.tell({ ...message(4), kind: "recall", ref: 2, body: "" });
  expect(chats.get("c")?.last).toMatchObject({ seq: 2, recalled: true });
});

test("muted chats are not in the sum and not read out; a mark counts as one", () => {
  sync([talk(2, { muted: true }), talk(0, { id: "m", last: message(1), marked_unread: true })]);
  expect(chats.unread).toBe(1);
  chats.heard = null;
  connection.messages.tell(message(3));
  expect(chats.heard).toBeNull();
});

test("pinned chats stand first; archived ones and strangers stand elsewhere", () => {
  sync([
    talk(5, { id: "new" }),
    talk(1, { id: "pin", pinned: true }),
    talk(1, { id: "old", archived: true }),
    talk(1, { id: "who", request: "received" }),
  ]);
  expect(chats.newestFirst.map((c) => c.id)).toEqual(["pin", "new"]);
  expect(chats.archived.map((c) => c.id)).toEqual(["old"]);
  expect(chats.requests.map((c) => c.id)).toEqual(["who"]);
});

test("a mention is told until it is read", () => {
  sync([talk(2)], false, [message(1), message(2)]);
  connection.messages.tell({ ...message(3), mentions: ["me"] });
  expect(chats.get("c")?.mentioned).toBe(true);
  chats.look("c");
  expect(chats.get("c")?.mentioned).toBe(false);
  chats.look(null);
});

test("the newest chat stands first; one without a word is not in the list", () => {
  const early = talk(1, { id: "early", last: message(1, "you", "early") });
  sync([early, talk(0, { id: "silent" }), talk(5)]);
  expect(chats.newestFirst.map((c) => c.id)).toEqual(["c", "early"]);
  void chats.draft("silent", "half");
  expect(chats.newestFirst.map((c) => c.id)).toContain("silent");
});

test("of a chat of which only the last words came, the rest is read when it is opened", async () => {
  sync([talk(5)], false, [message(5)]);
  town.messages = [1, 2, 3, 4].map((seq) => message(seq));
  const thread = await chats.enter("c");
  await vi.waitFor(() => expect(thread.messages.map((one) => one.seq)).toEqual([1, 2, 3, 4, 5]));
});

/** The newest messages are long on their way; what was asked for around a message is not. */
function slowly(): () => void {
  let arrive = () => {};
  town.held = new Promise((done) => (arrive = done));
  return arrive;
}

test("a chat that is being read ahead is opened when that is here", async () => {
  const arrive = slowly();
  sync([talk(2)]);
  town.messages = [message(1), message(2)];
  void chats.log("c").older();
  const log = await chats.enter("c");
  arrive();
  await log.opening;
  expect(log.messages.map((m) => m.seq)).toEqual([1, 2]);
});

test("who was brought to a message before the newest came sees what is said then", async () => {
  const arrive = slowly();
  sync([talk(2)]);
  town.messages = [message(1), message(2)];
  const log = chats.log("c");
  const newest = log.older();
  await log.jump(1);
  arrive();
  await newest;
  connection.messages.tell(message(3));
  expect(log.shown.map((m) => m.seq)).toEqual([1, 2, 3]);
});

test("who was brought to a message stays there when the device begins anew", async () => {
  const last = [message(8), message(9)];
  sync([talk(9)], false, last);
  const log = await chats.enter("c");
  await log.opening;
  town.messages = [message(1), message(2), message(3)];
  await log.jump(2);
  const shown = () => log.shown.map((m) => m.seq);
  expect(shown()).toEqual([1, 2, 3]);
  chats.look("c");
  sync([talk(9)], true, last);
  expect(shown()).toEqual([1, 2, 3]);
  log.home();
  expect(shown()).toEqual([8, 9]);
  // Where nobody looks, what was brought up before may be old and is not shown again.
  await log.jump(2);
  chats.look(null);
  sync([talk(9)], true, last);
  expect(shown()).toEqual([8, 9]);
});
