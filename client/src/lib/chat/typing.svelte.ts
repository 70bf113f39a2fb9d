import { connection } from "$lib/kernel/connection.svelte";

/** After so long without another word of it, somebody has stopped writing. */
const FADES = 6_000;
/** How often the others are told while one writes. */
const EVERY = 3_000;

/** Who is writing where; and telling the others that one is. */
class Typing {
  private now = $state<Record<string, string[]>>({});
  private timers = new Map<string, ReturnType<typeof setTimeout>>();
  private told = new Map<string, number>();
  /** Written before the line was up: said as soon as it is, if it is still true then. */
  private unsaid: { conversation: string; at: number } | null = null;

  constructor() {
    connection.typing.add(({ conversation_id, person_id }) =>
      this.hear(conversation_id, person_id),
    );
    connection.messages.add((m) => this.stop(m.conversation_id, m.sender_id));
    // Listeners hear of a sync before the line takes anything.
    connection.syncs.add(() => queueMicrotask(() => this.catchUp()));
  }

  in(conversation: string): string[] {
    return this.now[conversation] ?? [];
  }

  /** The person writes: said at most every three seconds. */
  tell(conversation: string, now = Date.now()): void {
    if (now - (this.told.get(conversation) ?? 0) < EVERY) return;
    if (connection.stream.send({ t: "typing", conversation_id: conversation }))
      this.told.set(conversation, now);
    else this.unsaid = { conversation, at: now };
  }

  /** It was sent: the next word is a new beginning. */
  sent(conversation: string): void {
    this.told.delete(conversation);
    this.unsaid = null;
  }

  private catchUp(now = Date.now()): void {
    const { unsaid } = this;
    this.unsaid = null;
    if (unsaid && now - unsaid.at < FADES) this.tell(unsaid.conversation, now);
  }

  private hear(conversation: string, person: string): void {
    const key = `${conversation} ${person}`;
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => this.stop(conversation, person), FADES),
    );
    if (!this.in(conversation).includes(person))
      this.now[conversation] = [...this.in(conversation), person];
  }

  private stop(conversation: string, person: string): void {
    const all = this.now[conversation];
    if (all?.includes(person)) this.now[conversation] = all.filter((id) => id !== person);
  }
}

export const typing = new Typing();
