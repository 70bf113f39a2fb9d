import { Listeners } from "./listeners";
import { nearest, speak } from "./i18n.svelte";
import { Store } from "./store";
import type { Boot, Language, Me, Town } from "./types";

const KEY = "leapfrog.me";
const LANGUAGE = "leapfrog.language";
const BORROWED = "leapfrog.borrowed";

function remembered(): Me | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null") as Me | null;
  } catch {
    return null;
  }
}

/** Who is here, in which town, and what this device remembers for them. */
class Session {
  me = $state<Me | null>(null);
  town = $state<Town | null>(null);
  /** On a computer that is not one's own: let in by the phone, for some hours. */
  borrowed = $state(false);
  /** Where somebody without a session wanted to go; they get there after signing in. */
  wanted: string | null = null;
  store: Store | null = null;
  /** Told when a person is here (their store is open) and when they have left (null). */
  readonly changed = new Listeners<Me | null>();

  async start(boot: Boot): Promise<void> {
    this.town = boot.town;
    const me = boot.shell ? remembered() : boot.me;
    const chosen = localStorage.getItem(LANGUAGE);
    const words = speak(me?.language ?? (chosen as Language) ?? nearest(navigator.languages));
    this.lend(boot.shell ? localStorage.getItem(BORROWED) !== null : (boot.borrowed ?? false));
    if (me) await this.enter(me);
    else localStorage.removeItem(KEY);
    await words;
  }

  /**
   * After joining, signing in or being let in by another device. The store first: screens that open
   * before everybody was told would be emptied again.
   */
  async enter(me: Me): Promise<void> {
    this.store?.close();
    this.store = await Store.open(me.id).catch(() => null);
    this.update(me);
    this.changed.tell(me);
  }

  /** Whether this computer is borrowed; before `enter`. */
  lend(yes: boolean): void {
    this.borrowed = yes;
    if (yes) localStorage.setItem(BORROWED, "yes");
    else localStorage.removeItem(BORROWED);
  }

  /** New facts about the same person. */
  update(me: Me): void {
    this.me = me;
    localStorage.setItem(KEY, JSON.stringify(me));
    void speak(me.language);
  }

  async choose(language: Language): Promise<void> {
    localStorage.setItem(LANGUAGE, language);
    await speak(language);
  }

  /** The session has ended: nothing of the person stays on this device. */
  async leave(): Promise<void> {
    const me = this.me;
    if (!me) return;
    this.me = null;
    localStorage.removeItem(KEY);
    this.lend(false);
    localStorage.setItem(LANGUAGE, me.language);
    this.changed.tell(null);
    this.store?.close();
    this.store = null;
    await Store.forget(me.id).catch(() => {});
    if ("caches" in globalThis) await caches.delete("leapfrog-avatars");
  }
}

export const session = new Session();
