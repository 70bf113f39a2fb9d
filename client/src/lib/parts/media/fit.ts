export type Size = { width: number; height: number };

/** px: what a picture in a chat is at most, and at least; a long strip shows its middle. */
const MOST = { width: 236, height: 300 };
const LEAST = { width: 108, height: 84 };

const between = (low: number, x: number, high: number) => Math.min(Math.max(x, low), high);

/** How large a picture of that shape is in a chat, so that nothing moves when it comes. */
export function fit(width: number, height: number): Size {
  const scale = Math.min(MOST.width / width, MOST.height / height);
  return {
    width: Math.round(between(LEAST.width, width * scale, MOST.width)),
    height: Math.round(between(LEAST.height, height * scale, MOST.height)),
  };
}
