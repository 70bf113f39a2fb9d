/**
 * Every screen by its path. Each folder lists its own in `routes.ts`; here they only come together.
 * The list of chats is in the first load, everything else is a chunk of its own.
 */
import type { TabId } from "$lib/kernel/place";
import type { Screen } from "$lib/kernel/router.svelte";
import type { Town } from "$lib/kernel/types";
import Chats from "./chats/Chats.svelte";
import { chats } from "./chats/routes";
import { contacts } from "./contacts/routes";
import { discover } from "./discover/routes";
import { guest } from "./guest/routes";
import { me } from "./me/routes";
import { pay } from "./pay/routes";
import { rides } from "./rides/routes";
import { till } from "./till/routes";
import { vending } from "./vending/routes";

/** A town without money has no screens of it; one that is not known yet may have. */
export const screensOf = (town: Town | null): Record<string, Screen> => ({
  ...chats,
  ...contacts,
  ...discover,
  ...me,
  ...guest,
  ...(!town || town.money ? { ...pay, ...till, ...vending, ...rides } : {}),
});

export type Tab = Pick<Screen, "load" | "view">;

export const tabs: Record<TabId, Tab> = {
  chats: { view: Chats, load: async () => ({ default: Chats }) },
  contacts: { load: () => import("./contacts/Contacts.svelte") },
  discover: { load: () => import("./discover/Discover.svelte") },
  me: { load: () => import("./me/Me.svelte") },
};
