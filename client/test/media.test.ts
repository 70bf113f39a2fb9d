import { expect, test } from "vitest";
import { following } from "$lib/chat/heard.svelte";
import { counts } from "$lib/chat/kinds";
import { fileOf, fileUrl, metaOf } from "$lib/chat/media";
import type { Message } from "$lib/kernel/types";
import { fit } from "$lib/parts/media/fit";
import { loudness, peaksOf } from "$lib/parts/media/recorder.svelte";
import { within } from "$lib/parts/media/shrink";
import { held, shown, turned, WHOLE, zoomed } from "$lib/parts/media/zoom";

const said = (seq: number, kind: Message["kind"], more: Partial<Message> = {}) =>
  ({ seq, kind, client_id: `c${seq}`, body: "", ...more }) as Message;

test("a message's file is known by its kind and its meta", () => {
  const meta = { file: "f", type: "audio/ogg", size: 3 };
  expect(fileOf({ kind: "voice", meta })).toEqual(meta);
  expect(fileOf({ kind: "text", meta })).toBeNull();
  expect(fileOf({ kind: "voice" })).toBeNull();
  expect(metaOf({ id: "f", kind: "voice", type: "audio/ogg", size: 3 })).toEqual(meta);
});

test("a part of a file has an address", () => {
  expect(fileUrl("f", "thumb")).toBe("/api/v1/chat/files/f?part=thumb");
  expect(fileUrl("f", "play", "audio/mp4")).toBe("/api/v1/chat/files/f?part=play&type=audio%2Fmp4");
});

test("new voice messages play on; only another message ends that", () => {
  const all = [
    said(1, "voice"),
    said(2, "reaction", { ref: 1 }),
    said(3, "system"),
    said(4, "voice"),
    said(5, "voice", { recalled: true }),
    said(6, "voice"),
    said(7, "text"),
    said(8, "voice"),
  ];
  const after = (seq: number, isNew = () => true) =>
    following(all, all[seq - 1]!, isNew, counts)?.seq ?? null;
  expect(after(1)).toBe(4);
  expect(after(4)).toBe(6);
  expect(after(6)).toBeNull();
  expect(after(8)).toBeNull();
  expect(after(1, () => false)).toBeNull();
});

test("loudness follows the ear", () => {
  expect(loudness(new Float32Array(100))).toBe(0);
  expect(loudness(new Float32Array(100).fill(1))).toBe(1);
  const half = loudness(new Float32Array(100).fill(0.1));
  expect(half).toBeGreaterThan(0.5);
  expect(half).toBeLessThan(0.7);
});

test("many levels become few peaks, and the loud ones stay", () => {
  const levels = Array.from({ length: 640 }, (_, i) => (i === 333 ? 1 : 0.1));
  const peaks = peaksOf(levels);
  expect(peaks).toHaveLength(64);
  expect(peaks.indexOf(31)).toBe(33);
  expect(peaks.filter((p) => p === 31)).toHaveLength(1);
  expect(peaksOf([0.5, 1])).toEqual([16, 31]);
  expect(peaksOf([])).toEqual([]);
});

test("a picture keeps its shape when it is made small, and is never made large", () => {
  expect(within({ width: 4000, height: 3000 }, 1600)).toEqual({ width: 1600, height: 1200 });
  expect(within({ width: 30, height: 90 }, 1600)).toEqual({ width: 30, height: 90 });
  expect(within({ width: 90_000, height: 1 }, 1600)).toEqual({ width: 1600, height: 1 });
});

test("in a chat a picture has its shape, but no picture is a line", () => {
  expect(fit(1600, 1200)).toEqual({ width: 236, height: 177 });
  expect(fit(1200, 1600)).toEqual({ width: 225, height: 300 });
  expect(fit(10_000, 10)).toEqual({ width: 236, height: 84 });
  expect(fit(10, 10_000)).toEqual({ width: 108, height: 300 });
});

const stage = { width: 400, height: 800 };
const picture = { width: 800, height: 800 };

test("all of a picture is seen at first", () => {
  expect(shown(picture, stage)).toEqual({ width: 400, height: 400 });
});

test("what is under the fingers stays there", () => {
  const near = zoomed(WHOLE, 2, { x: 100, y: 50 });
  expect(near).toEqual({ scale: 2, x: -100, y: -50 });
  expect(zoomed(near, 1, { x: 100, y: 50 })).toEqual({ scale: 1, x: 0, y: 0 });
});

test("one can't move a picture off the stage", () => {
  expect(held({ scale: 2, x: 900, y: 900 }, picture, stage)).toEqual({ scale: 2, x: 200, y: 0 });
  expect(held({ scale: 0.5, x: 9, y: 9 }, picture, stage)).toMatchObject({ scale: 1 });
  expect(held({ scale: 99, x: 0, y: 0 }, picture, stage).scale).toBe(6);
});

test("a flick turns the page, a small move does not, a move back does not", () => {
  expect(turned(-200, -0.3, 400)).toBe(1);
  expect(turned(40, 0.9, 400)).toBe(-1);
  expect(turned(-40, -0.1, 400)).toBe(0);
  expect(turned(-200, 0.6, 400)).toBe(0);
});
