import { tick, type Component } from "svelte";
import { Table, type Match, type Params } from "./patterns";
import {
  landing,
  moved,
  pushed,
  replaced,
  switched,
  tabAt,
  TABS,
  urlOf,
  type Place,
  type TabId,
} from "./place";
import { wide } from "./wide.svelte";

export type ScreenProps = { params: Params; query: URLSearchParams };
/** A screen takes `ScreenProps`, or nothing; a tab's view takes nothing. */
export type View = Component<never>;
/** One row of the registry: which tab it belongs under, how to load it, and for whom it is. */
export type Screen = {
  tab: TabId;
  load: () => Promise<{ default: View }>;
  /** Open to people who are not signed in; `only`: not to others. */
  guest?: boolean | "only";
  view?: View;
};

const SOON = 250;
/** A post by the number that client apps of Mastodon know: the town leads on from it. */
const NUMBERED = /^\/post\/\d+$/;

class Router {
  tab = $state<TabId>("chats");
  stack = $state<string[]>([]);
  /** Tells the tab that its own button was pressed while it was in view: scroll to the top. */
  again = $state(0);
  /** What stood after the `#` of the address that the app was opened by; it does not stay there. */
  fragment = "";
  private n = 0;
  private home = false;
  /** Steps within the screen in view, each an entry of the history. */
  private steps: { n: number; undo: () => void }[] = [];
  private table = $state.raw(new Table<Screen>({}));
  /** Whether all screens are known, and not only those of the first load. */
  private complete = false;
  private others = async (): Promise<void> => {};
  private reading: Promise<void> | undefined;
  /** Where the last step leads, which may not be drawn yet. */
  private target: Place | undefined;

  get path(): string {
    return urlOf(this.place);
  }

  private get place(): Place {
    return { tab: this.tab, stack: [...this.stack], n: this.n, home: this.home };
  }

  /** `others`: makes all screens known. */
  async start(others: () => Promise<void>): Promise<void> {
    this.others = others;
    addEventListener("popstate", this.onPop);
    document.addEventListener("click", this.onClick);
    document.addEventListener("pointerdown", this.onPointerDown, { passive: true });
    this.fragment = location.hash.slice(1);
    const kept = history.state as Place | null;
    const path = location.pathname + location.search;
    const wanted = kept?.stack ?? [moved(path)];
    if (!wanted.every((one) => this.isOurs(one))) await this.whole().catch(() => {});
    if (kept?.stack) return this.set(kept);
    const [first, ...rest] = landing(path, (p) => this.match(p)?.value.tab ?? "chats");
    history.replaceState(first, "", urlOf(first!));
    for (const place of rest) history.pushState(place, "", urlOf(place));
    this.set(rest.at(-1) ?? first!);
  }

  /** What screens there are: more of them than before, or those of somebody else. */
  know(screens: Record<string, Screen>): void {
    this.table = new Table(screens);
  }

  /** Resolves when all screens are known. */
  whole(): Promise<void> {
    return (this.reading ??= this.others().then(
      () => void (this.complete = true),
      (error: unknown) => {
        this.reading = undefined;
        throw error;
      },
    ));
  }

  match(path: string): Match<Screen> | undefined {
    return this.table.match(path);
  }

  has(path: string): boolean {
    return this.match(path) !== undefined;
  }

  /** Whether the app shows something there, as far as it knows. */
  private isOurs(path: string): boolean {
    return tabAt(path) !== undefined || this.has(path);
  }

  /** Loads a screen's code; afterwards it can be shown without waiting. */
  async load(path: string): Promise<View | undefined> {
    if (!this.has(path)) await this.whole();
    const screen = this.match(path)?.value;
    if (!screen) return undefined;
    screen.view ??= (await screen.load()).default;
    return screen.view;
  }

  /** Goes to a tab or pushes a screen. `fromList`: from the list that stays beside it. */
  async go(wanted: string, { fromList = false, replace = false } = {}): Promise<void> {
    const path = moved(wanted);
    const tab = tabAt(path);
    if (tab) return this.toTab(tab);
    if (path === this.path) return;
    await Promise.race([this.load(path).catch(() => {}), new Promise((r) => setTimeout(r, SOON))]);
    const to =
      replace && this.stack.length
        ? replaced(this.place, path)
        : pushed(this.place, path, fromList && wide.yes);
    if (replace) history.replaceState(to, "", path);
    else history.pushState(to, "", path);
    await this.move(to, replace ? "none" : "push");
  }

  toTab(tab: TabId): void {
    if (tab === this.tab && !this.stack.length) return void this.again++;
    const { how, to } = switched(this.place, tab);
    if (how === "back") return history.back();
    if (how === "push") history.pushState(to, "", TABS[tab]);
    else history.replaceState(to, "", TABS[tab]);
    this.set(to);
  }

  back(): void {
    if (this.n > 0) return history.back();
    const to = { ...this.place, stack: this.stack.slice(0, -1) };
    history.replaceState(to, "", urlOf(to));
    void this.move(to, "pop");
  }

  /** Begins a step within this screen, which the way back undoes. Answers what ends it otherwise. */
  step(undo: () => void): () => void {
    const [n, path] = [++this.n, this.path];
    const one = { n, undo };
    history.pushState({ ...this.place, n }, "", path);
    this.steps.push(one);
    return () => {
      const at = this.steps.indexOf(one);
      if (at < 0) return;
      this.steps.splice(at, 1);
      if (this.n === n && this.path === path) history.back();
    };
  }

  /** Ends a flow: nothing of it stays on the screen (used after joining and signing out). */
  reset(wanted = "/"): void {
    const path = moved(wanted);
    const tab = tabAt(path) ?? this.match(path)?.value.tab ?? "chats";
    const to: Place = { tab, stack: tabAt(path) ? [] : [path], n: 0 };
    history.replaceState(to, "", path);
    this.set(to);
  }

  private set(place: Place): void {
    this.target = place;
    ({ tab: this.tab, stack: this.stack, n: this.n } = place);
    this.home = place.home ?? false;
  }

  private async move(to: Place, how: "push" | "pop" | "none"): Promise<void> {
    if (how === "none" || wide.yes || !document.startViewTransition) return this.set(to);
    document.documentElement.dataset.move = how;
    this.target = to;
    const change = async () => {
      // Who goes back before this is drawn is somewhere else by now.
      if (this.target === to) this.set(to);
      await tick();
    };
    const transition = document.startViewTransition(change);
    transition.ready.catch(() => {});
    await transition.updateCallbackDone;
  }

  private onPop = (event: PopStateEvent) => {
    const to = event.state as Place | null;
    if (!to?.stack) return;
    while (this.steps.length && this.steps.at(-1)!.n > to.n) this.steps.pop()!.undo();
    const still = to.tab !== this.tab || urlOf(to) === this.path || event.hasUAVisualTransition;
    void this.move(to, still ? "none" : to.n < this.n ? "pop" : "push");
  };

  private linkOf(event: Event): HTMLAnchorElement | undefined {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    const ours =
      link && link.origin === location.origin && !link.target && !link.hasAttribute("download");
    const path = ours ? moved(link.pathname) : "";
    if (!link || NUMBERED.test(path)) return undefined;
    return path && (this.isOurs(path) || !this.complete) ? link : undefined;
  }

  private onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = this.linkOf(event);
    if (!link) return;
    event.preventDefault();
    const go = () =>
      this.go(link.pathname + link.search, {
        fromList: Boolean(link.closest("[data-list]")),
        replace: link.hasAttribute("data-replace"),
      });
    const path = moved(link.pathname);
    if (this.isOurs(path)) return void go();
    const read = this.whole().catch(() => {});
    void read.then(() => (this.has(path) ? go() : location.assign(link.href)));
  };

  private onPointerDown = (event: Event) => {
    const link = this.linkOf(event);
    if (link) void this.load(moved(link.pathname)).catch(() => {});
  };
}

export const router = new Router();
