import { api, ask, upload } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { connection } from "$lib/kernel/connection.svelte";
import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type PostImport = S["PostImport"];
export type Widest = PostImport["audience"];
export type Kind = S["ImportKind"]["kind"];
export type Trace = S["ImportedTrace"];
export type TraceKind = Trace["kind"];

const PAGE = 100;
const EVERY = 1_500;
const at = (import_id: string) => ({ params: { path: { import_id } } });

export const LARGEST = 4_000_000_000;
/** The narrowest first: what was public years ago need not be so again. */
export const WIDEST: Widest[] = ["me", "contacts", "followers", "unlisted", "public"];
/** Where all that one posted is, as a zip. */
export const EXPORT = "/api/v1/export/posts";

export const imports = (): Promise<PostImport[]> => ask(api.GET("/post-imports"));

/** Sends an archive of another place; the answer says what is in it. */
export const send = (file: File, onProgress: (part: number) => void): Promise<PostImport> =>
  upload<PostImport>(
    `/post-imports/${uuidv7()}?${new URLSearchParams({ name: file.name })}`,
    file,
    onProgress,
  );

/** A page of what one did elsewhere, and where the next one begins. */
export const traces = (kind: TraceKind, after: number): Promise<S["TracePage"]> =>
  ask(api.GET("/post-traces", { params: { query: { kind, after, limit: PAGE } } }));

/** One archive on its way in: look, choose for whom, let it in, undo. */
export class Bringing {
  file = $state.raw<PostImport | null>(null);
  trouble = $state.raw<unknown>(null);
  audience = $state<Widest>("me");
  /** Kinds that are not to come in. */
  left = $state.raw<ReadonlySet<Kind>>(new Set());
  readonly wanted = $derived((this.file?.kinds ?? []).filter(({ kind }) => !this.left.has(kind)));
  /** How many posts are not here yet. */
  readonly news = $derived(this.wanted.reduce((sum, { posts, known }) => sum + posts - known, 0));
  readonly total = $derived((this.file?.kinds ?? []).reduce((sum, { posts }) => sum + posts, 0));
  readonly traced = $derived((this.file?.traces ?? []).reduce((sum, { count }) => sum + count, 0));
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly id: string) {}

  /** Until what this answers is called, it follows what becomes of the file. */
  open(): () => void {
    const deaf = connection.changes.add((what) => void (what === "post_imports" && this.look()));
    void this.load();
    return () => {
      deaf();
      clearTimeout(this.timer);
    };
  }

  async load(): Promise<void> {
    this.trouble = null;
    try {
      await this.look();
    } catch (error) {
      this.trouble = error;
    }
  }

  /** Reads, and again while it is on its way in. */
  async look(): Promise<void> {
    clearTimeout(this.timer);
    this.file = await ask(api.GET("/post-imports/{import_id}", at(this.id)));
    if (this.file.state === "working") this.timer = setTimeout(() => void this.look(), EVERY);
  }

  pick(kind: Kind, wanted: boolean): void {
    const left = new Set(this.left);
    if (wanted) left.delete(kind);
    else left.add(kind);
    this.left = left;
  }

  async apply(): Promise<void> {
    const body = { audience: this.audience, kinds: this.wanted.map(({ kind }) => kind) };
    this.file = await ask(
      api.POST("/post-imports/{import_id}/application", { ...at(this.id), body }),
    );
    await this.look();
  }

  async undo(): Promise<void> {
    this.file = await ask(api.POST("/post-imports/{import_id}/undo", at(this.id)));
  }

  async discard(): Promise<void> {
    await ask(api.DELETE("/post-imports/{import_id}", at(this.id)));
  }
}
