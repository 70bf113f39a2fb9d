/** How near a picture is, and how far its middle is moved, in px of the stage. */
export type Zoom = { scale: number; x: number; y: number };
export type Size = { width: number; height: number };
export type Point = { x: number; y: number };

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
export const NEAR = 2.5;
const NEAREST = 6;

const between = (low: number, x: number, high: number) => Math.min(Math.max(x, low), high);

/** What a picture of that shape takes of the stage when all of it is seen. */
export function shown(picture: Size, stage: Size): Size {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** The nearest to `zoom` at which no more emptiness is seen than has to be. */
export function held(zoom: Zoom, picture: Size, stage: Size): Zoom {
  const scale = between(1, zoom.scale, NEAREST);
  const { width, height } = shown(picture, stage);
  const [farX, farY] = [
    Math.max(0, (width * scale - stage.width) / 2),
    Math.max(0, (height * scale - stage.height) / 2),
  ];
  return { scale, x: between(-farX, zoom.x, farX), y: between(-farY, zoom.y, farY) };
}

/** To another scale; what is at `at` (px from the stage's middle) stays there. */
export function zoomed(zoom: Zoom, scale: number, at: Point): Zoom {
  const to = between(0.8, scale, NEAREST);
  const grown = to / zoom.scale;
  return { scale: to, x: at.x - (at.x - zoom.x) * grown, y: at.y - (at.y - zoom.y) * grown };
}

/** Where a flick of a list goes: -1, 0 or 1. `moved` in px, `speed` in px/ms. */
export function turned(moved: number, speed: number, width: number): -1 | 0 | 1 {
  const far = Math.abs(moved) > width * 0.32 || Math.abs(speed) > 0.45;
  if (!far || Math.sign(speed) === -Math.sign(moved)) return 0;
  return moved < 0 ? 1 : -1;
}
