/** Which square of a picture is seen: its middle in the picture's own pixels, and how near. */
export type View = { x: number; y: number; zoom: number };
export type Size = { width: number; height: number };

export const MOST_ZOOM = 5;

/** The side of the square that is seen, in pixels of the picture. */
export const sideOf = ({ width, height }: Size, { zoom }: View): number =>
  Math.min(width, height) / zoom;

const between = (low: number, x: number, high: number) => Math.min(Math.max(x, low), high);

/** The nearest view that shows nothing but picture. */
export function held(size: Size, view: View): View {
  const zoom = between(1, view.zoom, MOST_ZOOM);
  const half = sideOf(size, { ...view, zoom }) / 2;
  return {
    x: between(half, view.x, size.width - half),
    y: between(half, view.y, size.height - half),
    zoom,
  };
}

export const middle = (size: Size): View => ({ x: size.width / 2, y: size.height / 2, zoom: 1 });

/** The picture follows the finger; `dx` and `dy` in parts of the frame. */
export function moved(size: Size, view: View, dx: number, dy: number): View {
  const side = sideOf(size, view);
  return held(size, { ...view, x: view.x - dx * side, y: view.y - dy * side });
}

/** Nearer or farther; what is at (`px`, `py`), in parts of the frame from its middle, stays. */
export function zoomed(size: Size, view: View, to: number, px = 0, py = 0): View {
  const zoom = between(1, to, MOST_ZOOM);
  const gone = sideOf(size, view) - sideOf(size, { ...view, zoom });
  return held(size, { x: view.x + px * gone, y: view.y + py * gone, zoom });
}
