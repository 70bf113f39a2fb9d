/** Draws words and signs onto the canvas above the tiles. */
import type { Hue } from "../hues";
import type { Colours } from "./paint";
import type { Font, Measure, Sign, Text, Writing } from "./labels";

/**
 * A picture of one kind of place: a path in a square of 256, as Phosphor's icons have it. `far`: one
 * looks for it from afar.
 */
export type Look = { icon: string; hue: Hue; far: boolean };
export type Looks = (place: { kind: string; category: string }) => Look;

const FAMILY = 'system-ui, Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif';
const FONTS: Record<Font, string> = {
  town: `700 15px ${FAMILY}`,
  area: `600 12.5px ${FAMILY}`,
  street: `500 11.5px ${FAMILY}`,
  spot: `600 12px ${FAMILY}`,
  small: `500 10.5px ${FAMILY}`,
};
const INKS: Record<Font, string> = {
  town: "ink",
  area: "ink",
  street: "ink2",
  spot: "ink",
  small: "ink2",
};
const HALO = 3;
const RADIUS = 9;
const DOT = 4;
const GLYPH = 12;
const ICON = 256;

const widths = new Map<string, number>();

/** How wide words are, asked once of each. */
export const measuring =
  (g: CanvasRenderingContext2D): Measure =>
  (text, font) => {
    const key = font + text;
    let width = widths.get(key);
    if (width === undefined) {
      g.font = FONTS[font];
      widths.set(key, (width = g.measureText(text).width));
    }
    return width;
  };

const glyphs = new Map<string, Path2D>();

function glyphOf(icon: string): Path2D {
  let glyph = glyphs.get(icon);
  if (!glyph) glyphs.set(icon, (glyph = new Path2D(/ d="([^"]+)"/.exec(icon)?.[1])));
  return glyph;
}

function writeText(g: CanvasRenderingContext2D, one: Text, colours: Colours): void {
  g.save();
  g.translate(one.x, one.y);
  g.rotate(one.angle);
  g.font = FONTS[one.font];
  g.fillStyle = colours[INKS[one.font]]!;
  g.strokeText(one.text, 0, 0);
  g.fillText(one.text, 0, 0);
  g.restore();
}

function drawSign(g: CanvasRenderingContext2D, sign: Sign, look: Look, colours: Colours): void {
  g.beginPath();
  g.arc(sign.x, sign.y, sign.dot ? DOT : RADIUS, 0, 2 * Math.PI);
  g.fillStyle = colours[look.hue]!;
  g.stroke();
  g.fill();
  if (sign.dot) return;
  g.save();
  g.translate(sign.x - GLYPH / 2, sign.y - GLYPH / 2);
  g.scale(GLYPH / ICON, GLYPH / ICON);
  g.fillStyle = colours.halo!;
  g.fill(glyphOf(look.icon));
  g.restore();
}

/** `g` is scaled to css px, and empty. */
export function write(
  g: CanvasRenderingContext2D,
  { texts, signs }: Writing,
  colours: Colours,
  looks: Looks,
): void {
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.lineJoin = "round";
  g.lineWidth = HALO;
  g.strokeStyle = colours.halo!;
  // Dots below pictures.
  const drawn = [...signs].sort((a, b) => Number(b.dot) - Number(a.dot));
  for (const sign of drawn) drawSign(g, sign, looks(sign.spot), colours);
  for (const text of texts) writeText(g, text, colours);
}
