/** A seating plan as pretix writes it, and what an editor does with it. Nothing is changed in place. */
export const KINDS = ["seat", "wheelchair", "companion", "couple", "obstructed"] as const;
export type Kind = (typeof KINDS)[number];
export type Point = { x: number; y: number };
export type Seat = {
  seat_guid: string;
  seat_number: string;
  category: string;
  position?: Point;
  x?: { kind?: Kind; aisle?: boolean } & Record<string, unknown>;
};
export type PlanRow = {
  row_number: string;
  row_number_position?: string | null;
  position?: Point;
  seats: Seat[];
};
export type Zone = {
  name: string;
  position?: Point;
  rows: PlanRow[];
  areas?: Record<string, unknown>[];
};
export type Category = { name: string; color: string };
export type PlanFile = {
  name: string;
  categories: Category[];
  zones: Zone[];
  size?: { width: number; height: number };
  x?: Record<string, unknown>;
};
/** Where a row is: in which zone, as the how manieth. */
export type RowAt = { zone: number; row: number };

const ZERO: Point = { x: 0, y: 0 };
export const SEAT = 25;
export const ROW = 28;
/** The same as the server's: where seats are so many times further apart than usual. */
const AISLE = 1.6;
export const COLORS = ["#2a6a92", "#7c47d0", "#b3471d", "#3f7f5f", "#96356b", "#5b6470"];

export type Placed = {
  x: number[];
  y: number[];
  row: string[];
  zone: string[];
  number: string[];
  category: number[];
  bank: number[];
  kind: Kind[];
  at: RowAt[];
};

/** All seats as they are counted, where they stand in the plane. */
export function placed(plan: PlanFile): Placed {
  const found: Placed = {
    x: [],
    y: [],
    row: [],
    zone: [],
    number: [],
    category: [],
    bank: [],
    kind: [],
    at: [],
  };
  let bank = -1;
  for (const [z, zone] of plan.zones.entries())
    for (const [r, row] of zone.rows.entries()) {
      const ends = aisles(row);
      bank++;
      for (const [s, seat] of row.seats.entries()) {
        found.x.push(
          (zone.position ?? ZERO).x + (row.position ?? ZERO).x + (seat.position ?? ZERO).x,
        );
        found.y.push(
          (zone.position ?? ZERO).y + (row.position ?? ZERO).y + (seat.position ?? ZERO).y,
        );
        found.row.push(row.row_number);
        found.zone.push(zone.name);
        found.number.push(seat.seat_number);
        found.category.push(plan.categories.findIndex((one) => one.name === seat.category));
        found.bank.push(bank);
        found.kind.push(seat.x?.kind ?? "seat");
        found.at.push({ zone: z, row: r });
        if (ends.has(s)) bank++;
      }
    }
  return found;
}

function aisles({ seats }: PlanRow): Set<number> {
  const at = seats.map((one) => one.position ?? ZERO);
  const gaps = at.slice(1).map((one, n) => Math.hypot(one.x - at[n]!.x, one.y - at[n]!.y));
  const sorted = [...gaps].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const usual =
    sorted.length % 2 ? sorted[half]! : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
  return new Set(
    gaps.flatMap((gap, n) => (seats[n]!.x?.aisle || (usual > 0 && gap > AISLE * usual) ? [n] : [])),
  );
}

export const rowAt = (plan: PlanFile, { zone, row }: RowAt): PlanRow =>
  plan.zones[zone]!.rows[row]!;

export const withRows = (
  plan: PlanFile,
  zone: number,
  change: (rows: PlanRow[]) => PlanRow[],
): PlanFile => ({
  ...plan,
  zones: plan.zones.map((one, n) => (n === zone ? { ...one, rows: change(one.rows) } : one)),
});

/** These seats, changed or (`null`) gone; a row without seats is gone as well. */
export function withSeats(
  plan: PlanFile,
  chosen: readonly number[],
  change: (seat: Seat) => Seat | null,
): PlanFile {
  const these = new Set(chosen);
  let n = 0;
  const zones = plan.zones.map((zone) => ({
    ...zone,
    rows: zone.rows
      .map((row) => ({
        ...row,
        seats: row.seats.flatMap((seat) => {
          const after = these.has(n++) ? change(seat) : seat;
          return after ? [after] : [];
        }),
      }))
      .filter((row) => row.seats.length),
  }));
  return { ...plan, zones };
}

export const paint = (plan: PlanFile, chosen: readonly number[], category: string): PlanFile =>
  withSeats(plan, chosen, (seat) => ({ ...seat, category }));

export const setKind = (plan: PlanFile, chosen: readonly number[], kind: Kind): PlanFile =>
  withSeats(plan, chosen, ({ x = {}, ...seat }) => {
    const rest: Seat["x"] = { ...x };
    delete rest.kind;
    if (kind !== "seat") rest.kind = kind;
    return Object.keys(rest).length ? { ...seat, x: rest } : seat;
  });

export const remove = (plan: PlanFile, chosen: readonly number[]): PlanFile =>
  withSeats(plan, chosen, () => null);

/** What somebody calls a category from now on, and its seats with it. */
export function setCategory(plan: PlanFile, n: number, to: Category): PlanFile {
  const from = plan.categories[n]!.name;
  const all = plan.zones.flatMap((zone) => zone.rows.flatMap((row) => row.seats)).length;
  const renamed = withSeats(plan, [...Array(all).keys()], (seat) =>
    seat.category === from ? { ...seat, category: to.name } : seat,
  );
  const categories = plan.categories.map((one, at) => (at === n ? to : one));
  return { ...renamed, categories };
}

export type Trouble = { where: string; what: "number" | "category" | "row" | "empty" };

/** What cannot be sold like this, and where; the server says the same of what it is given. */
export function troubles(plan: PlanFile): Trouble[] {
  const found: Trouble[] = [];
  const names = plan.categories.map((one) => one.name.trim());
  if (new Set(names).size < names.length || names.some((one) => !one))
    found.push({ where: "", what: "category" });
  const rows = new Set<string>();
  for (const zone of plan.zones)
    for (const row of zone.rows) {
      const where = [zone.name, row.row_number].filter(Boolean).join(" ");
      const numbers = row.seats.map((one) => one.seat_number.trim());
      if (new Set(numbers).size < numbers.length || numbers.some((one) => !one))
        found.push({ where, what: "number" });
      if (rows.has(where) || !row.row_number.trim()) found.push({ where, what: "row" });
      rows.add(where);
    }
  if (!rows.size) found.push({ where: "", what: "empty" });
  return found;
}

export const extent = ({ x, y }: Pick<Placed, "x" | "y">): { width: number; height: number } => ({
  width: Math.max(0, ...x) + 2 * SEAT,
  height: Math.max(0, ...y) + 2 * ROW,
});
