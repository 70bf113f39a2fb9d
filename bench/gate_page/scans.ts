/**
 * A gate without network: each code is read from a picture, as a camera's, and judged; then only the
 * signatures again, by the browser and by the peer.
 */
import encodeQR from "%CLIENT%/node_modules/qr/index.js";
import decodeQR from "%CLIENT%/node_modules/qr/decode.js";
import { judge, ownVerify, type Verify } from "%CLIENT%/src/lib/tickets/gate";
import * as noble from "@noble/ed25519";

const SIDE = 480;
const MARGIN = 4;

/** A frame with a code in it. */
function frame(text: string): ImageData {
  const modules = encodeQR(text, "raw", { ecc: "medium" });
  const scale = Math.floor(SIDE / (modules.length + 2 * MARGIN));
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const g = canvas.getContext("2d")!;
  g.fillStyle = "#fff";
  g.fillRect(0, 0, SIDE, SIDE);
  g.fillStyle = "#000";
  modules.forEach((row: boolean[], y: number) =>
    row.forEach((dark, x) => {
      if (dark) g.fillRect((x + MARGIN) * scale, (y + MARGIN) * scale, scale, scale);
    }),
  );
  return g.getImageData(0, 0, SIDE, SIDE);
}

const peer: Verify = (key, signature, message) => noble.verifyAsync(signature, message, key);

async function judged(codes: string[], list: never, now: number, verify: Verify) {
  const outcomes = new Map<string, number>();
  const began = performance.now();
  for (const code of codes) {
    const { outcome } = await judge(code, list, now, verify);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  const each = (performance.now() - began) / codes.length;
  return { each, outcomes: Object.fromEntries(outcomes) };
}

/** Milliseconds for each code, and what was said to them. */
Object.assign(window, {
  scan: async (codes: string[], list: never, now: number) => {
    const own = await ownVerify();
    if (!own) throw new Error("This browser has no Ed25519.");
    const frames = codes.slice(0, 40).map(frame);
    const began = performance.now();
    const read = frames.map((one) => decodeQR(one));
    const decode = (performance.now() - began) / frames.length;
    const alike = read.every((text, n) => text === codes[n]);
    return {
      decode,
      alike,
      own: await judged(codes, list, now, own),
      peer: await judged(codes, list, now, peer),
    };
  },
});
