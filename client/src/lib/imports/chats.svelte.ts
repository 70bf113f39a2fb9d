import { api, ask } from "$lib/kernel/api";
import { once } from "$lib/kernel/once";
import type { components } from "$lib/kernel/schema";
import type { ContactRow } from "$lib/kernel/types";
import { at, Bringing } from "./model.svelte";

type S = components["schemas"];
export type Conversation = S["ImportConversation"];
export type Speaker = S["ImportPerson"];

const PAGE = 100;
const MANY = 500;

/** A file of chats: which of them come in, and who speaks in them. */
export class ChatsBringing extends Bringing {
  conversations = $state.raw<Conversation[]>([]);
  people = $state.raw<Speaker[]>([]);
  more = $state(false);
  /** Numbers of the conversations that are not to come in. */
  left = $state.raw<ReadonlySet<number>>(new Set());
  readonly news = $derived(this.conversations.filter((one) => !one.known));
  readonly wanted = $derived(this.news.filter((one) => !this.left.has(one.n)));
  readonly total = $derived(
    this.conversations.filter((one) => one.chosen).reduce((sum, one) => sum + one.entries, 0),
  );

  /** What is in the file. */
  async parts(): Promise<void> {
    await this.readConversations();
    if (!this.people.length) await this.next();
  }

  async next(): Promise<void> {
    const query = { after: this.people.length, limit: PAGE };
    const params = { path: { import_id: this.id }, query };
    const page = await ask(api.GET("/imports/{import_id}/people", { params }));
    this.people = once([...this.people, ...page.people], (one) => one.key);
    this.more = page.next !== null;
  }

  /** Says who somebody is; only one of all is oneself. */
  async choose(key: string, is: "me" | "outsider" | ContactRow): Promise<void> {
    const contact = typeof is === "string" ? null : is;
    const decision: Speaker["decision"] = typeof is === "string" ? is : "contact";
    const body = { people: [{ key, decision, contact_id: contact?.id ?? null }] };
    await ask(api.PUT("/imports/{import_id}/people", { ...at(this.id), body }));
    this.people = this.people.map((one) => {
      if (one.key === key)
        return {
          ...one,
          decision,
          contact_id: contact?.id ?? null,
          contact_name: contact?.name ?? "",
        };
      const wasMe = decision === "me" && one.decision === "me";
      return wasMe ? { ...one, decision: "outsider" } : one;
    });
  }

  /** Reads the same file with the day first, or the month. */
  async readAnew(day_first: boolean): Promise<void> {
    await this.change({ day_first });
    await this.readConversations();
  }

  pick(n: number, wanted: boolean): void {
    const left = new Set(this.left);
    if (wanted) left.delete(n);
    else left.add(n);
    this.left = left;
  }

  override async apply(): Promise<void> {
    await this.change({ conversations: this.wanted.map(({ n }) => n) });
    await super.apply();
    await this.readConversations();
  }

  private async readConversations(): Promise<void> {
    const found: Conversation[] = [];
    for (let after: number | null = 0; after !== null;) {
      const params = { path: { import_id: this.id }, query: { after, limit: MANY } };
      const page: S["ImportConversations"] = await ask(
        api.GET("/imports/{import_id}/conversations", { params }),
      );
      found.push(...page.conversations);
      after = page.next;
    }
    this.conversations = found;
  }
}
