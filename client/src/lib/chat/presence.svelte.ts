import { connection, type Presence } from "$lib/kernel/connection.svelte";

/** Who of those on the open screen is here now. Nobody is asked about others. */
class Presences {
  private known = $state<Record<string, Presence>>({});
  private watched: string[] = [];

  constructor() {
    connection.presences.add((one) => (this.known[one.person_id] = one));
    // A new line has forgotten what the last one was asked to watch.
    connection.syncs.add(() => queueMicrotask(() => this.watched.length && this.ask()));
    // Who left meanwhile, or hides now, is not spoken of again.
    $effect.root(() => {
      $effect(() => void (connection.phase === "live" || (this.known = {})));
    });
  }

  of(personId: string): Presence | undefined {
    return this.known[personId];
  }

  /** The screen shows these people; answers how to stop. */
  watch(people: string[]): () => void {
    this.watched = people;
    this.ask();
    return () => {
      if (this.watched !== people) return;
      this.watched = [];
      this.known = {};
      this.ask();
    };
  }

  private ask(): void {
    connection.stream.send({ t: "watch", people: this.watched });
  }
}

export const presences = new Presences();
