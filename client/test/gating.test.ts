import { town } from "./town";
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { Gate } from "$lib/tickets/gating.svelte";
import type { GateList } from "$lib/tickets/types";

type Told = { code: string; let_in: boolean; way: string; undone_at: string | null };
type Scans = { gate: string; scans: Told[] };
const file = new URL("../../tests/tickets/gate_cases.json", import.meta.url);
const table = JSON.parse(readFileSync(file, "utf8")) as { list: object; cases: { code: string }[] };
globalThis.crypto ??= webcrypto as Crypto;
const [GOOD, STANDING] = [table.cases[0]!.code, table.cases[2]!.code];
const SHOW = "0199a000-0000-7000-8000-000000000001";
const SCANS = "POST /tickets/shows/*/scans";
const around = { show_id: SHOW, name: "Film", starts_at: "", rows: [], numbers: [] };
const list = { ...around, categories: ["Seat"], ...table.list } as unknown as GateList;
const fresh = { ...list, made_at: "2026-11-28T19:00:00+00:00", known: [] };
const outcome = (gate: Gate) => gate.answer?.outcome;
const told = () =>
  town.asked.filter((one) => one.method === "POST").map((one) => one.body as Scans);

let gate: Gate;

beforeEach(async () => {
  town.clear();
  town.answers["GET /tickets/shows/*/gate"] = [{ body: fresh }];
  gate = new Gate(SHOW);
  await gate.open();
});

test("what is let in alone is known when a list comes that was made before", async () => {
  town.away = true;
  await gate.scan(` ${GOOD.toLowerCase()}${" ".repeat(240)}\r\n`);
  expect([outcome(gate), gate.offline]).toEqual(["ok", true]);
  town.away = false;
  town.answers[SCANS] = [{ body: { scans: [] } }];
  await gate.refresh();
  expect(gate.queue.waiting).toEqual([]);
  expect(told()[0]!.scans.map((one) => one.code)).toEqual([GOOD.toLowerCase()]);
  town.away = true;
  await gate.scan(GOOD);
  expect(outcome(gate)).toBe("already_in");
});

test.each([500, 503, 429])("a town that answers %i is away: the gate decides alone", async (no) => {
  town.answers[SCANS] = [{ status: no, body: { code: "server_error", title: "" } }];
  await gate.scan(GOOD);
  expect([outcome(gate), gate.offline]).toEqual(["ok", true]);
});

test("a town that says no is not asked past", async () => {
  town.answers[SCANS] = [{ status: 403, body: { code: "role_needed", title: "No" } }];
  await expect(gate.scan(GOOD)).rejects.toMatchObject({ code: "role_needed" });
  expect(gate.entered).toBe(0);
});

test("a scan that the town does not take holds up no other, and is named", async () => {
  town.away = true;
  await gate.scan(GOOD);
  await gate.scan(STANDING);
  expect(gate.queue.waiting.length).toBe(2);
  town.away = false;
  gate.rename(" ");
  const no = { status: 422, body: { code: "invalid", title: "No" } };
  town.answers[SCANS] = [no, no, { body: { scans: [] } }];
  await gate.refresh();
  expect([gate.queue.waiting.length, gate.queue.refused, gate.offline]).toEqual([0, 1, false]);
  expect(told().map((one) => [one.gate, one.scans.length])).toEqual([
    ["A", 2],
    ["A", 1],
    ["A", 1],
  ]);
});

test("who may no longer tell keeps what waits, and has the list", async () => {
  town.away = true;
  await gate.scan(GOOD);
  town.away = false;
  town.answers[SCANS] = [{ status: 403, body: { code: "role_needed", title: "No" } }];
  const changed = { ...fresh, name: "Another film" };
  town.answers["GET /tickets/shows/*/gate"] = [{ body: changed }];
  await gate.refresh();
  expect([gate.queue.waiting.length, gate.queue.refused, gate.list!.name]).toEqual([
    1,
    0,
    "Another film",
  ]);
});

test("a mistake is taken back, told or not, and the ticket is as it was", async () => {
  town.away = true;
  await gate.scan(GOOD);
  expect([outcome(gate), gate.entered, gate.inside]).toEqual(["ok", 1, 1]);
  await gate.undo();
  expect([gate.answer, gate.entered, gate.inside]).toEqual([null, 0, 0]);
  expect(gate.queue.waiting.map((one) => [one.let_in, !!one.undone_at])).toEqual([[true, true]]);
  await gate.scan(GOOD);
  expect(outcome(gate)).toBe("ok");
  town.away = false;
  town.answers[SCANS] = [{ body: { scans: [] } }];
  await gate.refresh();
  expect(told()[0]!.scans.map((one) => !!one.undone_at)).toEqual([true, false]);
});

test("who goes out may come back in, without network too, where the show allows it", async () => {
  town.answers["GET /tickets/shows/*/gate"] = [{ body: { ...fresh, re_entry: true } }];
  await gate.refresh();
  town.away = true;
  gate.way = "out";
  await gate.scan(STANDING);
  expect(outcome(gate)).toBe("not_in");
  gate.way = "in";
  await gate.scan(GOOD);
  await gate.scan(GOOD);
  expect(outcome(gate)).toBe("already_in");
  gate.way = "out";
  await gate.scan(GOOD);
  expect([outcome(gate), gate.inside]).toEqual(["ok", 0]);
  gate.way = "in";
  await gate.scan(GOOD);
  expect([outcome(gate), gate.entered, gate.went, gate.inside]).toEqual(["ok", 2, 2, 1]);
  const way = gate.queue.waiting.map((one) => [one.way, one.let_in]);
  expect(way).toEqual([
    ["out", true],
    ["in", true],
    ["in", false],
    ["out", true],
    ["in", true],
  ]);
});

test("who helps here no more has no list", async () => {
  const gone = { status: 404, body: { code: "no_show", title: "No" } };
  town.answers["GET /tickets/shows/*/gate"] = [gone];
  await expect(gate.refresh()).rejects.toMatchObject({ code: "no_show" });
  expect(gate.list).toBeNull();
});
