import { MOST } from "./going-on";

/** What each device sends to each other one, which it encodes and sends for each of them anew. */
export type Quality = { width: number; height: number; fps: number; kbps: number };

/** By how many people are in the call, as docs/calls.md says. */
const QUALITIES: [people: number, Quality][] = [
  [2, { width: 1280, height: 720, fps: 30, kbps: 1500 }],
  [3, { width: 960, height: 540, fps: 24, kbps: 700 }],
  [4, { width: 640, height: 360, fps: 20, kbps: 450 }],
  [6, { width: 480, height: 270, fps: 15, kbps: 220 }],
  [MOST, { width: 320, height: 180, fps: 15, kbps: 130 }],
];

export const quality = (people: number): Quality =>
  (QUALITIES.find(([most]) => people <= most) ?? QUALITIES.at(-1)!)[1];
