import { describe, expect, it } from "vitest";
import { createHash } from "node:crypto";
import { bytesOf, check, hexOf, TICKET, type Proof } from "$lib/drops/draw";
import { Keys } from "$lib/drops/sha256";

/** The example of docs/drops.md. */
const hex = (from: number) => hexOf(Uint8Array.from({ length: 32 }, (_, n) => from + n));
const ids = Array.from({ length: 8 }, (_, n) => `019ab000-0000-7000-8000-00000000000${n}`);
const tickets = new Uint8Array(8 * TICKET);
ids.forEach((id, n) => {
  tickets.set(bytesOf(id), n * TICKET);
  tickets[n * TICKET + 16] = n === 2 || n === 5 ? 1 : 0;
});
const proof: Proof = {
  town_commitment: "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd",
  maker_commitment: "72dbb7336c76780023f83da4c355f2eeea85733b13d3477697917790c1229084",
  town_seed: hex(0),
  maker_seed: hex(32),
  root: "04823f1df1e437986413f7aab36ea62e1e47b420c56f87496430358174a73b9c",
  tickets: 8,
  units: 4,
  early: 1,
  first: [2, 7, 5, 3].map((n) => ids[n]!),
};

describe("a draw", () => {
  it("is that of the documented example", async () => {
    const mine = (n: number) => ({
      ticket: { id: `019ab000-0000-7000-8000-00000000000${n}`, early: false },
      kept: null,
    });
    expect(await check(proof, tickets, mine(7))).toEqual({
      wrong: [],
      place: 2,
      kept: false,
      gone: false,
    });
    expect(await check(proof, tickets, mine(9))).toMatchObject({ wrong: ["ticket"], place: null });
    // It was of the early lane, so the list says something else of it than the phone.
    const { ticket } = mine(9);
    const elsewhere = { ticket: { ...ticket, gone: true }, kept: null };
    expect(await check(proof, tickets, elsewhere)).toMatchObject({ wrong: [], gone: true });
    expect(await check(proof, tickets, mine(2))).toMatchObject({ wrong: ["ticket"] });
  });

  it("is compared with what the phone kept before", async () => {
    const round = { town: proof.town_commitment, maker: proof.maker_commitment };
    const kept = { round, root: null, units: 4, early_units: 1 };
    const wrongOf = async (changed: Partial<typeof kept> | { root: string }) =>
      (await check(proof, tickets, { ticket: null, kept: { ...kept, ...changed } })).wrong;
    expect(await wrongOf({})).toEqual([]);
    expect(await wrongOf({ units: 9 })).toEqual([]);
    expect(await wrongOf({ root: proof.root })).toEqual([]);
    // A town that draws from another seed than it had published fits in itself, and not in this.
    expect(await wrongOf({ round: { ...round, town: hex(1) } })).toEqual(["kept"]);
    expect(await wrongOf({ round: { ...round, maker: hex(1) } })).toEqual(["kept"]);
    expect(await wrongOf({ root: hex(1) })).toEqual(["kept"]);
    expect(await wrongOf({ units: 3 })).toEqual(["kept"]);
    expect(await wrongOf({ early_units: 2 })).toEqual(["kept"]);
  });

  it("shows whatever was changed", async () => {
    const wrongOf = async (changed: Partial<Proof>) =>
      (await check({ ...proof, ...changed }, tickets)).wrong;
    expect(await wrongOf({ town_seed: hex(1) })).toContain("seeds");
    expect(await wrongOf({ maker_commitment: hex(1) })).toEqual(["seeds"]);
    expect(await wrongOf({ root: hex(1) })).toEqual(["list"]);
    expect(await wrongOf({ tickets: 7 })).toEqual(["list"]);
    expect(await wrongOf({ first: proof.first.toReversed() })).toEqual(["first"]);
    const late = tickets.slice();
    late[2 * TICKET + 16] = 0;
    expect((await check(proof, late)).wrong).toEqual(["list", "first"]);
  });

  it("has the hashes of SHA-256, at any byte", () => {
    const start = Uint8Array.from({ length: 96 }, (_, n) => (n * 37) & 255);
    const keys = new Keys(start);
    const out = new Uint32Array(8);
    for (let at = 0; at + 16 <= tickets.length; at++) {
      keys.of(tickets, at, out);
      const whole = createHash("sha256")
        .update(start)
        .update(tickets.subarray(at, at + 16));
      const words = Array.from(out, (word) => word.toString(16).padStart(8, "0")).join("");
      expect(words).toBe(whole.digest("hex"));
    }
  });
});
