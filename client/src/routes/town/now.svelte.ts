/** What runs for the person now, in all services: on top of Chats and of Town while it does. */
import { connection } from "$lib/kernel/connection.svelte";
import { soon } from "$lib/kernel/soon";
import { untrack } from "svelte";
import type { NowCard, NowSource } from "../service";
import { services } from "../services";

class Now {
  private sources = $state.raw<NowSource[]>([]);
  private reading = new Map<NowSource, () => void>();
  readonly cards: NowCard[] = $derived(
    this.sources
      .flatMap((source) => source.cards())
      .sort((a, b) => Number(b.urgent ?? false) - Number(a.urgent ?? false)),
  );

  /** Called once, when nobody waits for anything. Looks whenever the line is there again. */
  attend(): void {
    connection.changes.add((what) => this.look((source) => source.changes.includes(what)));
    connection.cards.add((ref) => this.lookAt(ref));
    connection.messages.add((said) => this.lookAt(String(said.meta?.ref ?? "")));
    $effect.root(() => {
      $effect(() => {
        if (connection.phase === "live") untrack(() => this.begin());
      });
    });
  }

  /** The person is here, maybe another one than before. */
  private begin(): void {
    this.sources = services().flatMap((one) => one.now ?? []);
    this.reading = new Map(
      this.sources.map((source) => [source, soon(() => void source.read().catch(() => {}))]),
    );
    for (const source of this.sources) void source.load().catch(() => {});
  }

  private lookAt(ref: string): void {
    if (ref) this.look((source) => source.refs.some((start) => ref.startsWith(start)));
  }

  private look(which: (source: NowSource) => boolean): void {
    for (const [source, read] of this.reading) if (which(source)) read();
  }
}

export const now = new Now();
