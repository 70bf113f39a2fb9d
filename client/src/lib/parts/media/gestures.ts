import { NEAR, type Point } from "./zoom";

export type GesturePorts = {
  /** Whether a drag moves the picture (it is near) or the pages. */
  near: () => boolean;
  pan: (dx: number, dy: number) => void;
  pinch: (by: number, at: Point) => void;
  /** Pages follow the finger: px from where it began; `speed` in px/ms when it is let go. */
  drag: (dx: number, dy: number) => void;
  drop: (dx: number, dy: number, speed: number) => void;
  /** Lifted after a pinch or a pan. */
  settle: () => void;
  tap: () => void;
  twice: (scale: number, at: Point) => void;
};

const TWICE = 280;
const STILL = 9;

/** Fingers on a stage: one drags, two pinch, one taps once or twice. The wheel zooms. */
export function gestures(node: HTMLElement, ports: GesturePorts) {
  const fingers = new Map<number, Point>();
  let from: Point & { at: number } = { x: 0, y: 0, at: 0 };
  let way: "none" | "drag" | "pan" | "pinch" = "none";
  let tapped = -TWICE;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const here = (event: MouseEvent): Point => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
  };
  const gap = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

  function down(event: PointerEvent) {
    if ((event.target as Element).closest("button, a, video")) return;
    node.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, here(event));
    if (fingers.size === 1) {
      from = { ...here(event), at: event.timeStamp };
      way = "none";
    } else way = "pinch";
  }

  function move(event: PointerEvent) {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = here(event);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    if (other) {
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      return ports.pinch(gap(now, other) / (gap(before, other) || 1), middle);
    }
    if (way === "none" && gap(now, from) > STILL) way = ports.near() ? "pan" : "drag";
    if (way === "pan") ports.pan(now.x - before.x, now.y - before.y);
    if (way === "drag") ports.drag(now.x - from.x, now.y - from.y);
  }

  function up(event: PointerEvent) {
    if (!fingers.delete(event.pointerId) || fingers.size) return;
    const now = here(event);
    const took = Math.max(1, event.timeStamp - from.at);
    if (way === "drag") ports.drop(now.x - from.x, now.y - from.y, (now.x - from.x) / took);
    else if (way !== "none") ports.settle();
    else if (event.type === "pointerup") tap(now, event.timeStamp);
  }

  /** `when` the finger was lifted, however late we come to hear of it. */
  function tap(at: Point, when: number) {
    clearTimeout(timer);
    if (when - tapped < TWICE) {
      tapped = -TWICE;
      return ports.twice(ports.near() ? 1 : NEAR, at);
    }
    tapped = when;
    timer = setTimeout(() => ports.tap(), TWICE);
  }

  function wheel(event: WheelEvent) {
    event.preventDefault();
    ports.pinch(1.0016 ** -event.deltaY, here(event));
    ports.settle();
  }

  node.addEventListener("pointerdown", down);
  node.addEventListener("pointermove", move);
  node.addEventListener("pointerup", up);
  node.addEventListener("pointercancel", up);
  node.addEventListener("wheel", wheel, { passive: false });
  return { destroy: () => clearTimeout(timer) };
}
