import { membersOf, type Members } from "$lib/chat/members.svelte";
import { chats } from "$lib/chat/model.svelte";
import { session } from "$lib/kernel/session.svelte";

export type Somebody = { id: string; name: string; avatar: string | null };

/** The people of a conversation, oneself first, by the names that one gave them. */
export class Gathered {
  readonly conversation = $derived.by(() => chats.get(this.id));
  readonly isGroup = $derived(this.conversation?.kind === "group");
  readonly others = $derived.by((): Somebody[] => {
    const me = session.me?.id;
    const { conversation } = this;
    if (!conversation) return [];
    if (conversation.kind !== "group")
      return conversation.person ? [{ ...conversation.person, name: conversation.name }] : [];
    return (this.members.value ?? [])
      .filter((one) => one.person.id !== me)
      .map((one) => ({ ...one.person, name: one.name || one.person.display_name }));
  });
  readonly all = $derived.by((): Somebody[] => {
    const me = session.me;
    return me ? [{ id: me.id, name: me.display_name, avatar: me.avatar }, ...this.others] : [];
  });

  private readonly members: Members;

  constructor(readonly id: string) {
    this.members = membersOf(id);
  }

  /** For `onMount`. */
  async load(): Promise<void> {
    await chats.enter(this.id).catch(() => {});
    if (this.isGroup) await this.members.load();
  }

  name(id: string): string {
    return this.all.find((one) => one.id === id)?.name ?? "";
  }
}
