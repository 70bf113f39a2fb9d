/** Fingers, a wheel and keys on a map. What they mean is plain arithmetic; who hears it moves. */
import type { Pixel } from "./projection";

export type Pair = readonly [Pixel, Pixel];
/** The map goes by `dx`, `dy`, and gets `by` zooms nearer while `at` stays. */
export type Pinch = { dx: number; dy: number; by: number; at: Pixel };
export type Hands = {
  /** Touched: what moved by itself stands. */
  hold: () => void;
  drag: (dx: number, dy: number) => void;
  zoom: (by: number, at: Pixel) => void;
  tap: (at: Pixel) => void;
  /** Nearer by one, at a place: tapped twice. */
  nearer: (at: Pixel) => void;
  /** Let go; how fast it went, in px per ms. */
  rest: (speed: Pixel) => void;
};

const TAP_PX = 8;
const TWICE_MS = 300;
const TWICE_PX = 30;
/** A finger that stood this long before it left throws nothing. */
const STOOD_MS = 60;
/** So much turning of a wheel is one zoom. */
const WHEEL = 240;
/** The wheel of a mouse turns in leaps: one of them is at most this. */
const LEAP = 0.6;

const middle = ([a, b]: Pair): Pixel => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const apart = ([a, b]: Pair): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));

/** What two fingers did to the map between two moments. */
export function pinch(was: Pair, is: Pair): Pinch {
  const [from, to] = [middle(was), middle(is)];
  return { dx: to.x - from.x, dy: to.y - from.y, by: Math.log2(apart(is) / apart(was)), at: to };
}

/** How many zooms a wheel turned; `mode` as in `WheelEvent.deltaMode`: px, lines or pages. */
export function wheeled(delta: number, mode: number): number {
  const px = delta * (mode === 1 ? 16 : mode === 2 ? 400 : 1);
  return Math.max(-LEAP, Math.min(LEAP, -px / WHEEL));
}

/** How fast something moves, from where it was at some moments. */
export class Speed {
  private seen: { at: number; x: number; y: number }[] = [];

  add(at: number, { x, y }: Pixel): void {
    this.seen = [...this.seen.filter((one) => at - one.at < 100), { at, x, y }];
  }

  /** In px per ms; nothing where it has stood before `now`. */
  of(now: number): Pixel {
    const [first, last] = [this.seen[0], this.seen.at(-1)];
    if (!first || !last || last.at === first.at || now - last.at > STOOD_MS) return { x: 0, y: 0 };
    const ms = last.at - first.at;
    return { x: (last.x - first.x) / ms, y: (last.y - first.y) / ms };
  }
}

/** Listens to a map's element; answers how to stop. */
export function listen(box: HTMLElement, hands: Hands): () => void {
  const fingers = new Map<number, Pixel>();
  let [speed, moved, tapped] = [new Speed(), 0, { at: -Infinity, x: 0, y: 0 }];
  const stop = new AbortController();
  const at = (event: MouseEvent): Pixel => {
    const { left, top } = box.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  function down(event: PointerEvent): void {
    if (event.button || (event.target as Element).closest("a, button")) return;
    box.setPointerCapture(event.pointerId);
    hands.hold();
    fingers.set(event.pointerId, at(event));
    if (fingers.size === 1) [speed, moved] = [new Speed(), 0];
    else moved = Infinity;
  }

  function move(event: PointerEvent): void {
    const was = fingers.get(event.pointerId);
    if (!was || fingers.size > 2) return;
    const is = at(event);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, is);
    moved += Math.hypot(is.x - was.x, is.y - was.y);
    if (!other) {
      speed.add(event.timeStamp, is);
      if (moved > TAP_PX) hands.drag(is.x - was.x, is.y - was.y);
      return;
    }
    const { dx, dy, by, at: middle } = pinch([was, other], [is, other]);
    hands.drag(dx, dy);
    hands.zoom(by, middle);
  }

  function up(event: PointerEvent): void {
    if (!fingers.delete(event.pointerId) || fingers.size) return;
    const lifted = event.type === "pointerup";
    if (moved > TAP_PX) hands.rest(lifted ? speed.of(event.timeStamp) : { x: 0, y: 0 });
    else if (lifted) tap(event);
  }

  function tap(event: PointerEvent): void {
    const is = { at: event.timeStamp, ...at(event) };
    const near = Math.hypot(is.x - tapped.x, is.y - tapped.y) < TWICE_PX;
    const twice = near && is.at - tapped.at < TWICE_MS;
    tapped = twice ? { at: -Infinity, x: 0, y: 0 } : is;
    if (twice) hands.nearer(is);
    else hands.tap(is);
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    hands.zoom(wheeled(event.deltaY, event.deltaMode), at(event));
  }

  const { signal } = stop;
  box.addEventListener("pointerdown", down, { signal });
  box.addEventListener("pointermove", move, { signal });
  box.addEventListener("pointerup", up, { signal });
  box.addEventListener("pointercancel", up, { signal });
  box.addEventListener("wheel", wheel, { signal, passive: false });
  return () => stop.abort();
}
