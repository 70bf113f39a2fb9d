import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Drop = S["DropShown"];
export type Drops = S["Drops"];
export type DropInput = S["DropInput"];
export type Codes = S["DropCodes"];
