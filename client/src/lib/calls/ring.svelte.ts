/** The door to calls, and all of them that the first load has: the rest comes when one rings. */
import { connection } from "$lib/kernel/connection.svelte";
import type { Conversation, Face, LiveCall } from "$lib/kernel/types";

export type Media = LiveCall["media"];

class Ring {
  /** The screens of calls are wanted. */
  on = $state(false);

  attach(): void {
    connection.calls.add((call) => void this.hear(call).catch(() => {}));
  }

  async place(person: Face, conversation: string, media: Media): Promise<void> {
    (await this.open()).place(person, conversation, media);
  }

  private async open() {
    const { calls } = await import("./calls.svelte");
    this.on = true;
    return calls;
  }

  private async hear(call: LiveCall): Promise<void> {
    if (this.on || (call.state === "ringing" && !call.outgoing)) (await this.open()).hear(call);
  }
}

export const ring = new Ring();

// Of another town one may only write to who is tied over the line: those can be called, too.
const CALLED = new Set(["person", "remote"]);

/** Whom one can call from a conversation: the other one of two of this town who may write. */
export function callee({ kind, person, name, writable, request }: Conversation): Face | null {
  if (kind !== "direct" || !person || !CALLED.has(person.kind) || !writable || request) return null;
  return { id: person.id, name, avatar: person.avatar };
}
