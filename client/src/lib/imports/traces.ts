import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Trace = S["ImportedTrace"];
export type TraceKind = Trace["kind"];

const PAGE = 100;

/** Where all that one posted is, as a zip. */
export const EXPORT = "/api/v1/export/posts";

/** A page of what one did elsewhere, and where the next one begins. */
export const traces = (kind: TraceKind, after: number): Promise<S["TracePage"]> =>
  ask(api.GET("/post-traces", { params: { query: { kind, after, limit: PAGE } } }));
