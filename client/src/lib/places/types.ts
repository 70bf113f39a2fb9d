/** Short names for what the town says of places. */
import type { components } from "$lib/kernel/schema";

type Schemas = components["schemas"];

export type TownMap = Schemas["TownMap"];
/** `on`: what is on there now, and where one reads more of it. */
export type Place = Schemas["TownPlace"] & { on?: { text: string; href: string } };
export type Show = Schemas["ShowShown"];
export type OwnPlace = Schemas["OwnPlace"];
export type Whereabouts = Schemas["Whereabouts"];
