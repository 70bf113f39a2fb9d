/** Reads Mapbox vector tiles (2.1), which are protocol buffers. Throws where the bytes are none. */
import type { Pixel } from "./projection";

export type Feature = {
  id: number;
  /** Only words: numbers and the like are of no use for drawing. */
  properties: Record<string, string>;
  /** Points, lines or rings, in units of the layer; rings end where they began. */
  lines: Pixel[][];
};
/** `features` reads them, and throws where the bytes are none. */
export type Layer = { name: string; extent: number; features: () => Feature[] };

/** Units to a side, where a layer says nothing; all tiles are drawn in so many. */
export const EXTENT = 4096;

const text = new TextDecoder();

const broken = () => new RangeError("no tile");

class Bytes {
  private at = 0;

  constructor(private readonly all: Uint8Array) {}

  get more(): boolean {
    return this.at < this.all.length;
  }

  varint(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.all[this.at++];
      if (byte === undefined) throw broken();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
      if (factor > 2 ** 63) throw broken();
    }
  }

  /** Each field's number and what is in it. Types: 0 a number, 1 eight bytes, 2 bytes, 5 four bytes. */
  fields(take: (field: number, bytes: Uint8Array, value: number) => void): void {
    while (this.more) {
      const tag = this.varint();
      const [field, wire] = [tag >>> 3, tag & 7];
      if (wire === 0) take(field, this.all, this.varint());
      else if (wire === 2) take(field, this.take(this.varint()), 0);
      else if (wire === 1 || wire === 5) this.take(wire === 1 ? 8 : 4);
      else throw broken();
    }
  }

  private take(count: number): Uint8Array {
    const start = this.at;
    this.at += count;
    if (this.at > this.all.length) throw broken();
    return this.all.subarray(start, this.at);
  }
}

function numbers(packed: Uint8Array): number[] {
  const bytes = new Bytes(packed);
  const all: number[] = [];
  while (bytes.more) all.push(bytes.varint());
  return all;
}

const unzigzag = (n: number) => (n % 2 ? -(n + 1) / 2 : n / 2);

/** A word; empty for what is none. */
function valueOf(bytes: Uint8Array): string {
  let found = "";
  new Bytes(bytes).fields((field, inside) => {
    if (field === 1) found = text.decode(inside);
  });
  return found;
}

function linesOf(commands: number[]): Pixel[][] {
  const lines: Pixel[][] = [];
  let [x, y] = [0, 0];
  for (let n = 0; n < commands.length;) {
    // 1: go there, 2: draw a line there, 7: back to the beginning.
    const command = commands[n]! & 7;
    let count = commands[n++]! >>> 3;
    const line = lines.at(-1);
    if (command === 7) {
      if (line) line.push(line[0]!);
      continue;
    }
    if (command !== 1 && command !== 2) throw broken();
    for (; count > 0 && n + 1 < commands.length; count--) {
      x += unzigzag(commands[n++]!);
      y += unzigzag(commands[n++]!);
      if (command === 1) lines.push([{ x, y }]);
      else line?.push({ x, y });
    }
  }
  return lines;
}

function featureOf(bytes: Uint8Array, keys: string[], values: string[]): Feature {
  const feature: Feature = { id: 0, properties: {}, lines: [] };
  new Bytes(bytes).fields((field, inside, value) => {
    if (field === 1) feature.id = value;
    else if (field === 4) feature.lines = linesOf(numbers(inside));
    else if (field === 2) {
      const tags = numbers(inside);
      for (let n = 0; n + 1 < tags.length; n += 2)
        feature.properties[keys[tags[n]!]!] = values[tags[n + 1]!] ?? "";
    }
  });
  return feature;
}

function layerOf(bytes: Uint8Array): Layer {
  let [name, extent] = ["", EXTENT];
  const [keys, values, features]: [string[], string[], Uint8Array[]] = [[], [], []];
  new Bytes(bytes).fields((field, inside, value) => {
    if (field === 1) name = text.decode(inside);
    else if (field === 2) features.push(inside);
    else if (field === 3) keys.push(text.decode(inside));
    else if (field === 4) values.push(valueOf(inside));
    else if (field === 5) extent = value;
  });
  return { name, extent, features: () => features.map((one) => featureOf(one, keys, values)) };
}

export function layersOf(tile: Uint8Array): Layer[] {
  const layers: Layer[] = [];
  new Bytes(tile).fields((field, inside) => {
    if (field === 3) layers.push(layerOf(inside));
  });
  return layers;
}
