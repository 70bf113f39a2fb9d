import { api, ask } from "$lib/kernel/api";
import { session } from "$lib/kernel/session.svelte";
import type { Face, Message } from "$lib/kernel/types";
import { foldAll } from "./fold";
import { joined } from "./lines";

const PAGE = 50;
/** How many messages of one conversation this device keeps. */
const KEPT = 200;

type Place = { before?: number; after?: number; around?: number; date?: string };

/** When a day (`2026-11-24`) begins on this device's clock. */
const midnight = (day: string) => new Date(`${day}T00:00`);

/** The row with that seq, in rows ordered by it. */
export function bySeq(rows: readonly Message[], seq: number): Message | undefined {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const row = rows[middle]!;
    if (row.seq === seq) return row;
    if (row.seq < seq) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/**
 * One open conversation's messages: an unbroken tail, longer the further one scrolls up; and,
 * after a jump far back, another unbroken run that is shown instead until the two meet.
 */
export class MessageLog {
  messages = $state.raw<Message[]>([]);
  away = $state.raw<Message[] | null>(null);
  private tailMore = $state(true);
  /** The last that its row in the list shows: all that is known of it before its messages came. */
  last = $state.raw<Message | null>(null);
  /** Why older messages did not come. */
  trouble = $state.raw<unknown>(null);
  /** Ends when the first messages are here, or will not come now. */
  opening: Promise<void> = Promise.resolve();
  private readonly tail = $derived(
    this.messages.length || !this.last ? this.messages : [this.last],
  );
  readonly shown = $derived(this.away ?? this.tail);
  /** Older ones than those shown may be on the server. */
  readonly more = $derived(this.away ? (this.away[0]?.seq ?? 1) > 1 : this.tailMore);
  loading = $state(false);
  private coming: Promise<void> | undefined;
  /** What this device remembers of it has been read. */
  primed = false;
  /** Taken off this person's screens. */
  hidden = $state.raw<ReadonlySet<number>>(new Set());

  constructor(
    readonly id: string,
    private readonly told: (people: readonly Face[]) => void = () => {},
  ) {}

  /** Answers false when a message is missing between what is here and this one. */
  take(messages: readonly Message[]): boolean {
    const all = joined(this.messages, messages);
    if (!all) return false;
    const appended = (messages[0]?.seq ?? 0) > (this.messages.at(-1)?.seq ?? 0);
    // Rows from below were perhaps read before an event that is here already was written.
    this.messages = foldAll(all, appended ? messages : all);
    if (this.away) this.away = foldAll(this.away, messages);
    if (all[0]) this.tailMore = all[0].seq > 1;
    return true;
  }

  /** Nothing was said in it, ever. */
  isEmpty(): void {
    this.tailMore = false;
  }

  /**
   * The device begins anew: what was here may be out of date. Where somebody was brought to stays in
   * view until it has been read again.
   */
  forget(): void {
    this.messages = [];
    this.tailMore = this.primed = true;
  }

  /** After it was forgotten: what is shown, from the server. */
  async again(): Promise<void> {
    if (!this.away) return this.older();
    const page = await this.read({ around: this.away[this.away.length >> 1]!.seq });
    if (this.away && page?.messages.length) this.showRun(page.messages);
  }

  /** What is shown of that seq, or the tail has of it. */
  at(seq: number): Message | undefined {
    return bySeq(this.shown, seq) ?? bySeq(this.messages, seq);
  }

  /**
   * Reads a page of older messages; the newest ones when there are none yet. Whoever asks while one
   * is under way waits for that.
   */
  older(): Promise<void> {
    return (this.coming ??= this.readOlder().finally(() => (this.coming = undefined)));
  }

  private async readOlder(): Promise<void> {
    if (this.loading || !this.more) return;
    const isAway = this.away !== null;
    const before = (this.away ?? this.messages)[0]?.seq;
    this.trouble = null;
    const page = await this.read(before ? { before } : {}).catch((error: unknown) => {
      this.trouble = error;
      throw error;
    });
    if (!page) return;
    // They are of the run that was shown when they were asked for, whatever is shown by now.
    if (isAway) return this.enlarge(page.messages);
    this.take(page.messages);
    this.tailMore = page.more;
    // A jump may have been faster than the newest messages.
    this.meet();
    if (this.messages.length <= KEPT) await session.store?.putMessages(page.messages);
  }

  /** After a jump: reads on towards the newest. */
  async newer(): Promise<void> {
    const after = this.away?.at(-1)?.seq;
    if (this.loading || after === undefined) return;
    const page = await this.read({ after });
    if (page) this.enlarge(page.messages);
  }

  /** Shows the messages around a seq, or of a day (`2026-11-24`); answers the seq that was looked for. */
  async jump(to: number | string): Promise<number | undefined> {
    if (typeof to === "number" && this.at(to)) return to;
    const place = typeof to === "number" ? { around: to } : { date: midnight(to).toISOString() };
    const page = await this.read(place);
    if (!page?.messages.length) return undefined;
    this.showRun(page.messages);
    if (typeof to === "number") return to;
    const day = midnight(to).getTime();
    return (page.messages.find((m) => Date.parse(m.created_at) >= day) ?? page.messages[0])!.seq;
  }

  /** They are not shown any more, once that is written; the rows stay, so that the run has no hole. */
  async hide(seqs: readonly number[]): Promise<void> {
    await session.store?.set(`hidden/${this.id}`, [...this.hidden, ...seqs]).catch(() => {});
    this.hidden = new Set([...this.hidden, ...seqs]);
  }

  /** What this device remembers of it. */
  async prime(): Promise<void> {
    if (this.primed) return;
    const { store } = session;
    this.hidden = new Set(await store?.get<number[]>(`hidden/${this.id}`));
    this.take((await store?.messages(this.id)) ?? []);
    this.primed = true;
  }

  /** Back to the newest. */
  home(): void {
    this.away = null;
  }

  private showRun(messages: readonly Message[]): void {
    this.away = [...messages];
    this.meet();
  }

  private enlarge(messages: readonly Message[]): void {
    const [first, last] = [messages[0], messages.at(-1)];
    if (!this.away || !first || !last) return;
    // After another jump meanwhile they are of a run that is not shown any more.
    if (last.seq < this.away[0]!.seq - 1 || first.seq > this.away.at(-1)!.seq + 1) return;
    this.away = foldAll(joined(this.away, messages) ?? this.away, messages);
    this.meet();
  }

  /** The run has reached the tail: from now on they are one. */
  private meet(): void {
    const [run, first] = [this.away, this.messages[0]?.seq ?? Infinity];
    if (!run || run.at(-1)!.seq < first - 1) return;
    this.away = null;
    this.take(run);
  }

  private async read(place: Place) {
    this.loading = true;
    const query = { limit: PAGE, ...place };
    try {
      const page = await ask(
        api.GET("/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: this.id }, query },
        }),
      );
      this.told(page.people ?? []);
      return page;
    } finally {
      this.loading = false;
    }
  }
}
