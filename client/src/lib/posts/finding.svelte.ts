import { once } from "$lib/kernel/once";
import type { Feed } from "./feed.svelte";
import { found } from "./feeds.svelte";
import { findElsewhere, findPeople, findTopics } from "./people.svelte";
import type { Post, Someone, Topic } from "./types";

const PAUSE = 300;

/** What the Square has for some words: its posts, people and topics, asked for once by whoever shows them. */
class Finding {
  feed = $state.raw<Feed | null>(null);
  /** Posts elsewhere, found by their address. */
  there = $state.raw<Post[]>([]);
  people = $state.raw<Someone[]>([]);
  topics = $state.raw<Topic[]>([]);
  busy = $state(false);
  private text = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** What is being typed; asked when the person pauses. */
  look(text: string): void {
    if (text === this.text) return;
    this.text = text;
    clearTimeout(this.timer);
    this.busy = text !== "";
    if (text) this.timer = setTimeout(() => void this.ask(text), PAUSE);
    else this.take(null, [], [], []);
  }

  private async ask(text: string): Promise<void> {
    const feed = found(text);
    const [who, about, there] = await Promise.all([
      findPeople(text).catch(() => []),
      findTopics(text).catch(() => []),
      findElsewhere(text),
      feed.open(),
    ]);
    if (text !== this.text) return;
    const people = once([...there.people, ...who], (one) => one.person.id);
    this.take(feed, there.posts, people, about);
  }

  private take(feed: Feed | null, there: Post[], people: Someone[], topics: Topic[]): void {
    [this.feed, this.there, this.people, this.topics] = [feed, there, people, topics];
    this.busy = false;
  }
}

export const finding = new Finding();
