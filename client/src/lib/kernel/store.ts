import { deleteDB, openDB, unwrap, type DBSchema, type IDBPDatabase } from "idb";
import { breakOff, runningIn } from "./transactions";
import type { ChatFile, ContactRow, Conversation, Message, NewMessage, Sync } from "./types";

/** Something written that waits for the server's word: a message, or an edit of one, a reaction … */
export type Outgoing = NewMessage & {
  client_id: string;
  conversation_id: string;
  kind: Message["kind"];
  created_at: string;
  failed: string | null;
  /** Its file is not at the server yet. */
  holds?: boolean;
  /** One's own town keeps it for the one that orders the group. */
  kept?: boolean;
};

/** A file that has to go to the server; `id` is the one it will have there. */
export type Upload = { id: string; kind: ChatFile["kind"]; name: string; blob: Blob; at: number };

interface Tables extends DBSchema {
  kv: { key: string; value: unknown };
  conversations: { key: string; value: Conversation };
  messages: { key: [string, number]; value: Message };
  contacts: { key: string; value: ContactRow };
  outbox: { key: string; value: Outgoing };
  drafts: { key: string; value: string };
  uploads: { key: string; value: Upload };
}

const VERSION = 3;
/** Since when this device keeps what has been listened to on it. */
const SINCE = "since";
const KEPT = 200;
const WHOLE = "book";
const of = (conversation: string, from = 0, to = Infinity) =>
  IDBKeyRange.bound([conversation, from], [conversation, to]);

/** What this device remembers for one person: IndexedDB `leapfrog-<person id>`. */
export class Store {
  private readonly running: ReadonlySet<IDBTransaction>;

  private constructor(private readonly db: IDBPDatabase<Tables>) {
    this.running = runningIn(unwrap(db) as unknown as IDBDatabase);
  }

  static async open(personId: string): Promise<Store> {
    const db = await openDB<Tables>(`leapfrog-${personId}`, VERSION, {
      upgrade(db, before, _now, tx) {
        if (before < 1) {
          db.createObjectStore("kv");
          db.createObjectStore("conversations", { keyPath: "id" });
          db.createObjectStore("messages", { keyPath: ["conversation_id", "seq"] });
          db.createObjectStore("contacts", { keyPath: "id" });
          db.createObjectStore("outbox", { keyPath: "client_id" });
          db.createObjectStore("drafts");
        }
        if (before < 2) {
          db.createObjectStore("uploads", { keyPath: "id" });
          void tx.objectStore("kv").put(new Date().toISOString(), SINCE);
        }
        // Contacts say now by what they are found: the book is read once more.
        void tx.objectStore("kv").delete(WHOLE);
      },
      blocking: (_old, _new, event) => (event.target as unknown as IDBDatabase).close(),
    });
    return new Store(db);
  }

  static async forget(personId: string): Promise<void> {
    await deleteDB(`leapfrog-${personId}`);
  }

  close(): void {
    this.db.close();
  }

  /** Ends at once: what is not written whole by now is not written, as in a crash. */
  breakOff(): void {
    breakOff(this.running);
    this.close();
  }

  async get<T>(key: string): Promise<T | undefined> {
    return (await this.db.get("kv", key)) as T | undefined;
  }

  async set(key: string, value: unknown): Promise<void> {
    await this.db.put("kv", value, key);
  }

  cursor(): Promise<string | undefined> {
    return this.get<string>("cursor");
  }

  conversations(): Promise<Conversation[]> {
    return this.db.getAll("conversations");
  }

  contacts(): Promise<ContactRow[]> {
    return this.db.getAll("contacts");
  }

  /** The whole book, read page by page after a sync that began anew. */
  async saveBook(rows: readonly ContactRow[]): Promise<void> {
    const tx = this.db.transaction(["kv", "contacts"], "readwrite");
    for (const row of rows) void tx.objectStore("contacts").put(row);
    void tx.objectStore("kv").put(true, WHOLE);
    await tx.done;
  }

  /** Whether every contact is here, and not only those that changed lately. */
  async hasBook(): Promise<boolean> {
    return (await this.get(WHOLE)) === true;
  }

  /** The newest messages of a conversation, oldest first, without a hole between them. */
  async messages(conversation: string): Promise<Message[]> {
    return this.db.getAll("messages", of(conversation));
  }

  /** Messages that join the kept tail from below. */
  async putMessages(messages: readonly Message[]): Promise<void> {
    const tx = this.db.transaction("messages", "readwrite");
    for (const message of messages) void tx.store.put(message);
    await tx.done;
  }

  /**
   * Writes one sync answer and its cursor together, so that a crash between the two can't lose
   * anything. Messages older than a hole are dropped: what is kept is always one unbroken tail.
   */
  async saveSync(sync: Sync): Promise<void> {
    const tx = this.db.transaction(["kv", "conversations", "messages", "contacts"], "readwrite");
    const messages = tx.objectStore("messages");
    const conversations = tx.objectStore("conversations");
    const contacts = tx.objectStore("contacts");
    if (sync.reset) await Promise.all([messages.clear(), conversations.clear(), contacts.clear()]);
    if (sync.reset) void tx.objectStore("kv").delete(WHOLE);
    for (const { messages: tail, ...conversation } of sync.conversations) {
      void conversations.put(conversation);
      const first = tail[0]?.seq ?? 0;
      const before = first > 1 && (await messages.get([conversation.id, first - 1]));
      if (first > 1 && !before) void messages.delete(of(conversation.id, 0, first - 1));
      for (const message of tail) void messages.put(message);
      const old = conversation.last_seq - KEPT;
      if (old > 0) void messages.delete(of(conversation.id, 0, old));
    }
    for (const row of sync.contacts) void contacts.put(row);
    for (const id of sync.removed_contacts) void contacts.delete(id);
    void tx.objectStore("kv").put(sync.cursor, "cursor");
    void tx.objectStore("kv").put(sync.requests, "requests");
    await tx.done;
  }

  async saveConversation(conversation: Conversation, message?: Message): Promise<void> {
    const tx = this.db.transaction(["conversations", "messages"], "readwrite");
    void tx.objectStore("conversations").put(conversation);
    if (message) void tx.objectStore("messages").put(message);
    await tx.done;
  }

  async dropConversation(id: string): Promise<void> {
    const tx = this.db.transaction(["conversations", "messages", "drafts"], "readwrite");
    void tx.objectStore("conversations").delete(id);
    void tx.objectStore("messages").delete(of(id));
    void tx.objectStore("drafts").delete(id);
    await tx.done;
  }

  /** Those kept by an older build had no kind: they are texts. */
  async outbox(): Promise<Outgoing[]> {
    return (await this.db.getAll("outbox")).map((item) => ({ ...item, kind: item.kind ?? "text" }));
  }

  async putOutgoing(item: Outgoing): Promise<void> {
    await this.db.put("outbox", item);
  }

  async deleteOutgoing(clientId: string): Promise<void> {
    await this.db.delete("outbox", clientId);
  }

  uploads(): Promise<Upload[]> {
    return this.db.getAll("uploads");
  }

  async upload(id: string): Promise<Upload | undefined> {
    return this.db.get("uploads", id);
  }

  async putUpload(upload: Upload): Promise<void> {
    await this.db.put("uploads", upload);
  }

  async deleteUpload(id: string): Promise<void> {
    await this.db.delete("uploads", id);
  }

  async drafts(): Promise<Record<string, string>> {
    const [keys, values] = await Promise.all([
      this.db.getAllKeys("drafts"),
      this.db.getAll("drafts"),
    ]);
    return Object.fromEntries(keys.map((key, i) => [key, values[i]!]));
  }

  async putDraft(conversation: string, text: string): Promise<void> {
    if (text) await this.db.put("drafts", text, conversation);
    else await this.db.delete("drafts", conversation);
  }
}
