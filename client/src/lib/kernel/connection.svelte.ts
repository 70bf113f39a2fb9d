import { api, signInNeeded } from "./api";
import { uuidv7 } from "./ids";
import { Listeners } from "./listeners";
import { content, Outbox } from "./outbox.svelte";
import { session } from "./session.svelte";
import { Stream, type Phase, type Wire } from "./stream";
import type { LiveCall, Message, ServerFrame, Sync } from "./types";

type Frame<T extends ServerFrame["t"]> = Extract<ServerFrame, { t: T }>;
export type Mark = Frame<"read"> | Frame<"delivered">;
export type Presence = Frame<"presence">;
export type Signalled = Frame<"signal">;
export type GroupSignalled = Frame<"group_signal">;
/** One call of a group as it is now, or all that go on. */
export type GroupCallsTold = Frame<"group_call"> | Frame<"group_calls">;
export type RidePosition = Frame<"ride_position">;
export type SeatsTold = Frame<"seats">;

/**
 * The live line and what hangs on it. Modules listen: `syncs` after a sync answer was written to
 * the store (contacts, conversations), `messages`, `marks` (read, delivered), `typing` and
 * `presences` for what happens right now, `calls` and `signals` for calls, `groupCalls` and
 * `groupSignals` for those of groups, `changes`, `cards` and `posts` for "look again" hints, also for
 * those of the time in which there was no line.
 */
class Connection {
  phase = $state<Phase>("off");
  /** The line is up, but the town waits for its database. */
  held = $state(false);
  /** Contact requests that wait for an answer. */
  requests = $state(0);
  readonly syncs = new Listeners<Sync>();
  readonly messages = new Listeners<Message>();
  readonly marks = new Listeners<Mark>();
  readonly typing = new Listeners<Frame<"typing">>();
  readonly calls = new Listeners<LiveCall>();
  readonly signals = new Listeners<Signalled>();
  readonly groupCalls = new Listeners<GroupCallsTold>();
  readonly groupSignals = new Listeners<GroupSignalled>();
  readonly presences = new Listeners<Presence>();
  /** Where the driver of the person's ride is. */
  readonly positions = new Listeners<RidePosition>();
  /** Seats of the show that is looked at. */
  readonly seats = new Listeners<SeatsTold>();
  readonly changes = new Listeners<Extract<ServerFrame, { t: "changed" }>["what"]>();
  /** A post was liked, or something was said under it. */
  readonly posts = new Listeners<string>();
  /** While there was no line there may have been posts, which may be on the screen already. */
  readonly missedPosts = new Listeners<void>();
  /** The refs of cards that are not what they were; "": any may be another. */
  readonly cards = new Listeners<string>();
  /** Files have to go to the server before what they belong to. */
  readonly holds = new Listeners<void>();
  /** This window, as calls know it. */
  readonly device = uuidv7();
  private cursor: string | null = null;

  readonly stream = new Stream({
    open: () => new WebSocket(`${location.origin.replace("http", "ws")}/api/v1/stream`) as Wire,
    cursor: () => this.cursor,
    device: this.device,
    frame: (frame) => this.hear(frame),
    phase: (phase) => this.enter(phase),
    probe: () => void api.GET("/me").catch(() => {}),
    later: (run, ms) => setTimeout(run, ms),
    cancel: (timer) => clearTimeout(timer as number),
    random: Math.random,
    now: Date.now,
  });

  readonly outbox = new Outbox({
    // What the disk has no room for goes out all the same, as long as the page is open.
    save: async (item) => session.store?.putOutgoing(item).catch(() => {}),
    remove: async (id) => session.store?.deleteOutgoing(id),
    send: (frame) => this.stream.send(frame),
    later: (run, ms) => setTimeout(run, ms),
    held: () => this.holds.tell(),
  });

  /** Begins to listen to the browser and to the session. Called once. */
  attach(): void {
    signInNeeded.add(() => void session.leave());
    addEventListener("online", () => this.stream.wake());
    addEventListener("offline", () => this.stream.wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.stream.wake());
  }

  /** The person's store is open: carry on from its cursor; a new device, from the page's `first`. */
  async start(first?: Sync): Promise<void> {
    const store = session.store;
    this.cursor = (await store?.cursor()) ?? null;
    if (first && !this.cursor) this.take(first);
    this.requests = (await store?.get<number>("requests")) ?? this.requests;
    this.outbox.restore((await store?.outbox()) ?? []);
    this.stream.start();
  }

  stop(): void {
    this.stream.stop();
    this.cursor = null;
    this.requests = 0;
    this.outbox.restore([]);
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    if (phase !== "live") this.held = false;
    if (phase === "live") void this.sendAll();
  }

  private async sendAll(): Promise<void> {
    this.outbox.join((await session.store?.outbox().catch(() => [])) ?? []);
    this.outbox.restart();
  }

  private hear(frame: ServerFrame): void {
    if (frame.t === "sync") {
      this.take(frame);
      for (const missed of frame.missed ?? []) {
        if (missed.t === "changed" && missed.what === "posts") this.missedPosts.tell();
        else this.hint(missed);
      }
    } else if (frame.t === "message") this.arrived(frame.message);
    else if (frame.t === "ack") this.acknowledged(frame);
    else if (frame.t === "nack") void this.refused(frame);
    else if (frame.t === "read" || frame.t === "delivered") this.marks.tell(frame);
    else if (frame.t === "typing") this.typing.tell(frame);
    else if (frame.t === "presence") this.presences.tell(frame);
    else if (frame.t === "ride_position") this.positions.tell(frame);
    else if (frame.t === "seats") this.seats.tell(frame);
    else if (frame.t === "call") this.calls.tell(frame.call);
    else if (frame.t === "signal") this.signals.tell(frame);
    else if (frame.t === "group_call" || frame.t === "group_calls") this.groupCalls.tell(frame);
    else if (frame.t === "group_signal") this.groupSignals.tell(frame);
    else if (frame.t === "changed" || frame.t === "post") this.hint(frame);
    else if (frame.t === "hold") this.held = !frame.over;
    else if (frame.t === "bye") void session.leave();
  }

  private hint(frame: Frame<"changed"> | Frame<"post">): void {
    if (frame.t === "post") this.posts.tell(frame.post_id);
    else if (frame.what === "card") this.cards.tell(frame.ref ?? "");
    else this.changes.tell(frame.what);
  }

  private async refused({ client_id, code }: Frame<"nack">): Promise<void> {
    await this.outbox.refuse(client_id, code);
    if (code === "no_file") this.holds.tell();
  }

  private arrived(message: Message): void {
    this.settle(message);
    this.messages.tell(message);
  }

  /** Somebody else's message settles nothing, whatever id it bears. */
  private settle({ sender_id, client_id }: Message): void {
    if (sender_id === session.me?.id) void this.outbox.settle(client_id);
  }

  private take(sync: Sync): void {
    this.held = false;
    this.cursor = sync.cursor;
    this.requests = sync.requests;
    if (sync.me) session.update(sync.me);
    void session.store?.saveSync(sync).catch(() => {});
    this.syncs.tell(sync);
    for (const { messages } of sync.conversations)
      for (const message of messages) this.settle(message);
  }

  /** An ack turns the waiting message into a real one, as if it had arrived by the stream. */
  private acknowledged({ client_id, seq, created_at }: Frame<"ack">): void {
    const item = this.outbox.items.find((i) => i.client_id === client_id);
    if (!item || !session.me) return;
    this.arrived({ ...content(item), seq, sender_id: session.me.id, created_at });
  }
}

export const connection = new Connection();
