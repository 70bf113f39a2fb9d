import { vibrate } from "$lib/kernel/vibrate";

/** Long presses and secondary clicks: how one asks what can be done with something. */
const LONG = 430;
const MOVED = 10;

/** `at`: what was pressed in it. */
type Ask = (node: HTMLElement, at: Element) => void;

/**
 * An action: calls back with the element after a long press of a finger, a right click, or the
 * keyboard's menu key. The click that ends a long press goes nowhere, also where a menu has come
 * beneath the finger meanwhile.
 */
export function press(node: HTMLElement, ask: Ask | undefined) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [x, y, done] = [0, 0, false];

  function open(at: Element) {
    stop();
    done = true;
    addEventListener("click", swallow, true);
    addEventListener("pointerdown", hear, true);
    vibrate(8);
    ask?.(node, at);
  }
  const stop = () => clearTimeout(timer);
  function down(event: PointerEvent) {
    done = false;
    if (event.pointerType === "mouse" || !event.isPrimary) return;
    [x, y] = [event.clientX, event.clientY];
    stop();
    const at = event.target as Element;
    timer = setTimeout(() => open(at), LONG);
  }
  const move = (event: PointerEvent) => {
    if (Math.hypot(event.clientX - x, event.clientY - y) > MOVED) stop();
  };
  function menu(event: MouseEvent) {
    const at = event.target as Element;
    const link = at.closest('a[target="_blank"]');
    if (!ask || (link && !timer)) return;
    event.preventDefault();
    if (!done) open(at);
  }
  function swallow(event: MouseEvent) {
    // A key makes clicks without a count.
    if (!event.detail) return;
    hear();
    event.preventDefault();
    event.stopPropagation();
  }
  function hear() {
    removeEventListener("click", swallow, true);
    removeEventListener("pointerdown", hear, true);
  }

  node.addEventListener("pointerdown", down, { passive: true });
  node.addEventListener("pointermove", move, { passive: true });
  for (const end of ["pointerup", "pointercancel", "pointerleave"] as const)
    node.addEventListener(end, stop);
  node.addEventListener("contextmenu", menu);
  return {
    update: (next: typeof ask) => void (ask = next),
    destroy: () => {
      stop();
      hear();
    },
  };
}
