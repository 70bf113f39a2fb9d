import { api, ask } from "$lib/kernel/api";
import { Kept } from "$lib/kernel/kept.svelte";
import { proving } from "./proving.svelte";
import type { ProgramAccess, ProgramWish } from "./types";

/** The programs that act for the person: those of others, let in by them. */
export class Programs extends Kept<ProgramAccess[]> {
  constructor() {
    super("programs", async () => (await ask(api.GET("/client-apps"))).client_apps);
  }

  async end(id: string): Promise<void> {
    await ask(
      api.DELETE("/client-apps/{client_app_id}", { params: { path: { client_app_id: id } } }),
    );
    this.take((this.value ?? []).filter((one) => one.id !== id));
  }
}

/** What a program asks for, as it stands in the address of the page (RFC 6749, 4.1.1). */
export function wishIn(query: URLSearchParams): ProgramWish {
  const text = (name: string) => query.get(name) ?? "";
  return {
    client_id: text("client_id"),
    redirect_uri: text("redirect_uri"),
    scope: text("scope") || "read",
    state: text("state"),
    code_challenge: text("code_challenge"),
    code_challenge_method: text("code_challenge_method"),
  };
}

/** Who asks, and for what. */
export const lookAt = (wish: ProgramWish) =>
  ask(api.POST("/authorization-requests", { body: wish }));

/** Says yes or no: where the browser goes on, or the code to type into the program. */
export const answer = (wish: ProgramWish, accept: boolean) =>
  proving.around(() => ask(api.POST("/client-apps", { body: { ...wish, accept } })));

type Kind = "read" | "write" | "follow" | "push" | "profile" | "shop";

/** What the scopes let a program do, in as few lines as there are kinds of them. */
export function mayDo(scopes: string[]): { kind: Kind; parts: string[] }[] {
  const kinds = new Map<Kind, string[]>();
  for (const scope of scopes) {
    const [kind, part] = scope.split(":") as [Kind, string?];
    const parts = kinds.get(kind) ?? [];
    kinds.set(kind, part && !scopes.includes(kind) ? [...parts, part] : parts);
  }
  return [...kinds].map(([kind, parts]) => ({ kind, parts }));
}
