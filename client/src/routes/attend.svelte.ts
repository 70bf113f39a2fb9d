/** What the app does by the way once it is open: loaded when nobody waits for anything. */
import { counts } from "$lib/chat/kinds";
import { chats } from "$lib/chat/model.svelte";
import { connection } from "$lib/kernel/connection.svelte";
import { idle, sparing } from "$lib/kernel/idle";
import { router } from "$lib/kernel/router.svelte";
import { session } from "$lib/kernel/session.svelte";
import type { Message } from "$lib/kernel/types";
import { sharing } from "$lib/live/sharing.svelte";
import { news } from "$lib/posts/people.svelte";
import { dismiss, forget, isOn, keepUp } from "$lib/push/device";
import { chime } from "$lib/push/sound";
import { townMap } from "$lib/places/town-map.svelte";
import { now } from "./town/now.svelte";

/** The town believes for a little longer that somebody looks at this device. */
const STILL_HERE = 60_000;

/** Called once. */
export function attend(): void {
  connection.messages.add(hear);
  now.attend();
  session.changed.add((me) => void (me ? keepUp() : forget()).catch(() => {}));
  void keepUp().catch(() => {});
  navigator.serviceWorker?.addEventListener("message", (event: MessageEvent<{ go?: string }>) => {
    if (event.data?.go) void router.go(event.data.go);
  });
  document.addEventListener("visibilitychange", front);
  setInterval(front, STILL_HERE);
  $effect.root(() => {
    $effect(() => {
      if (connection.phase !== "live") return;
      front();
      void news.count();
      void sharing.load().catch(() => {});
      void keepMap().catch(() => {});
    });
    $effect(() => wished(router.path));
    $effect(() => {
      const unread = new Set(chats.list.filter((c) => c.unread).map((c) => `chat:${c.id}`));
      const isDone = (tag: string) =>
        /^(group_)?call:/.test(tag) || (tag.startsWith("chat:") && !unread.has(tag));
      if (chats.loaded && !document.hidden) void dismiss(isDone).catch(() => {});
    });
  });
}

/** The town's middle opens without a line, also for who never looked at the map. */
async function keepMap(): Promise<void> {
  if (sparing()) return;
  await idle();
  await townMap.know();
  if (!townMap.value) return;
  const { keepHome } = await import("$lib/places/home");
  await keepHome(townMap.value);
}

/** A button of a notification of a call leads to a place that says what it was for. */
function wished(at: string): void {
  const [path, query] = at.split("?");
  const asked = new URLSearchParams(query);
  for (const how of ["answer", "decline"] as const) {
    const id = asked.get(how);
    if (!id) continue;
    void router.go(path!, { replace: true });
    void import("$lib/calls/wish.svelte").then(({ wish }) => wish(id, how)).catch(() => {});
  }
}

/** Pushes to the person's other devices wait a moment while this one is looked at. */
function front(): void {
  const yes = !document.hidden;
  if (yes || said) connection.stream.send({ t: "front", yes });
  said = yes;
}
let said = false;

/** Quiet for what is read as it comes, and where a notification makes a sound already. */
function hear(message: Message): void {
  if (message.sender_id === session.me?.id || !counts(message)) return;
  const conversation = chats.get(message.conversation_id);
  if (conversation?.muted || conversation?.archived) return;
  const quiet = document.hidden ? isOn() : router.path === `/chat/${message.conversation_id}`;
  if (!quiet) void chime().catch(() => {});
}
