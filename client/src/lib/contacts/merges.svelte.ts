import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { session } from "$lib/kernel/session.svelte";
import { book } from "./book.svelte";
import { rowOf } from "./contact.svelte";
import type { Contact } from "$lib/kernel/types";
import type { Duplicate, Merge } from "./types";

const KEY = "not-the-same";
const pairKey = ({ contacts }: Duplicate) =>
  contacts
    .map((row) => row.id)
    .sort()
    .join("+");

/** Two contacts become one, which has all that both had. Answers the merge's id, to undo it. */
export async function merge(keep: string, absorb: string): Promise<string> {
  const id = uuidv7();
  const kept = await ask(
    api.PUT("/merges/{merge_id}", { params: { path: { merge_id: id } }, body: { keep, absorb } }),
  );
  book.hide(absorb);
  book.show(rowOf(kept));
  return id;
}

export async function unmerge(id: string): Promise<Contact> {
  return ask(api.POST("/merges/{merge_id}/undo", { params: { path: { merge_id: id } } }));
}

/** Contacts that may be the same person twice, and what was made one before. */
export class Duplicates {
  pairs = $state.raw<Duplicate[]>([]);
  merges = $state.raw<Merge[]>([]);
  loaded = $state(false);
  trouble = $state.raw<unknown>(null);
  private apart = new Set<string>();

  async load(): Promise<void> {
    this.trouble = null;
    try {
      this.apart = new Set((await session.store?.get<string[]>(KEY)) ?? []);
      const [pairs, merges] = await Promise.all([
        ask(api.GET("/duplicates")),
        ask(api.GET("/merges")),
      ]);
      this.pairs = pairs.filter((pair) => !this.apart.has(pairKey(pair)));
      this.merges = merges;
      this.loaded = true;
    } catch (error) {
      this.trouble = error;
    }
  }

  /** They are two: not asked again on this device. */
  async keepApart(pair: Duplicate): Promise<void> {
    this.apart.add(pairKey(pair));
    this.pairs = this.pairs.filter((one) => one !== pair);
    await session.store?.set(KEY, [...this.apart]);
  }
}
