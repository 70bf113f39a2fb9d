import type { components } from "$lib/kernel/schema";

export type LiveShare = components["schemas"]["LiveLocationShown"];
export type LiveMinutes = components["schemas"]["LiveLocationInput"]["minutes"];
