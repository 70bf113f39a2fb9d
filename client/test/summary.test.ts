import { beforeAll, expect, test } from "vitest";
import "./town";
import { summary } from "$lib/chat/summary";
import { speak } from "$lib/kernel/i18n.svelte";

beforeAll(() => speak("en"));

test.each([
  ["pay:transfer", "[Money] Bus"],
  ["pay:request", "[Asks for money] Bus"],
  ["pay:packet", "[Red packet] Bus"],
  ["pay:split", "[Shared bill] Bus"],
  ["clearing:payment", "[Money] Bus"],
  ["clearing:request", "[Asks for money] Bus"],
  ["posts:post", "[Post] Bus"],
  ["stamps:stamp", "[Card] Bus"],
])("the list of chats says of a card of %s what it is", (ref, said) => {
  expect(summary({ kind: "card", body: "Bus", meta: { ref: `${ref}:1` } }, () => "")).toBe(said);
});
