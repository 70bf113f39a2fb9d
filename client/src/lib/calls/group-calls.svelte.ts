import { uuidv7 } from "$lib/kernel/ids";
import { connection } from "$lib/kernel/connection.svelte";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import type { LiveGroupCall, SeatedCall } from "$lib/kernel/types";
import { GroupWays } from "./group-ways.svelte";
import type { Media } from "./ring.svelte";
import { Talk } from "./talk.svelte";
import { ends, rings } from "./tones";
import * as town from "./town-groups";

/** What this window wants to be in: a call of a group that is there, or one that it begins. */
type Wanted = { id: string; conversation: string; media: Media; begins: boolean };

/** The call of a group of this window. */
class GroupCalls extends Talk {
  /** As the town told it last; null before it has. */
  call = $state.raw<LiveGroupCall | null>(null);
  wanted = $state.raw<Wanted | null>(null);
  active = $state.raw<GroupWays | null>(null);

  constructor() {
    super();
    connection.groupSignals.add((one) => one.call_id === this.id && this.active?.take(one));
  }

  /** Calls a group, unless there is a call already: then that one is shown. */
  start(conversation: string, media: Media): void {
    if (this.shown()) return;
    this.begin({ id: uuidv7(), conversation, media, begins: true });
    void this.enter(media);
  }

  /** Comes to a call that goes on; a camera is switched on afterwards. */
  join(call: LiveGroupCall): void {
    if (this.shown()) return;
    this.come(call);
    void this.enter("voice");
  }

  retry(): void {
    void this.enter(this.wanted!.begins ? this.wanted!.media : "voice");
  }

  /** What the town says of the calls of one's groups. */
  hear(told: readonly LiveGroupCall[]): void {
    const me = session.me?.id ?? "";
    const mine = told.find((one) => one.id === this.id);
    if (mine) this.changed(mine, me);
    else if (this.phase === "talking" || this.phase === "incoming") this.missing();
    if (this.busy || this.elsewhere) return;
    const rung = told.find((one) => one.rings.includes(me) && !this.done.has(one.id));
    if (rung) this.incoming(rung);
  }

  async accept(camera = true): Promise<void> {
    await this.enter(camera ? this.wanted!.media : "voice");
  }

  decline(): void {
    const id = this.id!;
    this.close();
    void town.decline(id).catch(() => {});
  }

  hangUp(): void {
    const { active } = this;
    if (!active) return this.close();
    this.leave();
    ends();
    this.close();
  }

  protected get ways(): GroupWays | null {
    return this.active;
  }

  protected get id(): string | null {
    return this.wanted?.id ?? null;
  }

  protected forget(): void {
    this.call = this.wanted = null;
  }

  protected leave(): void {
    if (this.id && this.active) void town.leave(this.id, this.active.seat).catch(() => {});
  }

  protected override rest(): void {
    super.rest();
    this.active = null;
  }

  private begin(wanted: Wanted): void {
    this.close();
    this.wanted = wanted;
  }

  private come(call: LiveGroupCall): void {
    const { id, conversation_id: conversation, media } = call;
    this.begin({ id, conversation, media, begins: false });
    this.call = call;
  }

  private incoming(call: LiveGroupCall): void {
    this.come(call);
    this.phase = "incoming";
    this.quiet = rings();
  }

  private async enter(media: Media): Promise<void> {
    if (!(await this.open(media))) return;
    this.phase = "calling";
    const { turn, wanted } = this;
    try {
      const seated = wanted!.begins ? await this.place(wanted!) : await town.join(wanted!.id);
      if (turn === this.turn) this.seated(seated);
      else if (seated.seat !== null) await town.leave(seated.call.id, seated.seat);
    } catch (cause) {
      if (turn !== this.turn) return;
      this.close();
      this.problem = cause;
    }
  }

  /** Somebody else may have begun one in this group a moment before. */
  private async place(wanted: Wanted): Promise<SeatedCall> {
    try {
      return await town.start(wanted.id, wanted.conversation, wanted.media);
    } catch (cause) {
      const theirs = Problem.of(cause).code === "call_runs" && (await town.going(wanted));
      if (!theirs) throw cause;
      this.wanted = { ...wanted, id: theirs.id, begins: false };
      return town.join(theirs.id);
    }
  }

  private seated({ call, seat }: SeatedCall): void {
    if (seat === null) return this.close("call_over");
    this.call = call;
    this.phase = "talking";
    this.trouble = null;
    this.active = new GroupWays(call, seat, this.own);
  }

  private changed(call: LiveGroupCall, me: string): void {
    if (this.call && call.turn < this.call.turn) return;
    this.call = call;
    if (this.phase === "incoming") this.rung(call, me);
    if (this.phase !== "talking") return;
    const mine = call.seats.find((one) => one.person.id === me);
    if (call.ended_at) this.end();
    else if (mine?.seat === this.active?.seat) this.active!.update(call);
    else if (mine && mine.seat > this.active!.seat) this.close("call_taken");
    else if (!mine) this.missing();
  }

  /** It rings here no more when another device of one's own has acted, or it is over. */
  private rung(call: LiveGroupCall, me: string): void {
    if (call.rings.includes(me)) return;
    const taken = call.seats.some((one) => one.person.id === me);
    this.close(taken ? "call_taken" : undefined);
  }

  /** The town believes that this device is gone: it comes again, or hears why it cannot. */
  private missing(): void {
    const { id, phase } = this;
    if (phase === "incoming") return this.close();
    const { turn } = this;
    void town.join(id!).then(
      (seated) => {
        if (turn !== this.turn) return;
        if (seated.seat === this.active?.seat) return this.active!.update(seated.call);
        this.active?.close();
        this.seated(seated);
      },
      (cause: unknown) => {
        if (turn !== this.turn) return;
        this.close();
        this.problem = cause;
      },
    );
  }
}

export const groupCalls = new GroupCalls();
