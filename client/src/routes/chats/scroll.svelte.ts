import { quantised, Windower } from "$lib/kernel/windower";
import { tick } from "svelte";

/** The scroller of a list that stands on its end: which rows to draw, and how to bring one into view. */
export class Scroll {
  /** Nothing before the list is drawn and after it has left, which may be while something is awaited. */
  node = $state<HTMLElement | null>(null);
  /** Px from the end. */
  at = $state(0);
  view = $state(800);
  private measured = $state(0);
  private windower = new Windower(52, 800);
  private ids = new WeakMap<Element, string>();
  readonly range = $derived.by(() => {
    void this.measured;
    return this.windower.range(this.keys().toReversed(), this.at, this.view);
  });

  private watch = new ResizeObserver((rows) => {
    let news = false;
    for (const { target, borderBoxSize } of rows) {
      const size = Math.round(borderBoxSize[0]!.blockSize);
      news = this.windower.measure(this.ids.get(target)!, size) || news;
    }
    if (!news) return;
    this.measured++;
    this.stay();
  });

  /** What somebody was brought to, until they move: what grows below it must not push it away. */
  private held: { key: string; block: "center" | "start" } | null = null;
  /** Ends what brings somebody elsewhere: they went on by themselves, or are brought to another row. */
  private brought = 0;

  /** `keys`: of all rows, the one at the end last. */
  constructor(private readonly keys: () => string[]) {}

  measure = (node: HTMLElement, key: string) => {
    this.ids.set(node, key);
    this.watch.observe(node);
    return { destroy: () => this.watch.unobserve(node) };
  };

  moved(): void {
    if (!this.node) return;
    this.at = quantised(this.node.scrollTop);
  }

  /** Px between what is in view and the beginning. */
  get above(): number {
    if (!this.node) return 0;
    return this.node.scrollHeight - Math.abs(this.node.scrollTop) - this.view;
  }

  isShort(): boolean {
    return this.node !== null && this.node.scrollHeight < this.view + 900;
  }

  toEnd(smooth: boolean): void {
    this.free();
    this.node?.scrollTo({ top: 0, behavior: smooth ? "smooth" : "instant" });
  }

  /** Brings somebody to a row, into the middle or `block`, and keeps it there while rows grow. */
  async show(key: string, block: "center" | "start" = "center"): Promise<void> {
    this.held = { key, block };
    for (const move of ["pointerdown", "wheel", "keydown"] as const)
      this.node?.addEventListener(move, this.free, { once: true, passive: true });
    await this.bring(key, block);
  }

  /** First about there, then, as it is drawn, exactly. */
  private async bring(key: string, block: "center" | "start"): Promise<void> {
    const keys = this.keys();
    const below = keys.slice(keys.indexOf(key) + 1);
    const sum = below.reduce((px, one) => px + this.windower.size(one), 0);
    const mine = ++this.brought;
    this.node?.scrollTo({ top: Math.min(0, this.view / 2 - sum), behavior: "instant" });
    for (let turn = 0; turn < 3; turn++) {
      this.moved();
      await tick();
      await new Promise(requestAnimationFrame);
      if (mine !== this.brought) return;
      this.row(key)?.scrollIntoView({ block, behavior: "instant" });
    }
  }

  private free = () => {
    this.held = null;
    this.brought++;
  };

  /**
   * Back to where somebody was brought, after something grew or the view shrank. That may be far from what is
   * drawn: newer messages can come below it that were asked for before.
   */
  stay(): void {
    if (!this.held) return;
    const { key, block } = this.held;
    const row = this.row(key);
    if (row) row.scrollIntoView({ block, behavior: "instant" });
    else if (this.keys().includes(key)) void this.bring(key, block);
    this.moved();
  }

  /** Before rows are added at the end: answers how to keep what is in view where it is. */
  hold(): () => Promise<void> {
    const top = this.node?.getBoundingClientRect().top ?? 0;
    const rows = [...(this.node?.querySelectorAll<HTMLElement>("li[data-key]") ?? [])];
    const anchor = rows.find((row) => row.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top ?? 0;
    return async () => {
      const key = anchor?.dataset.key;
      if (!key) return;
      if (!this.row(key)) await this.bring(key, "center");
      await tick();
      const now = this.row(key)?.getBoundingClientRect().top ?? before;
      if (this.node) this.node.scrollTop += now - before;
      this.moved();
    };
  }

  private row(key: string): HTMLElement | null {
    return this.node?.querySelector<HTMLElement>(`li[data-key="${CSS.escape(key)}"]`) ?? null;
  }
}
