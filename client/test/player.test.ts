import { beforeEach, expect, test, vi } from "vitest";
import { Player, type Sound, type Track } from "$lib/chat/player.svelte";

/** Headphones that play at once and end when told. */
class Fake implements Sound {
  src = "";
  currentTime = 0;
  duration = 10;
  playbackRate = 1;
  broken = false;
  knows = /./;
  private acts: Record<string, () => void> = {};

  canPlayType = (type: string) => (this.knows.test(type) ? ("maybe" as const) : ("" as const));
  addEventListener = (name: string, act: () => void) => void (this.acts[name] = act);
  play = async () => {
    if (this.broken) throw new Error("NotSupportedError");
    this.acts.play!();
  };
  pause = () => this.acts.pause!();
  end = () => this.acts.ended!();
}

let sound: Fake;
let failed: () => void;
let player: Player;

beforeEach(() => {
  sound = new Fake();
  failed = vi.fn();
  player = new Player(() => sound, failed);
});

const track = (key: string, more: Partial<Track> = {}): Track => ({
  key,
  sources: [
    { type: "audio/ogg", url: `${key}.ogg` },
    { type: "audio/mp4", url: `${key}.m4a` },
  ],
  title: key,
  ...more,
});
const settled = () => new Promise((done) => setTimeout(done));

test("a tap plays, a second one pauses, a third goes on", async () => {
  const onstart = vi.fn();
  const one = track("one", { onstart });
  player.toggle(one);
  await settled();
  expect([player.current, player.playing, sound.src]).toEqual(["one", true, "one.ogg"]);
  expect(onstart).toHaveBeenCalled();
  player.toggle(one);
  expect(player.playing).toBe(false);
  sound.currentTime = 4;
  player.toggle(one);
  await settled();
  expect([player.playing, sound.currentTime]).toEqual([true, 4]);
});

test("another one takes its place", async () => {
  player.toggle(track("one"));
  player.toggle(track("two"));
  await settled();
  expect([player.current, sound.src]).toEqual(["two", "two.ogg"]);
});

test("a browser gets the form that it knows", async () => {
  sound.knows = /mp4/;
  player.toggle(track("one"));
  await settled();
  expect(sound.src).toBe("one.m4a");
});

test("what follows plays on, and then there is silence", async () => {
  const three = track("three");
  const two = track("two", { next: () => three });
  player.toggle(track("one", { next: () => two }));
  await settled();
  for (const key of ["two", "three"]) {
    sound.end();
    await settled();
    expect([player.current, player.playing]).toEqual([key, true]);
  }
  sound.end();
  expect([player.current, player.playing, player.at]).toEqual([null, false, 0]);
});

test("the speed is kept from one to the next", async () => {
  player.toggle(track("one"));
  await settled();
  player.faster();
  expect([player.rate, sound.playbackRate]).toEqual([1.5, 1.5]);
  sound.playbackRate = 1;
  player.toggle(track("two"));
  await settled();
  expect(sound.playbackRate).toBe(1.5);
  player.faster();
  player.faster();
  expect(player.rate).toBe(1);
});

test("one can be anywhere in it", async () => {
  player.seek(0.5);
  player.toggle(track("one"));
  await settled();
  player.seek(0.5);
  expect([sound.currentTime, player.at]).toEqual([5, 0.5]);
});

test("where one wants it to play is kept until it is known how long it is", async () => {
  sound.duration = NaN;
  player.toggle(track("one"));
  await settled();
  player.seek(0.9);
  expect(player.at).toBe(0.9);
  sound.duration = 10;
  await vi.waitFor(() => expect(sound.currentTime).toBe(9));
  expect(player.at).toBe(0.9);
});

test("what can't be played says so and is let go", async () => {
  sound.broken = true;
  player.toggle(track("one"));
  await settled();
  expect(failed).toHaveBeenCalled();
  expect(player.current).toBeNull();
});

test("another tab that plays silences this one", async () => {
  player.toggle(track("one"));
  await settled();
  const other = new Fake();
  const there = new Player(() => other);
  there.toggle(track("two"));
  await vi.waitFor(() => expect(player.playing).toBe(false));
  expect(there.playing).toBe(true);
});
