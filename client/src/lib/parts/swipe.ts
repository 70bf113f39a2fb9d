/** Drags to the side: an element follows the finger and comes back, or stays open. */
const SURE = 12;

type Options = {
  /** How far it may go: to the right (positive) or to the left (negative), in px. */
  reach: number;
  onstart?: () => void;
  /** It was let go at `part` (0..1) of the way. Answers whether it stays there. */
  onend: (part: number) => boolean;
  off?: boolean;
  /** Whether it stays open; it is closed from outside by false. */
  open?: boolean;
};

/** An action for touch. The element needs `touch-action: pan-y`. */
export function swipe(node: HTMLElement, options: Options) {
  let [x, y, id] = [0, 0, -1];
  let [from, dragging, open] = [0, false, false];

  const part = (dx: number) => Math.max(0, Math.min(1, (from + dx) / options.reach));
  function put(at: number, moving: boolean) {
    node.style.transition = moving ? "none" : "transform var(--t2) var(--ease-out)";
    node.style.transform = at ? `translateX(${at * options.reach}px)` : "";
    node.style.setProperty("--swiped", String(at));
  }
  function down(event: PointerEvent) {
    if (event.pointerType !== "touch" || !event.isPrimary || options.off) return;
    [x, y, id, dragging] = [event.clientX, event.clientY, event.pointerId, false];
    from = open ? options.reach : 0;
  }
  function move(event: PointerEvent) {
    if (event.pointerId !== id) return;
    const [dx, dy] = [event.clientX - x, event.clientY - y];
    if (!dragging) {
      if (Math.abs(dy) > SURE) id = -1;
      if (Math.abs(dx) < SURE || Math.abs(dx) < Math.abs(dy) * 1.5 || id < 0) return;
      if (!open && Math.sign(dx) !== Math.sign(options.reach)) return void (id = -1);
      dragging = true;
      options.onstart?.();
      node.setPointerCapture(id);
    }
    put(part(dx), true);
  }
  function up(event: PointerEvent) {
    if (event.pointerId !== id) return;
    id = -1;
    if (!dragging) return;
    open = event.type === "pointerup" ? options.onend(part(event.clientX - x)) : open;
    put(open ? 1 : 0, false);
    // The click that ends a drag is none.
    node.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => node.removeEventListener("click", swallow, true), 50);
  }
  /**
   * Else Chromium, though nothing scrolls, takes the end of a quick drag for a fling that goes on
   * unseen for a second, and the next tap for what stops it: it never becomes a click.
   */
  const still = (event: TouchEvent) =>
    void (dragging && event.cancelable && event.preventDefault());
  const swallow = (event: Event) => (event.preventDefault(), event.stopPropagation());

  node.addEventListener("pointerdown", down, { passive: true });
  node.addEventListener("pointermove", move, { passive: true });
  node.addEventListener("touchmove", still, { passive: false });
  node.addEventListener("pointerup", up);
  node.addEventListener("pointercancel", up);
  return {
    update(next: Options) {
      options = next;
      if (open && (options.off || options.open === false)) put(Number((open = false)), false);
    },
  };
}
