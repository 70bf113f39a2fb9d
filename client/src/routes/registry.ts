/**
 * Every screen by its path. The list of chats is in the first load, and so are the paths of what it
 * leads to at once; all others come when nobody waits, or are waited for. Each is a chunk of its own.
 */
import { worded, type Area } from "$lib/kernel/i18n.svelte";
import type { TabId } from "$lib/kernel/place";
import { router, type Screen } from "$lib/kernel/router.svelte";
import type { Town } from "$lib/kernel/types";
import Chats from "./chats/Chats.svelte";
import { all } from "./all";
import { chat, payCode } from "./first";
import { guest } from "./guest/routes";

export type Tab = Pick<Screen, "load" | "view">;

let others: typeof import("./others").others | undefined;

/** Those that this program has by now. No money goes out from a borrowed computer. */
export const screensOf = (town: Town | null, borrowed = false): Record<string, Screen> => ({
  ...all("guest", guest),
  ...all("chats", chat),
  ...(!borrowed && (!town || town.money) ? all("till", payCode) : {}),
  ...others?.(town, borrowed),
});

/** From then on it has all of them. */
export async function fetchOthers(): Promise<void> {
  ({ others } = await import("./others"));
}

/** A tab that shows only what has a screen. */
const full = (area: Area, load: Tab["load"]) =>
  worded(area, async () => (await Promise.all([load(), router.whole()]))[0]);

export const tabs: Record<TabId, Tab> = {
  chats: { view: Chats, load: async () => ({ default: Chats }) },
  contacts: { load: worded("contacts", () => import("./contacts/Contacts.svelte")) },
  town: { load: full("town", () => import("./town/Town.svelte")) },
  square: { load: worded("square", () => import("./square/Square.svelte")) },
  me: { load: full("me", () => import("./me/Me.svelte")) },
};
