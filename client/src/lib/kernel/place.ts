/** Where the person is: one of five tabs, and the screens pushed over it. Pure rules, no browser. */
export type TabId = "chats" | "contacts" | "town" | "square" | "me";

/** One entry of the browser's history. `n` is how many of ours lie before it. */
export type Place = { tab: TabId; stack: string[]; n: number; home?: boolean };

export const TABS: Record<TabId, string> = {
  chats: "/",
  contacts: "/contacts",
  town: "/town",
  square: "/square",
  me: "/me",
};

/** As links of before called them. */
const MOVED: Record<string, string> = {
  "/discover": "/square",
  "/chats/search": "/search",
  "/square/search": "/search",
};

/** Where a path leads today; what is asked behind it stays. */
export function moved(path: string): string {
  const [, place = "", rest = ""] = /^([^?#]*)(.*)$/.exec(path)!;
  return (MOVED[place] ?? place) + rest;
}

export const tabAt = (path: string): TabId | undefined =>
  (Object.keys(TABS) as TabId[]).find((tab) => TABS[tab] === path.replace(/[?#].*/, ""));

export const urlOf = (place: Place): string => place.stack.at(-1) ?? TABS[place.tab];

/** A cold start at `wanted`: the entries to write, so that "back" leads home and not out. */
export function landing(wanted: string, tabOf: (path: string) => TabId): Place[] {
  const path = moved(wanted);
  const tab = tabAt(path);
  if (tab) return [{ tab, stack: [], n: 0 }];
  const under = tabOf(path);
  return [
    { tab: under, stack: [], n: 0 },
    { tab: under, stack: [path], n: 1 },
  ];
}

/** `alone`: the list stays in view beside it, so the new screen takes the place of the others. */
export function pushed(from: Place, path: string, alone: boolean): Place {
  const stack = alone ? [path] : [...from.stack, path];
  return { tab: from.tab, stack, n: from.n + 1 };
}

export const replaced = (from: Place, path: string): Place => ({
  ...from,
  stack: [...from.stack.slice(0, -1), path],
});

/**
 * Tabs as phones do it: the first step away from Chats is a step one can go back from; between
 * the others there is no trail; and Chats itself is reached by going back.
 */
export function switched(from: Place, tab: TabId): { how: "push" | "replace" | "back"; to: Place } {
  const away = from.tab === "chats" && from.stack.length === 0;
  if (away && tab !== "chats") {
    return { how: "push", to: { tab, stack: [], n: from.n + 1, home: true } };
  }
  if (tab === "chats" && from.home && from.stack.length === 0) {
    return { how: "back", to: { tab, stack: [], n: from.n - 1 } };
  }
  return { how: "replace", to: { ...from, tab, stack: [], home: from.home && tab !== "chats" } };
}
