import { beforeEach, expect, test } from "vitest";
import { town } from "./town";
import { cards } from "$lib/pay/cards.svelte";
import { sheet } from "$lib/pay/sheet.svelte";
import { send } from "$lib/pay/transfers";

const TRANSFERS = "PUT /pay/transfers/*";
const kofi = { id: "0199f0c4-5b9a-7c3e-8f2d-3a4b5c6d7e8f", name: "Kofi" };
const money = { amount: 120, currency: "EUR" };
const no = (status: number, code: string) => ({ status, body: { code, title: code } });
const sent = {
  body: { ...money, id: "x", state: "waiting", sender_id: "me", receiver_id: kofi.id, note: "Tea" },
};
const asked = () => town.asked.map(({ method, path }) => `${method} ${path.slice(0, 14)}`);
const idOf = (n: number) => town.asked[n]!.path.split("/").at(-1);

beforeEach(() => town.clear());

test("what confirms a payment goes with it, and what came of it is known at once", async () => {
  town.answers[TRANSFERS] = [sent];
  const done = send(kofi, money);
  await sheet.pay({ pin: "271828" });
  expect(await done).toBe("x");
  const id = idOf(0);
  expect(asked()).toEqual(["PUT /pay/transfers"]);
  const { confirmation } = town.asked[0]!.body as { confirmation: unknown };
  const order = { use: "transfer", id, to: kofi.id, amount: 120 };
  expect(confirmation).toEqual({ order, pin: "271828" });
  expect(cards.get("pay:transfer:x")).toMatchObject({ to_name: "Kofi", note: "Tea", amount: 120 });
  expect(sheet.asked).toBeNull();
});

test("a wrong PIN and a lost answer are tried again in the sheet, as the same payment", async () => {
  town.answers[TRANSFERS] = [no(403, "wrong_pin"), sent];
  const done = send(kofi, money);
  await expect(sheet.pay({ pin: "000001" })).rejects.toMatchObject({ code: "wrong_pin" });
  town.away = true;
  await expect(sheet.pay({ pin: "271828" })).rejects.toMatchObject({ code: "offline" });
  expect(sheet.asked?.to).toBe("Kofi");
  town.away = false;
  await sheet.pay({ pin: "271828" });
  expect(await done).toBe("x");
  const id = idOf(0);
  expect(town.asked.map((one) => one.path)).toEqual(Array(2).fill(`/pay/transfers/${id}`));
});

test("what nobody knows the end of is begun anew as the same payment, what is known is another", async () => {
  town.answers[TRANSFERS] = [no(503, "unavailable"), sent, sent];
  const lost = send(kofi, money);
  await expect(sheet.pay()).rejects.toMatchObject({ code: "unavailable" });
  sheet.close();
  expect(await lost).toBeNull();
  for (let n = 0; n < 2; n++) {
    const again = send(kofi, money);
    await sheet.pay();
    await again;
  }
  expect(idOf(1)).toBe(idOf(0));
  expect(idOf(2)).not.toBe(idOf(0));
});

test("any other refusal ends it", async () => {
  town.answers[TRANSFERS] = [no(409, "account_frozen")];
  const done = send(kofi, money);
  const ended = expect(done).rejects.toMatchObject({ code: "account_frozen" });
  await sheet.pay({ pin: "271828" });
  await ended;
  expect(sheet.asked).toBeNull();
});

test("what is put away before is not paid, and what is on its way by then is", async () => {
  const not = send(kofi, money);
  sheet.close();
  expect([await not, asked()]).toEqual([null, []]);
  town.answers[TRANSFERS] = [sent];
  const done = send(kofi, money);
  const paid = sheet.pay({ pin: "271828" });
  sheet.close();
  await paid;
  expect([await done, town.asked.length]).toEqual(["x", 1]);
});

test("where nothing is asked for so little, the town may want a PIN all the same", async () => {
  town.answers[TRANSFERS] = [no(403, "confirmation_needed"), sent];
  const done = send(kofi, money);
  expect(sheet.always).toBe(false);
  await sheet.pay();
  await expect.poll(() => sheet.always && sheet.asked?.to).toBe("Kofi");
  await sheet.pay({ pin: "271828" });
  expect(await done).toBeTruthy();
  const paths = new Set(town.asked.map((one) => one.path));
  expect(paths.size).toBe(1);
});
