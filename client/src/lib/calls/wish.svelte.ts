import { untrack } from "svelte";
import { calls } from "./calls.svelte";
import { groupCalls } from "./group-calls.svelte";

/** A notification's button said what is to be done with a call that rings here, or is about to. */
export function wish(id: string, how: "answer" | "decline"): void {
  let done = false;
  $effect.root(() => {
    $effect(() => {
      const rung = [calls, groupCalls].find((one) => one.call?.id === id);
      if (done || rung?.phase !== "incoming") return;
      done = true;
      untrack(() => (how === "answer" ? void rung.accept() : rung.decline()));
    });
  });
}
