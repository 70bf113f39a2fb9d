import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./town";
import { connection } from "$lib/kernel/connection.svelte";
import { soon } from "$lib/kernel/soon";
import { wallet } from "$lib/pay/wallet.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("several reasons of one moment are one, and a later one is another", () => {
  const act = vi.fn();
  const look = soon(act);
  for (let n = 0; n < 3; n++) look();
  expect(act).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(act).toHaveBeenCalledTimes(1);
  look();
  vi.runAllTimers();
  expect(act).toHaveBeenCalledTimes(2);
});

test("reasons without end do not put it off for ever", () => {
  const act = vi.fn();
  const look = soon(act);
  for (let n = 0; n < 100; n++) {
    look();
    vi.advanceTimersByTime(50);
  }
  expect(act.mock.calls.length).toBeGreaterThan(1);
});

test("what changes while the wallet is read for the first time is not missed", () => {
  wallet.value = null;
  void wallet.read();
  const read = vi.spyOn(wallet, "read").mockResolvedValue();
  connection.changes.tell("wallet");
  vi.runAllTimers();
  expect(read).toHaveBeenCalledTimes(1);
});

test("after a payment the wallet is read once, and after what is not about it never", () => {
  const read = vi.spyOn(wallet, "read").mockResolvedValue();
  wallet.value = { account: null, rows: [], waiting: { transfers: [], requests: [] } };
  for (const ref of ["live:x", "pay:packet:x", "present:x"]) connection.cards.tell(ref);
  connection.changes.tell("moves");
  vi.runAllTimers();
  expect(read).not.toHaveBeenCalled();
  connection.cards.tell("pay:transfer:x");
  connection.changes.tell("wallet");
  vi.runAllTimers();
  expect(read).toHaveBeenCalledTimes(1);
});
