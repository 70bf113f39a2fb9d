/** Short names for the shapes of taking out, arriving and leaving. */
import type { components } from "$lib/kernel/schema";

type Schemas = components["schemas"];

export type Usage = Schemas["Usage"];
export type Takeout = Schemas["Takeout"];
export type Arrival = Schemas["Arrival"];
export type ArrivalSet = Arrival["sets"][number];
export type Erased = Schemas["LeavingResult"]["erased"];
export type Silent = Schemas["LeavingResult"]["silent"];
