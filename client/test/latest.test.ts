import { Latest } from "$lib/kernel/latest";
import { expect, test } from "vitest";

/** Answers after so many turns of the event loop. */
async function after(turns: number, answer: () => string): Promise<string> {
  for (let turn = 0; turn < turns; turn++) await new Promise((done) => setTimeout(done));
  return answer();
}

function fails(): never {
  throw new Error("gone");
}

test("what was asked first and comes last is nothing", async () => {
  const latest = new Latest();
  const answers = [latest.of(after(3, () => "old")), latest.of(after(1, () => "new"))];
  expect(await Promise.all(answers)).toEqual([undefined, "new"]);
});

test("an old failure is nothing, the last one is told", async () => {
  const latest = new Latest();
  const old = latest.of(after(1, fails));
  const last = latest.of(after(3, fails));
  expect(await old).toBeUndefined();
  await expect(last).rejects.toThrow("gone");
});
