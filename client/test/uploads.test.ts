import { beforeEach, expect, test, vi } from "vitest";
import { Uploads } from "$lib/chat/uploads.svelte";
import { Outbox } from "$lib/kernel/outbox.svelte";
import { offline, Problem } from "$lib/kernel/problem";
import type { Outgoing, Upload } from "$lib/kernel/store";
import type { ChatFile, ClientFrame } from "$lib/kernel/types";
import { WaitingFiles } from "$lib/chat/waiting-files";

let disk: { files: Map<string, Upload>; outbox: Map<string, Outgoing> };
let sent: string[];
let frames: Extract<ClientFrame, { t: "send" }>[];
let answers: (() => Problem | null)[];
let timers: (() => void)[];
let outbox: Outbox;
let uploads: Uploads;

/** A device with what its disk holds; called again, the same device after a restart. */
function start(): void {
  outbox = new Outbox({
    save: async (item) => void disk.outbox.set(item.client_id, { ...item }),
    remove: async (id) => void disk.outbox.delete(id),
    send: (frame) => frames.push(frame as (typeof frames)[number]) > 0,
    later: (run) => timers.push(run),
    held: () => void uploads.go(),
  });
  uploads = new Uploads({
    waiting: () => outbox.items,
    release: (id, meta) => outbox.release(id, meta),
    refuse: (id, code) => outbox.refuse(id, code),
    hold: (id) => outbox.hold(id),
    put: async (file) => void disk.files.set(file.id, file),
    get: async (id) => disk.files.get(id),
    all: async () => [...disk.files.values()],
    drop: async (id) => void disk.files.delete(id),
    outbox: async () => [...disk.outbox.values()],
    send: async (file, onProgress) => {
      onProgress(0.5);
      await Promise.resolve();
      const wrong = answers.shift()?.() ?? null;
      if (wrong) throw wrong;
      sent.push(file.id);
      return { id: file.id, kind: file.kind, type: "made/anew", size: 7 } as ChatFile;
    },
    later: (run) => timers.push(run),
  });
  outbox.restore([...disk.outbox.values()]);
}

beforeEach(() => {
  disk = { files: new Map(), outbox: new Map() };
  [sent, frames, answers, timers] = [[], [], [], []];
  start();
});

const settled = () => new Promise((done) => setTimeout(done, 5));
const photo = (text = "bytes") => new Blob([text], { type: "image/webp" });

async function send(text = "bytes"): Promise<Outgoing> {
  const item = outbox.add("c", await uploads.keep("image", photo(text), { name: "a.jpg" }));
  await settled();
  return item;
}

test("the file goes first, then the message, with what the server made of it", async () => {
  const item = await send();
  expect(sent).toEqual([item.meta!.file]);
  expect(frames).toHaveLength(1);
  expect(frames[0]).toMatchObject({
    client_id: item.client_id,
    meta: { file: sent[0], type: "made/anew", size: 7 },
  });
  expect(uploads.progress).toEqual({});
});

test("what was written after it waits for it, and all go in order", async () => {
  answers = [offline];
  const first = await send();
  outbox.add("c", { body: "look" });
  outbox.add("other", { body: "there" });
  await settled();
  expect(frames.map((f) => f.body)).toEqual(["there"]);
  uploads.wake();
  await settled();
  expect(frames[1]!.client_id).toBe(first.client_id);
  await outbox.settle(first.client_id);
  expect(frames.map((f) => f.body)).toEqual(["there", "", "look"]);
});

test("without a network it waits and is tried again, under the same id", async () => {
  answers = [offline, () => new Problem("unavailable", "")];
  const item = await send();
  expect([frames.length, item.failed ?? null]).toEqual([0, null]);
  expect(uploads.progress).toHaveProperty(String(item.meta!.file));
  timers.shift()!();
  await settled();
  expect(frames).toHaveLength(0);
  timers.shift()!();
  await settled();
  expect(sent).toEqual([item.meta!.file]);
  expect(frames).toHaveLength(1);
});

test("after a restart it goes on with what is on the disk", async () => {
  answers = [offline];
  const item = await send("of yesterday");
  start();
  outbox.flush();
  await settled();
  expect(sent).toEqual([item.meta!.file]);
  expect(frames[0]!.client_id).toBe(item.client_id);
});

test("a file that the server won't have fails, and the next one goes", async () => {
  answers = [() => new Problem("not_a_picture", "")];
  const bad = await send();
  const good = await send();
  expect(disk.outbox.get(bad.client_id)!.failed).toBe("not_a_picture");
  expect(frames.map((f) => f.client_id)).toEqual([good.client_id]);
});

test("tried again by its owner, it goes again", async () => {
  answers = [() => new Problem("too_large", "")];
  const item = await send();
  await outbox.retry(item.client_id);
  await settled();
  expect(frames.map((f) => f.client_id)).toEqual([item.client_id]);
});

test("a message whose file is lost on this device says so", async () => {
  answers = [offline];
  const item = await send();
  disk.files.clear();
  start();
  outbox.flush();
  await settled();
  expect(disk.outbox.get(item.client_id)!.failed).toBe("no_file");
});

test("a file that the server no longer has is sent once more, and only once", async () => {
  const item = await send();
  for (const times of [2, 2]) {
    await outbox.refuse(item.client_id, "no_file");
    await uploads.go();
    await settled();
    expect(sent).toHaveLength(times);
  }
});

test("what was sent or discarded leaves the disk, what waits stays", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const gone = await send();
  await outbox.settle(gone.client_id);
  answers = [offline];
  const waits = await send();
  vi.setSystemTime(Date.now() + 61_000);
  uploads.wake();
  await settled();
  vi.useRealTimers();
  expect(disk.files.has(String(gone.meta!.file))).toBe(false);
  expect(disk.files.has(String(waits.meta!.file))).toBe(true);
});

test("an upload is not made twice while one is under way", async () => {
  const item = outbox.add("c", await uploads.keep("image", photo()));
  await Promise.all([uploads.go(), uploads.go(), uploads.go()]);
  await settled();
  expect(sent).toEqual([item.meta!.file]);
});

test("what the disk refuses is kept in memory, sent, and forgotten", async () => {
  const kept = new Map<string, Upload>();
  const refuses = new WaitingFiles(() => ({
    putUpload: async (file) => {
      if (file.kind === "image") throw new DOMException("no files here", "UnknownError");
      kept.set(file.id, file);
    },
    upload: async (id) => kept.get(id),
    uploads: async () => [...kept.values()],
    deleteUpload: async (id) => void kept.delete(id),
  }));
  const [picture, voice] = (["image", "voice"] as const).map((kind): Upload => ({
    id: kind,
    kind,
    name: "",
    blob: photo(kind),
    at: 0,
  }));
  await refuses.put(picture!);
  await refuses.put(voice!);
  expect(await (await refuses.get("image"))?.blob.text()).toBe("image");
  expect((await refuses.all()).map((one) => one.id)).toEqual(["image", "voice"]);
  await refuses.drop("image");
  await refuses.drop("voice");
  expect([await refuses.all(), kept.size]).toEqual([[], 0]);
});

test("a browser that keeps nothing has the files in memory", async () => {
  const files = new WaitingFiles(() => null);
  await files.put({ id: "a", kind: "image", name: "", blob: photo(), at: 0 });
  expect((await files.all()).map((one) => one.id)).toEqual(["a"]);
});
