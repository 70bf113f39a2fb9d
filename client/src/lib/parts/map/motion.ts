/** Something that is heard of now and then goes on for as long as that took, at most so long. */
const GAIT_MS = 6000;

/** Goes from where it was to where it is by now; at once for who does not want motion. */
export class Gait {
  private at: Pixel | null = null;
  private heard = 0;
  private frame = 0;

  constructor(private readonly put: (spot: Pixel) => void) {}

  to(spot: Pixel): void {
    this.halt();
    const [from, begun] = [this.at, performance.now()];
    const ms = Math.min(GAIT_MS, begun - this.heard);
    this.heard = begun;
    if (!from || calm()) return this.reach(spot);
    const step = (now: number) => {
      const part = Math.min(1, Math.max(0, (now - begun) / ms));
      const way = (axis: keyof Pixel) => from[axis] + (spot[axis] - from[axis]) * part;
      this.reach({ x: way("x"), y: way("y") });
      if (part < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  halt(): void {
    cancelAnimationFrame(this.frame);
  }

  private reach(spot: Pixel): void {
    this.at = spot;
    this.put(spot);
  }
}

/** A map that goes by itself: to another view, or on after it was let go. */
import { dragged, type Pixel, type View } from "./projection";

const FLIGHT_MS = 260;
/** A throw loses all but a third of its speed in this time; slower ones, in px per ms, are none. */
const GLIDE_MS = 325;
const THROWN = 0.2;
const STANDS = 0.02;

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Motion {
  private frame = 0;

  constructor(private readonly map: { view: View; move: (view: View) => void }) {}

  halt(): void {
    cancelAnimationFrame(this.frame);
  }

  fly(from: View, to: View): void {
    let begun = 0;
    this.run((now) => {
      const part = Math.min(1, (now - (begun ||= now)) / FLIGHT_MS);
      const eased = 1 - (1 - part) ** 3;
      const way = (axis: keyof View) => from[axis] + (to[axis] - from[axis]) * eased;
      this.map.move({ x: way("x"), y: way("y"), zoom: way("zoom") });
      return part < 1;
    });
  }

  /** Ever slower; `speed` in px per ms. */
  glide({ x, y }: Pixel): void {
    const speed = Math.hypot(x, y);
    if (calm() || speed < THROWN) return;
    let [before, left] = [0, 1];
    this.run((now) => {
      const ms = before ? now - before : 16;
      [before, left] = [now, left * Math.exp(-ms / GLIDE_MS)];
      this.map.move(dragged(this.map.view, x * left * ms, y * left * ms));
      return speed * left > STANDS;
    });
  }

  private run(step: (now: number) => boolean): void {
    const next = (now: number) => {
      if (step(now)) this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }
}
