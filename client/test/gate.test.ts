import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judge, ownVerify, readCode } from "$lib/tickets/gate";
import { beside, rowsOf, spacing } from "$lib/tickets/seat-keys";
import type { GateList, Plan } from "$lib/tickets/types";

type Case = { what: string; code: string; now: string; outcome: string };
const file = new URL("../../tests/tickets/gate_cases.json", import.meta.url);
const table = JSON.parse(readFileSync(file, "utf8")) as { list: GateList; cases: Case[] };
globalThis.crypto ??= webcrypto as Crypto;

test.each(table.cases)("a gate without network says to $what: $outcome", async (one) => {
  const verify = (await ownVerify())!;
  const verdict = await judge(one.code, table.list, Date.parse(one.now), verify);
  expect(verdict.outcome).toBe(one.outcome);
  const proven = one.what === "of a fare that is to be proven";
  expect(verdict.proof).toBe(proven ? "Student card" : "");
  if (one.outcome === "already_in") expect(verdict.gate).toBe("Door A");
});

test("what is read is what was written", () => {
  const code = readCode(table.cases[0]!.code)!;
  expect(code).toMatchObject({ key: 1, show: 42, seat: 17, category: 0, turn: 0 });
  expect(code.ticket).toBe("00000000-0000-0000-0000-000000000001");
});

/** Two rows of three, the second one without its last seat. */
const plan = {
  x: [0, 25, 50, 0, 25],
  y: [0, 0, 0, 28, 28],
  row: ["1", "1", "1", "2", "2"],
  zone: ["", "", "", "", ""],
  bank: [0, 0, 0, 1, 1],
} as Plan;

test("the keys go from seat to seat, and stay where there is none", () => {
  expect(beside(plan, 0, "ArrowRight")).toBe(1);
  expect(beside(plan, 0, "ArrowLeft")).toBe(0);
  expect(beside(plan, 1, "ArrowDown")).toBe(4);
  expect(beside(plan, 2, "ArrowDown")).toBe(4);
  expect(beside(plan, 4, "ArrowUp")).toBe(1);
  expect(beside(plan, 4, "ArrowRight")).toBe(2);
});

test("rows in words have their seats, and seats their distance", () => {
  expect(rowsOf(plan)).toEqual([
    { name: "1", seats: [0, 1, 2] },
    { name: "2", seats: [3, 4] },
  ]);
  expect(spacing(plan)).toBe(25);
});
