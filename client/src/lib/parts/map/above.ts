/** Elements that stand above points of a map, and those that move. */
import { Gait } from "./motion";
import { viewOf, type Pixel, type Point } from "./projection";

type Mark = { node: HTMLElement; spot: Pixel };
type Held = { to: (point: Point) => void; gone: () => void };

export class Above {
  private readonly marks = new Set<Mark>();

  constructor(private readonly onScreen: (spot: Pixel) => Pixel) {}

  /** Keeps an element above a point of the ground; answers how to let it go. `goes`: it moves. */
  hold(node: HTMLElement, point: Point, goes: boolean): Held {
    const mark: Mark = { node, spot: viewOf(point, 0) };
    this.marks.add(mark);
    const put = (spot: Pixel) => {
      mark.spot = spot;
      this.put(mark);
    };
    const gait = new Gait(put);
    const to = (other: Point) => {
      const spot = viewOf(other, 0);
      if (goes) gait.to(spot);
      else put(spot);
    };
    const gone = () => {
      gait.halt();
      this.marks.delete(mark);
    };
    to(point);
    return { to, gone };
  }

  putAll(): void {
    for (const mark of this.marks) this.put(mark);
  }

  private put({ node, spot }: Mark): void {
    const { x, y } = this.onScreen(spot);
    node.style.transform = `translate(${x}px,${y}px)`;
  }
}
