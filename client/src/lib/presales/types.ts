import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Presale = S["PresaleShown"];
export type PresaleInput = S["PresaleInput"];
export type PresalePage = S["Presales"];
