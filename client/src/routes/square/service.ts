import aperture from "@phosphor-icons/core/bold/aperture-bold.svg?raw";
import bookmark from "@phosphor-icons/core/fill/bookmark-simple-fill.svg?raw";
import hash from "@phosphor-icons/core/bold/hash-bold.svg?raw";
import list from "@phosphor-icons/core/fill/list-heart-fill.svg?raw";
import note from "@phosphor-icons/core/fill/note-pencil-fill.svg?raw";
import pin from "@phosphor-icons/core/fill/map-pin-fill.svg?raw";
import { worded } from "$lib/kernel/i18n.svelte";
import type { Service } from "../service";

export const service: Service = {
  at: "/topics",
  tiles: [
    {
      text: "moments.title",
      also: "also.moments",
      icon: aperture,
      hue: "blue",
      href: "/moments",
      use: "people",
    },
    {
      text: "topic.title",
      also: "also.topics",
      icon: hash,
      hue: "pink",
      href: "/topics",
      use: "going",
    },
    {
      text: "square.nearbyTitle",
      also: "also.nearby",
      icon: pin,
      hue: "red",
      href: "/square/nearby",
      use: "going",
    },
    {
      text: "lists.title",
      also: "also.lists",
      icon: list,
      hue: "orange",
      href: "/square/lists",
      use: "own",
      further: true,
    },
    {
      text: "square.savedTitle",
      also: "also.saved",
      icon: bookmark,
      hue: "violet",
      href: "/square/saved",
      use: "own",
      further: true,
    },
    {
      text: "compose.drafts",
      also: "also.drafts",
      icon: note,
      hue: "steel",
      href: "/square/drafts",
      use: "own",
      further: true,
    },
  ],
  search: [
    {
      rank: 6,
      id: "posts",
      title: "square.posts",
      load: worded("square", () => import("./find/FoundPosts.svelte")),
    },
    {
      rank: 5,
      id: "topics",
      title: "square.topics",
      load: worded("square", () => import("./find/FoundTopics.svelte")),
    },
    {
      rank: 4,
      id: "town",
      title: "search.town",
      load: worded("square", () => import("./find/FoundPeople.svelte")),
    },
  ],
};
