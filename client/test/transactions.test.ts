import "fake-indexeddb/auto";
import { openDB, unwrap } from "idb";
import { expect, test } from "vitest";
import { breakOff, runningIn } from "$lib/kernel/transactions";

test("what is half written is broken off, also behind what is whole and has not said so", async () => {
  const db = await openDB("pages", 1, { upgrade: (made) => void made.createObjectStore("kv") });
  const raw = unwrap(db) as unknown as IDBDatabase;
  const running = runningIn(raw);
  const [whole, half] = ["whole", "half"].map((name) => {
    const tx = raw.transaction("kv", "readwrite");
    tx.objectStore("kv").put(true, name);
    return tx;
  });
  whole!.commit();
  expect(running.size).toBe(2);
  breakOff(running);
  expect(() => half!.objectStore("kv")).toThrow();
  expect(await db.getAllKeys("kv")).toEqual(["whole"]);
});
