import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judge, ownVerify, readCode, withMoves, type Way } from "$lib/tickets/gate";
import { base64url, living, ticketSecret } from "$lib/tickets/live";
import { beside, rowsOf, spacing } from "$lib/tickets/seat-keys";
import type { GateList, Plan } from "$lib/tickets/types";

type Case = {
  what: string;
  code: string;
  now: string;
  outcome: string;
  way: Way;
  entrance: string;
  re_entry: boolean;
  live: boolean;
  opens_at: string | null;
  until: string | null;
};
const file = new URL("../../tests/tickets/gate_cases.json", import.meta.url);
const table = JSON.parse(readFileSync(file, "utf8")) as {
  list: GateList;
  secrets: Record<number, string>;
  cases: Case[];
};
globalThis.crypto ??= webcrypto as Crypto;

test.each(table.cases)("a gate without network says to $what: $outcome", async (one) => {
  const verify = (await ownVerify())!;
  const { way, entrance, re_entry, opens_at, until } = one;
  const keys = table.list.keys.map((key) =>
    one.live ? { ...key, secret: table.secrets[key.number]! } : key,
  );
  const list = { ...table.list, keys, re_entry, opens_at, until };
  const verdict = await judge(one.code, list, Date.parse(one.now), verify, { way, entrance });
  expect(verdict.outcome).toBe(one.outcome);
  const proven = one.what === "of a fare that is to be proven";
  expect(verdict.proof).toBe(proven ? "Student card" : "");
  if (one.outcome === "already_in") expect(verdict.gate).toBe("Door A");
});

test("a phone shows what the table says that it shows", async () => {
  const at = table.cases.findIndex((one) => one.what === "shown by a phone");
  const one = table.cases[at]!;
  const show = base64url(table.secrets[1]!);
  const secret = await ticketSecret(show, readCode(one.code)!.ticket, 0);
  const text = btoa(String.fromCharCode(...secret))
    .replace(/\+/g, "-")
    .replace(/\//g, "_");
  expect(await living(one.code.slice(0, 168), text, Date.parse(one.now))).toBe(one.code);
});

test("what is read is what was written", () => {
  const code = readCode(table.cases[0]!.code)!;
  expect(code).toMatchObject({ key: 1, show: 42, seat: 17, category: 0, turn: 0 });
  expect(code.ticket).toBe("00000000-0000-0000-0000-000000000001");
});

test("what a gate saw itself counts until the town knows of something later", () => {
  const ticket = "00000000-0000-0000-0000-000000000004";
  const of = (list: GateList) => list.known.find((one) => one.ticket === ticket)!;
  const told = of(table.list);
  const at = Date.parse(told.used_at!) + 60_000;
  const out_at = new Date(at).toISOString();
  const went = { turn: 0, used_at: told.used_at, gate: told.gate, out_at, at };
  expect(of(withMoves(table.list, new Map([[ticket, went]]))).out_at).toBe(out_at);
  // Back in by another door, as the town tells meanwhile.
  const used_at = new Date(at + 60_000).toISOString();
  const later = { ...told, used_at, gate: "Door B" };
  const list = { ...table.list, known: [later] };
  expect(of(withMoves(list, new Map([[ticket, went]])))).toEqual(later);
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
