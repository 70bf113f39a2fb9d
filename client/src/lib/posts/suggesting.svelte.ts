import { session } from "$lib/kernel/session.svelte";
import { feeds } from "./feeds.svelte";
import { findPeople, findTopics, people } from "./people.svelte";
import { begun } from "./pieces";
import type { Author, Topic } from "./types";

const MOST = 8;
const WAIT = 160;

export type Suggestion = { text: string; person?: Author; topic?: Topic };

/** A topic with spaces in it needs a hash at its end, too. */
export const topicText = (shown: string): string =>
  /^[\p{L}\p{N}_]+$/u.test(shown) ? `#${shown}` : `#${shown}#`;

const ofPerson = (person: Author): Suggestion => {
  const name = person.remote ? person.address : person.handle;
  return { text: `@${name}`, person };
};
const ofTopic = (topic: Topic): Suggestion => ({ text: topicText(topic.shown), topic });

async function look(sign: "@" | "#", word: string): Promise<Suggestion[]> {
  if (sign === "#") return (word ? await findTopics(word) : feeds.topics).map(ofTopic);
  const mine = session.me?.id ?? "";
  const all = word ? await findPeople(word) : (await people(mine, "following", null)).people;
  return all.filter((one) => one.person.id !== mine).map((one) => ofPerson(one.person));
}

/** Whom or what somebody is about to name. */
export class Suggesting {
  found = $state.raw<Suggestion[]>([]);
  private length = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `before`: the text up to the caret. */
  see(before: string): void {
    clearTimeout(this.timer);
    const now = begun(before);
    if (!now) return void (this.found = []);
    this.length = now.word.length + 1;
    this.timer = setTimeout(async () => {
      const found = await look(now.sign, now.word).catch(() => []);
      this.found = found.slice(0, MOST);
    }, WAIT);
  }

  /** The text with the name instead of what was begun before `caret`, and where one goes on. */
  take(one: Suggestion, text: string, caret: number): [text: string, caret: number] {
    const start = text.slice(0, caret - this.length) + one.text + " ";
    this.found = [];
    return [start + text.slice(caret).trimStart(), start.length];
  }
}
