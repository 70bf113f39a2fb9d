/** From where in the app somebody came to a show; its organiser sees how many, not who. */
import { router } from "$lib/kernel/router.svelte";
import type { components } from "$lib/kernel/schema";

export type Origin = NonNullable<components["schemas"]["TicketPayment"]["origin"]>;
const WAYS: [RegExp, Origin][] = [
  [/^\/tickets\/event\//, "event"],
  [/^\/tickets\/venue\//, "venue"],
  [/^\/tickets\/organiser\//, "organiser"],
  [/^\/tickets(\?|$)/, "programme"],
  [/^\/town\/map/, "map"],
  [/^\/chat/, "chat"],
];
/** By show, as long as the app is open. */
const known = new Map<string, Origin>();

/** The screen under one with these paths, in a tab. */
export function originOf(stack: readonly string[], tab: string): Origin {
  const before = stack.at(-2);
  if (before === undefined) return tab === "town" ? "search" : tab === "chats" ? "chat" : "link";
  return WAYS.find(([way]) => way.test(before))?.[1] ?? "other";
}

/** A show is opened; the way to it that was first counts. */
export function comesTo(show: string): void {
  if (!known.has(show)) known.set(show, originOf(router.stack, router.tab));
}

export const origin = (show: string): Origin => known.get(show) ?? "link";
