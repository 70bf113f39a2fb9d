/** What a service tells about itself in the `service.ts` of its folder; `services.ts` collects them. */
import type { Key } from "$lib/kernel/i18n.svelte";
import type { Hue } from "$lib/parts/hues";
import type { ServerFrame } from "$lib/kernel/types";
import type { Component } from "svelte";

type Change = Extract<ServerFrame, { t: "changed" }>["what"];

/** What it is used for: the headings of Town, in this order. */
export const USES = ["money", "going", "people", "work", "own"] as const;
export type Use = (typeof USES)[number];

/** A door to it. One whose `href` has no screen is not shown. */
export type Tile = {
  text: Key;
  /** More words by which it is found; in Chinese the pinyin too. */
  also?: Key;
  icon: string;
  hue: Hue;
  href: string;
  use: Use;
  /** Only under "All services" and in the search. */
  further?: boolean;
  /** Not in every town, although the screen is there. */
  shown?: () => boolean;
};

/** Something that runs, and where it is finished. */
export type NowCard = {
  id: string;
  /** What it is. */
  kind: string;
  icon: string;
  hue: Hue;
  title: string;
  text: string;
  href: string;
  /** Somebody stands there and waits. */
  urgent?: boolean;
};

/** What runs of it. */
export type NowSource = {
  cards: () => NowCard[];
  /** What this device remembers, then what the town says; called when the line is there. */
  load: () => Promise<void>;
  /** Anew, since it may be otherwise. */
  read: () => Promise<void>;
  /** What the stream calls it, and how the refs of its cards begin. */
  changes: Change[];
  refs: string[];
};

/** How much was found; null: it is still looked for. */
export type SearchState = number | null;
export type SearchProps = {
  text: string;
  /** How many lines at most; the rest comes when the person asks for this kind only. */
  most: number;
  onstate: (state: SearchState) => void;
};
export type Section = {
  /** The sections stand in this order. */
  rank: number;
  id: string;
  title: Key;
  load: () => Promise<{ default: Component<SearchProps> }>;
};

/** What somebody does for others with it; in Me for who does, under "Earn here" for who may begin. */
export type Work = {
  text: Key;
  icon: string;
  hue: Hue;
  href: string;
  has: () => boolean;
  load: () => Promise<void>;
  /** What it is to begin, and where; without it nobody begins by themselves. */
  begin?: { text: Key; href: string };
};

export type Service = {
  /** The screen that a town has if it has the service. */
  at: string;
  tiles?: Tile[];
  now?: NowSource[];
  search?: Section[];
  /** What Town shows of it below all tiles; it may show nothing. */
  foot?: () => Promise<{ default: Component }>;
  work?: Work;
};
