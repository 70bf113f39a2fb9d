import { beforeEach, expect, test } from "vitest";
import { backOff, Stream, type Phase, type Wire } from "$lib/kernel/stream";
import type { ClientFrame, ServerFrame } from "$lib/kernel/types";

class Socket implements Wire {
  sent: ClientFrame[] = [];
  closed = false;
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;
  send(text: string) {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }
  close() {
    this.closed = true;
  }
  hear(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const SYNC = { t: "sync", cursor: "c2", reset: false, conversations: [], contacts: [] };
let sockets: Socket[];
let phases: Phase[];
let frames: ServerFrame[];
let timers: { run: () => void; ms: number }[];
let probes: number;
let now: number;
let stream: Stream;

const last = () => sockets.at(-1)!;
/** Lets the timer that is set now ring. */
const ring = () => timers.pop()!.run();

beforeEach(() => {
  [sockets, phases, frames, timers, probes] = [[], [], [], [], 0];
  now = 1_000_000;
  stream = new Stream({
    open: () => {
      sockets.push(new Socket());
      return last();
    },
    cursor: () => "c1",
    device: "d1",
    frame: (frame) => frames.push(frame),
    phase: (phase) => phases.push(phase),
    probe: () => probes++,
    later: (run, ms) => {
      const timer = { run, ms };
      timers.push(timer);
      return timer;
    },
    cancel: (timer) => (timers = timers.filter((t) => t !== timer)),
    random: () => 1,
    now: () => now,
  });
});

function live() {
  stream.start();
  last().onopen!();
  last().hear(SYNC);
}

test("it says hello with its cursor and is live once the answer is there", () => {
  live();
  expect(last().sent).toEqual([{ t: "hello", cursor: "c1", device: "d1", away: 0 }]);
  expect(phases).toEqual(["connecting", "live"]);
  expect(frames[0]).toMatchObject({ t: "sync", cursor: "c2" });
});

test("nothing is sent before it is live: the caller keeps it", () => {
  stream.start();
  last().onopen!();
  expect(stream.send({ t: "ping" })).toBe(false);
  last().hear(SYNC);
  expect(stream.send({ t: "read", conversation_id: "c", seq: 4 })).toBe(true);
});

test("a gap and a change each ask for a sync, and many at once ask once more after it", () => {
  live();
  last().hear({ t: "gap" });
  last().hear({ t: "changed", what: "contacts" });
  last().hear({ t: "changed", what: "me" });
  const asked = () => last().sent.filter((f) => f.t === "sync").length;
  expect(asked()).toBe(1);
  last().hear(SYNC);
  expect(asked()).toBe(2);
  last().hear(SYNC);
  expect(asked()).toBe(2);
});

test("a lost line is tried again, later each time, and at once when the network returns", () => {
  live();
  last().onclose!();
  expect(stream.phase).toBe("waiting");
  expect(timers.at(-1)!.ms).toBe(500);
  ring();
  last().onclose!();
  expect(timers.at(-1)!.ms).toBe(1000);
  const before = sockets.length;
  stream.wake();
  expect(sockets).toHaveLength(before + 1);
  expect(stream.phase).toBe("connecting");
});

test("after a sync the waiting starts small again", () => {
  live();
  for (let i = 0; i < 4; i++) {
    last().onclose!();
    ring();
  }
  last().onopen!();
  last().hear(SYNC);
  last().onclose!();
  expect(timers.at(-1)!.ms).toBe(500);
});

test("a try that never opened asks whether the session is still there", () => {
  stream.start();
  last().onclose!();
  expect(probes).toBe(1);
});

test("silence is broken by a ping; no word after it ends the line", () => {
  live();
  ring();
  expect(last().sent.at(-1)).toEqual({ t: "ping" });
  const socket = last();
  ring();
  expect(socket.closed).toBe(true);
  expect(stream.phase).toBe("waiting");
});

test("a pong keeps the line", () => {
  live();
  ring();
  last().hear({ t: "pong" });
  expect(timers).toHaveLength(1);
  expect(timers[0]!.ms).toBeGreaterThan(10_000);
  expect(stream.phase).toBe("live");
});

test("bye ends it for good", () => {
  live();
  const socket = last();
  socket.hear({ t: "bye", code: "session_ended" });
  expect(frames.at(-1)).toMatchObject({ t: "bye" });
  expect(socket.closed).toBe(true);
  expect(stream.phase).toBe("off");
  expect(timers).toEqual([]);
});

test("a stopped stream hears nothing more from its old socket", () => {
  live();
  const socket = last();
  stream.stop();
  socket.hear({ t: "message" });
  expect(frames.filter((f) => f.t === "message")).toEqual([]);
});

test("waiting grows to half a minute and is spread", () => {
  expect(backOff(0, 0)).toBe(250);
  expect(backOff(3, 1)).toBe(4000);
  expect(backOff(20, 1)).toBe(30_000);
});

test("it says for how long it heard nothing: since it began, since the line was last heard", () => {
  stream.start();
  now += 3_000;
  last().onclose!();
  now += 2_000;
  ring();
  last().onopen!();
  expect(last().sent.at(-1)).toMatchObject({ t: "hello", away: 5 });
  last().hear(SYNC);
  now += 60_000;
  last().hear({ t: "pong" });
  now += 10_000;
  last().onclose!();
  ring();
  last().onopen!();
  expect(last().sent.at(-1)).toMatchObject({ t: "hello", away: 10 });
  last().hear(SYNC);
  last().hear({ t: "changed", what: "me" });
  expect(last().sent.at(-1)).toMatchObject({ t: "sync", away: null });
});

test("a gap began nobody knows when, and is asked about until there is an answer", () => {
  live();
  last().hear({ t: "gap" });
  const away = () => (last().sent.at(-1) as { away: number }).away;
  expect(last().sent.at(-1)).toMatchObject({ t: "sync" });
  expect(away()).toBeGreaterThan(900);
  last().onclose!();
  ring();
  last().onopen!();
  expect(last().sent.at(-1)).toMatchObject({ t: "hello" });
  expect(away()).toBeGreaterThan(900);
});
