import type { components } from "$lib/kernel/schema";
import { Bringing, type Import } from "./model.svelte";

type S = components["schemas"];
export type Widest = S["ImportOptions"]["audience"];
export type Kind = S["PostsInFile"]["kinds"][number]["kind"];

/** The narrowest first: what was public years ago need not be so again. */
export const WIDEST: Widest[] = ["me", "contacts", "followers", "unlisted", "public"];
/** How many posts an import brought. */
export const brought = ({ counts, posts }: Import): number =>
  counts
    .filter(({ kind }) => posts?.kinds.some((one) => one.kind === kind))
    .reduce((sum, one) => sum + one.brought, 0);

/** An archive of posts: which kinds of them come in, and for whom. */
export class PostsBringing extends Bringing {
  audience = $state<Widest>("me");
  /** Kinds that are not to come in. */
  left = $state.raw<ReadonlySet<Kind>>(new Set());
  readonly kinds = $derived(this.file.posts?.kinds ?? []);
  readonly traces = $derived(this.file.posts?.traces ?? []);
  readonly wanted = $derived(this.kinds.filter(({ kind }) => !this.left.has(kind)));
  /** How many posts are not here yet. */
  readonly news = $derived(this.wanted.reduce((sum, { posts, known }) => sum + posts - known, 0));
  readonly total = $derived(this.kinds.reduce((sum, { posts }) => sum + posts, 0));
  readonly traced = $derived(this.traces.reduce((sum, { count }) => sum + count, 0));

  pick(kind: Kind, wanted: boolean): void {
    const left = new Set(this.left);
    if (wanted) left.delete(kind);
    else left.add(kind);
    this.left = left;
  }

  override async apply(): Promise<void> {
    const kinds = this.wanted.map(({ kind }) => kind);
    await this.change({ audience: this.audience, kinds });
    await super.apply();
  }
}
