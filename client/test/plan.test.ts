import { expect, test } from "vitest";
import {
  paint,
  placed,
  remove,
  setCategory,
  setKind,
  troubles,
  type PlanFile,
} from "$lib/tickets/plan";
import {
  addRows,
  addZone,
  isPlain,
  nextName,
  numbers,
  setRow,
  specOf,
  stretchRows,
  type RowSpec,
} from "$lib/tickets/plan-rows";
import { beside } from "$lib/tickets/seat-keys";

const empty: PlanFile = {
  name: "Hall",
  categories: [
    { name: "Seat", color: "#2a6a92" },
    { name: "Box", color: "#7c47d0" },
  ],
  zones: [{ name: "", rows: [], areas: [] }],
};
const spec: RowSpec = {
  name: "A",
  count: 6,
  numbering: "left",
  category: "Seat",
  aisle: 2,
  curve: 0,
  gap: 100,
};
let made = 0;
const guid = () => `g${made++}`;
const hall = () => addRows(empty, 0, spec, 3, guid);
const all = (plan: PlanFile) => plan.zones.flatMap((z) => z.rows.flatMap((r) => r.seats));

test("rows are numbered from the left, the right, or odd and even from the middle", () => {
  expect(numbers(4, "left")).toEqual(["1", "2", "3", "4"]);
  expect(numbers(4, "right")).toEqual(["4", "3", "2", "1"]);
  expect(numbers(5, "odd_even")).toEqual(["5", "3", "1", "2", "4"]);
});

test.each([
  ["A", "B"],
  ["Z", "AA"],
  ["AZ", "BA"],
  ["9", "10"],
  ["Box B", "Box C"],
  ["back", "back 2"],
])("after row %s comes %s", (name, next) => expect(nextName(name)).toBe(next));

test("rows stand behind each other, and an aisle parts them", () => {
  const seats = placed(hall());
  expect(seats.row).toEqual([..."AAAAAABBBBBBCCCCCC"]);
  expect(new Set(seats.y).size).toBe(3);
  expect(seats.bank.slice(0, 6)).toEqual([0, 0, 1, 1, 1, 1]);
  expect(beside(seats, 0, "ArrowDown")).toBe(6);
  expect(new Set(all(hall()).map((one) => one.seat_guid)).size).toBe(18);
});

test("a row says what it was made of, curved or not, and can be made again", () => {
  const wide = { ...spec, gap: 137.5 };
  for (const one of [spec, wide, { ...spec, numbering: "odd_even" as const, curve: 5, aisle: 0 }]) {
    const plan = addRows(empty, 0, one, 1, guid);
    expect(specOf(plan.zones[0]!.rows[0]!)).toEqual(one);
    expect(isPlain(plan, { zone: 0, row: 0 })).toBe(true);
  }
});

test("rows are stretched to the widest one, aisles and what was placed by hand too", () => {
  const short = addRows(hall(), 0, { ...spec, name: "S", count: 4, aisle: 0 }, 1, guid);
  const bowed = addRows(short, 0, { ...spec, name: "T", count: 5, aisle: 3, curve: 4 }, 1, guid);
  const rows = bowed.zones[0]!.rows;
  rows[1]!.seats[0]!.position = { x: 60, y: 3 };
  const { x, row } = placed(stretchRows(bowed, 0, guid));
  const edges = (name: string) => {
    const at = x.filter((_, n) => row[n] === name);
    return [Math.round(Math.min(...at)), Math.round(Math.max(...at))];
  };
  for (const name of ["A", "B", "C", "S", "T"]) expect(edges(name)).toEqual([25, 175]);
  const after = stretchRows(bowed, 0, guid);
  expect(specOf(after.zones[0]!.rows[4]!)).toMatchObject({ count: 5, aisle: 3, curve: 4 });
  expect([0, 3, 4].every((n) => isPlain(after, { zone: 0, row: n }))).toBe(true);
  expect(stretchRows(after, 0, guid)).toEqual(after);
});

test("a row that grows keeps its seats and what they are", () => {
  const before = setKind(paint(hall(), [0], "Box"), [1], "wheelchair");
  const after = setRow(before, { zone: 0, row: 0 }, { ...spec, count: 7, aisle: 3 }, guid);
  const [one, other] = all(after);
  expect(one!.category).toBe("Box");
  expect(other!.x?.kind).toBe("wheelchair");
  expect(one!.seat_guid).toBe(all(before)[0]!.seat_guid);
  expect(all(after)).toHaveLength(19);
  expect(
    all(setRow(after, { zone: 0, row: 0 }, { ...spec, count: 2, aisle: 0 }, guid)),
  ).toHaveLength(14);
});

test("seats are painted, are special, and go; a row without seats goes as well", () => {
  const plan = hall();
  const seat = all(setKind(setKind(plan, [3], "couple"), [3], "seat"))[3]!;
  expect(seat.x).toBeUndefined();
  expect(all(plan)[3]!.category).toBe("Seat");
  const gone = remove(plan, [0, 1, 2, 3, 4, 5]);
  expect(gone.zones[0]!.rows.map((row) => row.row_number)).toEqual(["B", "C"]);
  const renamed = setCategory(plan, 0, { name: "Stalls", color: "#000000" });
  expect(new Set(all(renamed).map((one) => one.category))).toEqual(new Set(["Stalls"]));
});

test("what cannot be sold is told with where it is", () => {
  expect(troubles(empty)).toEqual([{ where: "", what: "empty" }]);
  expect(troubles(hall())).toEqual([]);
  const twice = addRows(hall(), 0, { ...spec, name: "A" }, 1, guid);
  expect(troubles(twice)).toEqual([{ where: "A", what: "row" }]);
  const balcony = addRows(addZone(hall(), "Balcony"), 1, spec, 1, guid);
  expect(troubles(balcony)).toEqual([]);
  expect(Math.max(...placed(balcony).y)).toBe(placed(balcony).y.at(-1));
  const same = hall();
  same.zones[0]!.rows[0]!.seats[1]!.seat_number = "1";
  expect(troubles(same)).toEqual([{ where: "A", what: "number" }]);
  expect(troubles(setCategory(hall(), 1, { name: "Seat", color: "#000000" }))).toContainEqual({
    where: "",
    what: "category",
  });
});
