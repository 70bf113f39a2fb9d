/** The door to calls, and all of them that the first load has: the rest comes when one rings. */
import { connection, type GroupCallsTold } from "$lib/kernel/connection.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Conversation, Face, LiveCall, LiveGroupCall } from "$lib/kernel/types";
import { goingOn } from "./going-on";

export type Media = LiveCall["media"];

class Ring {
  /** The screens of calls are wanted, those of groups. */
  on = $state(false);
  group = $state(false);
  /** Calls of one's groups, with those that have just ended. */
  private known = $state.raw<LiveGroupCall[]>([]);

  attach(): void {
    connection.calls.add((call) => void this.hear(call).catch(() => {}));
    connection.groupCalls.add((told) => void this.hearGroups(told).catch(() => {}));
    session.changed.add((me) => void (me || (this.known = [])));
  }

  /** The call that goes on in a conversation. */
  in(conversation: string): LiveGroupCall | undefined {
    return this.known.find((one) => one.conversation_id === conversation && !one.ended_at);
  }

  async place(person: Face, conversation: string, media: Media): Promise<void> {
    (await this.open()).place(person, { conversation_id: conversation, media });
  }

  /** Calls the other one of a ride, of whom one sees no handle. */
  async ride(person: Face, id: string): Promise<void> {
    const wanted = { conversation_id: null, media: "voice", about: `ride:${id}` } as const;
    (await this.open()).place(person, wanted);
  }

  /** Calls a group, or joins the call that goes on there: without a camera, until it is wanted. */
  async gather(conversation: string, media: Media): Promise<void> {
    const running = this.in(conversation);
    const groups = await this.openGroup();
    if (running) groups.join(running);
    else groups.start(conversation, media);
  }

  private async open() {
    const { calls } = await import("./calls.svelte");
    this.on = true;
    return calls;
  }

  private async openGroup() {
    const { groupCalls } = await import("./group-calls.svelte");
    this.group = true;
    return groupCalls;
  }

  private async hear(call: LiveCall): Promise<void> {
    if (this.on || (call.state === "ringing" && !call.outgoing)) (await this.open()).hear(call);
  }

  private async hearGroups(told: GroupCallsTold): Promise<void> {
    this.known = goingOn(this.known, told);
    const me = session.me?.id ?? "";
    if (this.group || this.known.some((one) => one.rings.includes(me)))
      (await this.openGroup()).hear(this.known);
  }
}

export const ring = new Ring();

// Of another town one may only write to who is tied over the line: those can be called, too.
const CALLED = new Set(["person", "remote"]);

/** Whom one can call from a conversation: the other one of two of this town who may write. */
export function callee(one: Conversation): Face | null {
  const { kind, person, name } = one;
  if (kind !== "direct" || !person || !CALLED.has(person.kind) || one.by_note) return null;
  if (!one.writable || one.request) return null;
  return { id: person.id, name, avatar: person.avatar };
}

/** Whether one can call a group; one with people of other towns cannot be called. */
export const callable = ({ kind, writable, across, member_count }: Conversation): boolean =>
  kind === "group" && !!writable && !across && (member_count ?? 0) > 1;
