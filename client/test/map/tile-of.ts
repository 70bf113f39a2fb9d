/** Writes vector tiles for tests, as the specification says (Mapbox vector tile 2.1), by hand. */
import { PbfWriter } from "pbf";

type Value = string | number | boolean;
export type Feature = {
  id?: number;
  type: "point" | "line" | "polygon";
  rings: [number, number][][];
  properties?: Record<string, Value>;
};
export type Layer = { name: string; extent?: number; features: Feature[] };

const TYPES = { point: 1, line: 2, polygon: 3 };
const command = (id: number, count: number) => (count << 3) | id;
const zigzag = (n: number) => (n << 1) ^ (n >> 31);

function geometry({ type, rings }: Feature): number[] {
  const all: number[] = [];
  let [x, y] = [0, 0];
  const go = ([to, down]: [number, number]) => {
    all.push(zigzag(to - x), zigzag(down - y));
    [x, y] = [to, down];
  };
  for (const ring of rings) {
    all.push(command(1, 1));
    go(ring[0]!);
    if (ring.length > 1) all.push(command(2, ring.length - 1));
    ring.slice(1).forEach(go);
    if (type === "polygon") all.push(command(7, 1));
  }
  return all;
}

function writeValue(value: Value, pbf: PbfWriter): void {
  if (typeof value === "string") pbf.writeStringField(1, value);
  else if (typeof value === "boolean") pbf.writeBooleanField(7, value);
  else pbf.writeDoubleField(3, value);
}

function writeLayer({ name, extent = 4096, features }: Layer, pbf: PbfWriter): void {
  const keys: string[] = [];
  const values: Value[] = [];
  const index = <T>(of: T[], one: T) => (of.includes(one) ? of.indexOf(one) : of.push(one) - 1);
  pbf.writeVarintField(15, 2);
  pbf.writeStringField(1, name);
  for (const feature of features) {
    const tags = Object.entries(feature.properties ?? {}).flatMap(([key, value]) => [
      index(keys, key),
      index(values, value),
    ]);
    pbf.writeMessage(
      2,
      (one: Feature, to: PbfWriter) => {
        if (one.id !== undefined) to.writeVarintField(1, one.id);
        to.writePackedVarint(2, tags);
        to.writeVarintField(3, TYPES[one.type]);
        to.writePackedVarint(4, geometry(one));
      },
      feature,
    );
  }
  for (const key of keys) pbf.writeStringField(3, key);
  for (const value of values) pbf.writeMessage(4, writeValue, value);
  pbf.writeVarintField(5, extent);
}

export function tileOf(...layers: Layer[]): Uint8Array {
  const pbf = new PbfWriter();
  for (const layer of layers) pbf.writeMessage(3, writeLayer, layer);
  return pbf.finish();
}
