/**
 * Every screen by its path. Each folder lists its own in `routes.ts`; here they only come together.
 * The list of chats is in the first load, everything else is a chunk of its own.
 */
import { learn, type Area } from "$lib/kernel/i18n.svelte";
import type { TabId } from "$lib/kernel/place";
import type { Screen } from "$lib/kernel/router.svelte";
import Chats from "./chats/Chats.svelte";
import { chats } from "./chats/routes";
import { contacts } from "./contacts/routes";
import { discover } from "./discover/routes";
import { guest } from "./guest/routes";
import { me } from "./me/routes";

export type Tab = Pick<Screen, "load" | "view">;

/** A screen whose words come with it. */
const worded = <T extends Tab>(area: Area, screen: T): T => ({
  ...screen,
  load: async () => (await Promise.all([screen.load(), learn(area)]))[0],
});
const all = (area: Area, some: Record<string, Screen>) =>
  Object.fromEntries(Object.entries(some).map(([path, one]) => [path, worded(area, one)]));

export const screens: Record<string, Screen> = {
  ...all("chats", chats),
  ...all("contacts", contacts),
  ...all("discover", discover),
  ...all("me", me),
  ...all("guest", guest),
};

export const tabs: Record<TabId, Tab> = {
  chats: { view: Chats, load: async () => ({ default: Chats }) },
  contacts: worded("contacts", { load: () => import("./contacts/Contacts.svelte") }),
  discover: worded("discover", { load: () => import("./discover/Discover.svelte") }),
  me: worded("me", { load: () => import("./me/Me.svelte") }),
};
