import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";
import { SvelteMap } from "svelte/reactivity";
import type { Card } from "./types";

const MOST = 100;

/** Cards that are looked at, by their refs; null is one that this person may not see. */
class Cards {
  private known = new SvelteMap<string, Card | null>();
  private wanted = new Set<string>();

  constructor() {
    connection.cards.add((ref) => {
      for (const one of ref ? [ref] : this.known.keys()) if (this.known.has(one)) this.want(one);
    });
    session.changed.add(() => this.known.clear());
  }

  get(ref: string): Card | null | undefined {
    return this.known.get(ref);
  }

  /** Reads a card anew, together with all others that are wanted in this turn. */
  want(ref: string): void {
    if (!this.wanted.size) setTimeout(() => void this.fetch());
    this.wanted.add(ref);
  }

  take(card: Card): void {
    this.known.set(card.ref, card);
  }

  private async fetch(): Promise<void> {
    const refs = [...this.wanted];
    this.wanted.clear();
    for (let i = 0; i < refs.length; i += MOST) {
      const ref = refs.slice(i, i + MOST);
      const found = await ask(api.GET("/cards", { params: { query: { ref } } })).catch(() => null);
      if (!found) continue;
      for (const one of ref) this.known.set(one, found.cards.find((c) => c.ref === one) ?? null);
    }
  }
}

export const cards = new Cards();
