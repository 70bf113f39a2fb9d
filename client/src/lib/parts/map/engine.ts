/**
 * A map of vector tiles that moves. While it does only CSS transforms change: of one plane with all
 * tiles and words in it, and of what stands above. Words are written anew when it rests.
 */
import { Above } from "./above";
import { Floor, NEAREST, ratio } from "./floor";
import { signAt, Writer, type Found, type Sign } from "./labels";
import { calm, Motion } from "./motion";
import { coloursOf, type Colours } from "./paint";
import * as p from "./projection";
import { readsOf, type Tiles } from "./tiles";
import { measuring, write, type Looks } from "./write";

const REST_MS = 120;
const REACH = 22;
/** Farther away than this, in px, one is there at once. */
const FLIGHT_PX = 1500;

export type Given = {
  tiles: Tiles;
  bounds: p.Box;
  looks: Looks;
  language: string;
  view: p.View;
  /** It rests, and shows this. */
  onview: (view: p.View) => void;
  /** Whether something is still to be painted, and whether something could not be had. */
  onstate: (busy: boolean, missing: boolean) => void;
};

export class TownMap {
  view: p.View;
  private size: p.Size = { width: 0, height: 0 };
  private anchor: p.View;
  private colours: Colours;
  private readonly floor: Floor;
  private signs: Sign[] = [];
  private found: readonly Found[] | null = null;
  private own: readonly Found[] = [];
  readonly above = new Above((spot) => p.toScreen(this.view, this.size, spot));
  private frame = 0;
  private readonly motion = new Motion(this);
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly plane: HTMLElement,
    private readonly words: HTMLCanvasElement,
    private readonly given: Given,
  ) {
    this.view = this.anchor = given.view;
    this.colours = coloursOf(plane);
    this.floor = new Floor(given.tiles, words, () => this.soon());
  }

  /** The room that it has, in css px. */
  resize(size: p.Size): void {
    this.size = size;
    this.words.width = Math.round(size.width * ratio());
    this.words.height = Math.round(size.height * ratio());
    this.jump(this.view);
  }

  /** By day and by night it has other colours. */
  recolour(): void {
    this.colours = coloursOf(this.plane);
    this.floor.clear("all");
    this.settle();
  }

  speak(language: string): void {
    if (language === this.given.language) return;
    this.given.language = language;
    this.settle();
  }

  /** What was looked for, instead of all places; null: nothing is, and `own` stands beside them. */
  show(found: readonly Found[] | null, own: readonly Found[]): void {
    if (found === this.found && own === this.own) return;
    [this.found, this.own] = [found, own];
    this.settle();
  }

  /** What did not come is asked for again. */
  again(): void {
    this.floor.clear("poor");
    this.settle();
  }

  drag(dx: number, dy: number): void {
    this.halt();
    this.move(p.dragged(this.view, dx, dy));
  }

  zoom(by: number, at: p.Pixel): void {
    this.halt();
    this.move(this.nearer(by, at));
  }

  /** To another view: on a way, where that is short and the person does not mind motion. */
  fly(to: p.View): void {
    this.halt();
    const [from, target] = [this.view, this.bound(to)];
    const { x, y } = p.toScreen(from, this.size, target);
    const far = Math.hypot(x - this.size.width / 2, y - this.size.height / 2) > FLIGHT_PX;
    if (calm() || far || !this.size.width) return this.jump(target);
    this.motion.fly(from, target);
  }

  /** By so many px, or zooms. */
  flyBy(dx: number, dy: number, by = 0, at?: p.Pixel): void {
    const middle = { x: this.size.width / 2, y: this.size.height / 2 };
    this.fly(by ? this.nearer(by, at ?? middle) : p.dragged(this.view, dx, dy));
  }

  fit(points: readonly p.Point[], most: number): void {
    this.fly(p.fitting(points, this.size, most));
  }

  /** Goes on by itself after it was let go. */
  glide(speed: p.Pixel): void {
    this.motion.glide(speed);
  }

  /** The point of the ground there, and the sign of a place. */
  at(pixel: p.Pixel): { point: p.Point; sign: Sign | null } {
    const point = p.pointOf(p.fromScreen(this.view, this.size, pixel));
    return { point, sign: signAt(this.signs, pixel, REACH) };
  }

  halt(): void {
    this.motion.halt();
  }

  stop(): void {
    this.halt();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.resting);
    this.floor.stop();
  }

  /** All of the town fits the farthest view, and little more. */
  private get zooms(): p.Zooms {
    const [west, south, east, north] = this.given.bounds;
    const corners = [
      { lat: south, lon: west },
      { lat: north, lon: east },
    ];
    const whole = p.fitting(corners, this.size, NEAREST, 0).zoom - 0.3;
    return { min: Math.max(this.given.tiles.zooms.min, whole), max: NEAREST };
  }

  private bound(view: p.View): p.View {
    return p.bounded(view, this.given.bounds, this.zooms);
  }

  private nearer(by: number, at: p.Pixel): p.View {
    const { min, max } = this.zooms;
    return p.zoomed(this.view, this.size, p.within(this.view.zoom + by, min, max), at);
  }

  private jump(view: p.View): void {
    if (!this.size.width) return void (this.view = view);
    this.view = this.bound(view);
    this.settle();
  }

  move(view: p.View): void {
    this.view = this.bound(view);
    this.soon();
    this.rest();
  }

  private rest(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.settle(), REST_MS);
  }

  private soon(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  /** One frame: all that moves is moved, and at most one tile is painted. */
  private draw(): void {
    const { x, y } = p.toScreen(this.view, this.size, this.anchor);
    const scale = 2 ** (this.view.zoom - this.anchor.zoom);
    const left = x - (this.size.width / 2) * scale;
    const top = y - (this.size.height / 2) * scale;
    this.plane.style.transform = `translate(${left}px,${top}px) scale(${scale})`;
    this.above.putAll();
    if (this.floor.paintOne(this.colours, this.shown)) {
      this.soon();
      this.rest();
    }
    this.floor.want(this.shown);
    this.given.onstate(this.floor.busy, this.floor.missing);
  }

  private settle(): void {
    if (!this.size.width) return;
    this.anchor = this.view;
    this.floor.layAll(this.shown);
    this.draw();
    this.write();
    this.given.onview(this.view);
  }

  private write(): void {
    const g = this.words.getContext("2d")!;
    g.setTransform(ratio(), 0, 0, ratio(), 0, 0);
    g.clearRect(0, 0, this.size.width, this.size.height);
    const { looks, language } = this.given;
    const writer = new Writer(
      this.view,
      this.size,
      language,
      measuring(g),
      (spot) => looks(spot).far,
    );
    const { texts, signs } = writer.all(readsOf(this.floor.seen()), this.found, this.own);
    this.signs = signs;
    write(g, { texts, signs }, this.colours, looks);
  }

  private get shown() {
    const { view, anchor, size } = this;
    return { view, anchor, size };
  }
}
