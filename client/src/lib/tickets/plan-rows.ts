/** Rows of a plan made from what somebody says of them: how many seats, how numbered, how curved. */
import {
  rowAt,
  ROW,
  SEAT,
  withRows,
  type PlanFile,
  type PlanRow,
  type RowAt,
  type Seat,
} from "./plan";

export const NUMBERINGS = ["left", "right", "odd_even"] as const;
export type Numbering = (typeof NUMBERINGS)[number];
export type RowSpec = {
  name: string;
  count: number;
  numbering: Numbering;
  category: string;
  /** After so many seats there is an aisle; 0: there is none. */
  aisle: number;
  /** How far the ends bend towards the stage, in tenths of a row; below 0: away from it. */
  curve: number;
  /** How far seats are from each other, in percent of what is usual. */
  gap: number;
};
export const USUAL_GAP = 100;
export const MOST_IN_ROW = 200;

/** The number of each seat, from the left as one looks at the stage. */
export function numbers(count: number, way: Numbering): string[] {
  const all = [...Array(count).keys()].map((n) => n + 1);
  if (way === "right") return all.reverse().map(String);
  if (way === "left") return all.map(String);
  // Odd ones from the middle to the left, even ones to the right, as in old theatres.
  const odd = all.filter((n) => n % 2).reverse();
  return [...odd, ...all.filter((n) => n % 2 === 0)].map(String);
}

/** What follows a row's name: B after A, 8 after 7, AA after Z. */
export function nextName(name: string): string {
  if (/^\d+$/.test(name)) return String(Number(name) + 1);
  const match = /^(.*?)([A-Z]+)$/.exec(name);
  if (!match) return `${name} 2`.trim();
  const [, before, letters] = match;
  let value = 0;
  for (const one of letters!) value = value * 26 + one.charCodeAt(0) - 64;
  let next = "";
  for (value++; value > 0; value = Math.floor((value - 1) / 26))
    next = String.fromCharCode(65 + ((value - 1) % 26)) + next;
  return before + next;
}

const apart = ({ gap }: RowSpec): number => (SEAT * gap) / 100;
const aisleOf = ({ aisle, count }: RowSpec): number => (aisle > 0 && aisle < count ? SEAT : 0);
const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Seats of a row in its own plane. Those that were there before keep what they are. */
export function seatsOf(spec: RowSpec, before: readonly Seat[], guid: () => string): Seat[] {
  const middle = (spec.count - 1) / 2 || 1;
  return numbers(spec.count, spec.numbering).map((seat_number, n) => {
    const old = before[n];
    const past = n >= spec.aisle ? aisleOf(spec) : 0;
    const bend = ((n - (spec.count - 1) / 2) / middle) ** 2 * spec.curve * (ROW / 10);
    const position = {
      x: tenths(SEAT + n * apart(spec)) + past,
      y: bend ? -Math.round(bend * 10) / 10 : 0,
    };
    const { aisle: _, ...kept } = old?.x ?? {};
    const x = n === spec.aisle - 1 ? { ...kept, aisle: true } : kept;
    const seat: Seat = {
      seat_guid: old?.seat_guid ?? guid(),
      seat_number,
      category: old?.category ?? spec.category,
      position,
    };
    return Object.keys(x).length ? { ...seat, x } : seat;
  });
}

/** A row as somebody would say what it is. */
export function specOf(row: PlanRow): RowSpec {
  const said = row.seats.map((one) => one.seat_number);
  const same = (way: Numbering) => numbers(said.length, way).every((one, n) => one === said[n]);
  const [first, last] = [row.seats[0], row.seats[row.seats.length >> 1]];
  const bend = (last?.position?.y ?? 0) - (first?.position?.y ?? 0);
  return {
    name: row.row_number,
    count: said.length,
    numbering: NUMBERINGS.find(same) ?? "left",
    category: row.seats[0]?.category ?? "",
    aisle: row.seats.findIndex((one) => one.x?.aisle) + 1,
    curve: Math.round((bend / ROW) * 10),
    gap: gapOf(row),
  };
}

/** How far the seats of a row are from each other, aisles aside. */
function gapOf({ seats }: PlanRow): number {
  const at = seats.map((one) => one.position?.x ?? 0);
  const gaps = at.slice(1).map((x, n) => Math.abs(x - at[n]!) - (seats[n]!.x?.aisle ? SEAT : 0));
  // Of a long row the mean of all is more exact than what was rounded.
  const least = Math.min(...gaps);
  const usual = gaps.filter((one) => one < least + 1);
  const mean = usual.reduce((sum, one) => sum + one, 0) / usual.length;
  return usual.length && mean > 0 ? tenths((mean / SEAT) * 100) : USUAL_GAP;
}

/** So many rows more at the end of a zone, each behind the one before and named after it. */
export function addRows(
  plan: PlanFile,
  zone: number,
  spec: RowSpec,
  many: number,
  guid: () => string,
): PlanFile {
  return withRows(plan, zone, (rows) => {
    const made = [...rows];
    let name = spec.name;
    for (let n = 0; n < many; n++) {
      const y = (made.at(-1)?.position?.y ?? 0) + ROW;
      made.push({
        row_number: name,
        row_number_position: "both",
        position: { x: 0, y },
        seats: seatsOf(spec, [], guid),
      });
      name = nextName(name);
    }
    return made;
  });
}

/** A row as it is said to be now; its place stays. */
export const setRow = (plan: PlanFile, at: RowAt, spec: RowSpec, guid: () => string): PlanFile =>
  withRows(plan, at.zone, (rows) =>
    rows.map((row, n) =>
      n === at.row ? { ...row, row_number: spec.name, seats: seatsOf(spec, row.seats, guid) } : row,
    ),
  );

/** All rows of a zone become as wide as its widest one; what was placed by hand keeps its proportions. */
export function stretchRows(plan: PlanFile, zone: number, guid: () => string): PlanFile {
  const rows = plan.zones[zone]!.rows;
  const ends = rows.map((row) => {
    const at = row.seats.map((one) => (row.position?.x ?? 0) + (one.position?.x ?? 0));
    return { left: Math.min(...at), right: Math.max(...at) };
  });
  const widths = ends.map(({ left, right }) => right - left);
  const width = Math.max(...widths);
  const { left } = ends[widths.indexOf(width)]!;
  return withRows(plan, zone, () =>
    rows.map((row, n) => {
      if (row.seats.length < 2 || widths[n] === width) return row;
      const spec = specOf(row);
      const plain = isPlain(plan, { zone, row: n });
      const gap = ((width - aisleOf(spec)) / (SEAT * (spec.count - 1))) * 100;
      const first = Math.min(...row.seats.map((one) => one.position?.x ?? 0));
      const wider = (one: Seat): Seat => {
        const { x, y } = one.position ?? { x: 0, y: 0 };
        return { ...one, position: { x: tenths(SEAT + (x - first) * (width / widths[n]!)), y } };
      };
      const seats = plain ? seatsOf({ ...spec, gap }, row.seats, guid) : row.seats.map(wider);
      return { ...row, position: { x: left - SEAT, y: row.position?.y ?? 0 }, seats };
    }),
  );
}

export const removeRow = (plan: PlanFile, at: RowAt): PlanFile =>
  withRows(plan, at.zone, (rows) => rows.filter((_, n) => n !== at.row));

/** The zone behind all others; seats of it begin below theirs. */
export function addZone(plan: PlanFile, name: string): PlanFile {
  const low = Math.max(
    0,
    ...plan.zones.flatMap((zone) =>
      zone.rows.map((row) => (zone.position?.y ?? 0) + (row.position?.y ?? 0)),
    ),
  );
  const position = { x: 0, y: low ? low + ROW : 0 };
  return { ...plan, zones: [...plan.zones, { name, position, rows: [], areas: [] }] };
}

/** How many seats a row has, and whether it is as its spec says: else its seats were moved by hand. */
export const isPlain = (plan: PlanFile, at: RowAt): boolean => {
  const row = rowAt(plan, at);
  const spec = specOf(row);
  const made = seatsOf(spec, row.seats, () => "");
  return made.every(
    (one, n) =>
      one.seat_number === row.seats[n]!.seat_number &&
      Math.abs((one.position?.x ?? 0) - (row.seats[n]!.position?.x ?? 0)) < 1,
  );
};
