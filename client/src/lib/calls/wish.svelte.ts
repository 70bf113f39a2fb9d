import { untrack } from "svelte";
import { calls } from "./calls.svelte";

/** A notification's button said what is to be done with a call that rings here, or is about to. */
export function wish(id: string, how: "answer" | "decline"): void {
  let done = false;
  $effect.root(() => {
    $effect(() => {
      if (done || calls.call?.id !== id || calls.phase !== "incoming") return;
      done = true;
      untrack(() => (how === "answer" ? void calls.accept() : calls.decline()));
    });
  });
}
