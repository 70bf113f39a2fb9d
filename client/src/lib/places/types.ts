/** Short names for what the town says of places. */
import type { components } from "$lib/kernel/schema";

type Schemas = components["schemas"];

export type TownMap = Schemas["TownMap"];
export type Place = Schemas["TownPlace"];
export type OwnPlace = Schemas["OwnPlace"];
export type Whereabouts = Schemas["Whereabouts"];
