import { beforeEach, expect, test } from "vitest";
import { Outbox } from "$lib/kernel/outbox.svelte";
import type { Outgoing } from "$lib/kernel/store";
import type { ClientFrame } from "$lib/kernel/types";

let sent: Extract<ClientFrame, { t: "send" }>[];
let kept: Map<string, Outgoing>;
let up: boolean;
let timers: (() => void)[];

const box = () =>
  new Outbox({
    save: async (item) => void kept.set(item.client_id, { ...item }),
    remove: async (id) => void kept.delete(id),
    send: (frame) => {
      if (up && frame.t === "send") sent.push(frame);
      return up;
    },
    later: (run) => timers.push(run),
  });

beforeEach(() => {
  [sent, kept, up, timers] = [[], new Map(), true, []];
});

const add = (outbox: Outbox, conversation: string, body: string) =>
  settled(() => outbox.add(conversation, { body }));
/** Until what was written is kept and on its way. */
async function settled<T>(run: () => T): Promise<T> {
  const done = run();
  await new Promise((resolve) => setTimeout(resolve));
  return done;
}

const bodies = () => sent.map((f) => f.body);

test("a message is kept before it is sent, and gone after the ack", async () => {
  const outbox = box();
  await add(outbox, "c", "hello");
  expect([...kept.values()].map((i) => i.body)).toEqual(["hello"]);
  await outbox.settle(sent[0]!.client_id);
  expect(kept.size).toBe(0);
  expect(outbox.items).toEqual([]);
});

test("in one conversation one is under way at a time, in the order of writing", async () => {
  const outbox = box();
  for (const body of ["one", "two", "three"]) await add(outbox, "c", body);
  expect(bodies()).toEqual(["one"]);
  await outbox.settle(sent[0]!.client_id);
  await outbox.settle(sent[1]!.client_id);
  expect(bodies()).toEqual(["one", "two", "three"]);
});

test("conversations don't wait for each other", async () => {
  const outbox = box();
  await add(outbox, "a", "to a");
  await add(outbox, "b", "to b");
  expect(bodies()).toEqual(["to a", "to b"]);
});

test("written offline, everything goes out in order when the line is up", async () => {
  up = false;
  const outbox = box();
  for (const body of ["one", "two"]) await add(outbox, "c", body);
  expect(sent).toEqual([]);
  up = true;
  outbox.restart();
  await outbox.settle(sent[0]!.client_id);
  expect(bodies()).toEqual(["one", "two"]);
});

test("after a lost line the same id is sent again, never a new one", async () => {
  const outbox = box();
  await add(outbox, "c", "hello");
  outbox.restart();
  expect(sent.map((f) => f.client_id)).toEqual([sent[0]!.client_id, sent[0]!.client_id]);
});

test("what an earlier run kept is sent first", async () => {
  up = false;
  await add(box(), "c", "before the reload");
  up = true;
  const outbox = box();
  outbox.restore([...kept.values()]);
  await add(outbox, "c", "after it");
  expect(bodies()).toEqual(["before the reload"]);
});

test("a refused message stays, lets the next one pass, and goes again when asked", async () => {
  const outbox = box();
  await add(outbox, "c", "no");
  await add(outbox, "c", "yes");
  await outbox.refuse(sent[0]!.client_id, "not_contacts");
  expect(bodies()).toEqual(["no", "yes"]);
  expect(kept.get(sent[0]!.client_id)?.failed).toBe("not_contacts");
  await outbox.settle(sent[1]!.client_id);
  await outbox.retry(sent[0]!.client_id);
  expect(bodies()).toEqual(["no", "yes", "no"]);
  expect(outbox.items[0]?.failed).toBeNull();
});

test("too fast is not a failure: it is tried again later", async () => {
  const outbox = box();
  await add(outbox, "c", "hello");
  await outbox.refuse(sent[0]!.client_id, "rate_limited");
  expect(outbox.items[0]?.failed).toBeNull();
  expect(sent).toHaveLength(1);
  timers[0]!();
  expect(sent).toHaveLength(2);
});

test("an ack for something unknown changes nothing", async () => {
  const outbox = box();
  await add(outbox, "c", "hello");
  expect(await outbox.settle("other")).toBeUndefined();
  expect(outbox.items).toHaveLength(1);
});

test("what waits for its file keeps its place in the line", async () => {
  const outbox = box();
  const photo = outbox.add("c", {
    kind: "image",
    body: "",
    holds: true,
    meta: { size: 9, _url: "x" },
  });
  await add(outbox, "c", "after it");
  await add(outbox, "other", "elsewhere");
  expect(bodies()).toEqual(["elsewhere"]);
  await outbox.release(photo.client_id, { file: "f", size: 9, _url: "x" });
  expect(sent.at(-1)).toMatchObject({ kind: "image", meta: { file: "f", size: 9 } });
  expect(sent.at(-1)!.meta).not.toHaveProperty("_url");
  await outbox.settle(photo.client_id);
  expect(bodies().at(-1)).toBe("after it");
});

test("texts pass what waits for a big file", async () => {
  const outbox = box();
  outbox.add("c", { kind: "file", body: "", holds: true, meta: { size: 5_000_000 } });
  await add(outbox, "c", "meanwhile");
  expect(bodies()).toEqual(["meanwhile"]);
});

test("what another tab left is sent too, each once", async () => {
  const outbox = box();
  await add(outbox, "c", "mine");
  const theirs = { ...outbox.items[0]!, client_id: "0", body: "theirs" };
  outbox.join([theirs, outbox.items[0]!]);
  expect(outbox.items.map((i) => i.body)).toEqual(["theirs", "mine"]);
});
