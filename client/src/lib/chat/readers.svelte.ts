import { api, ask } from "$lib/kernel/api";
import { connection } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";

/** How many have seen what one said last in a group: asked once, then counted as they tell. */
class Readers {
  private counted = $state<Record<string, { seq: number; people: string[] }>>({});

  constructor() {
    connection.marks.add(({ t, conversation_id, person_id, seq }) => {
      const mine = this.counted[conversation_id];
      if (t !== "read" || !mine || seq < mine.seq || person_id === session.me?.id) return;
      if (!mine.people.includes(person_id)) mine.people.push(person_id);
    });
    session.changed.add(() => (this.counted = {}));
  }

  /** Who has seen a message, and who has it on a device. */
  read(id: string, seq: number) {
    const path = { params: { path: { conversation_id: id, seq } } };
    return ask(api.GET("/conversations/{conversation_id}/messages/{seq}/readers", path));
  }

  count(id: string, seq: number): number {
    const mine = this.counted[id];
    return mine?.seq === seq ? mine.people.length : 0;
  }

  /** From now on this is the message that is counted. */
  async follow(id: string, seq: number): Promise<void> {
    if (this.counted[id]?.seq === seq) return;
    this.counted[id] = { seq, people: [] };
    const { read } = await this.read(id, seq);
    const mine = this.counted[id];
    if (mine?.seq !== seq) return;
    mine.people = [...new Set([...mine.people, ...read.map((person) => person.id)])];
  }
}

export const readers = new Readers();
