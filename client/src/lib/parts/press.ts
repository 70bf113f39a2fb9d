/** Long presses and secondary clicks: how one asks what can be done with something. */
const LONG = 430;
const MOVED = 10;

/**
 * An action: calls back with the element after a long press of a finger, a right click, or the
 * keyboard's menu key. The click that ends a long press goes nowhere.
 */
export function press(node: HTMLElement, ask: ((node: HTMLElement) => void) | undefined) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [x, y, done] = [0, 0, false];

  function open() {
    stop();
    done = true;
    navigator.vibrate?.(8);
    ask?.(node);
  }
  const stop = () => clearTimeout(timer);
  function down(event: PointerEvent) {
    done = false;
    if (event.pointerType === "mouse" || !event.isPrimary) return;
    [x, y] = [event.clientX, event.clientY];
    stop();
    timer = setTimeout(open, LONG);
  }
  const move = (event: PointerEvent) => {
    if (Math.hypot(event.clientX - x, event.clientY - y) > MOVED) stop();
  };
  function menu(event: MouseEvent) {
    const link = (event.target as Element).closest('a[target="_blank"]');
    if (!ask || (link && !timer)) return;
    event.preventDefault();
    if (!done) open();
  }
  function click(event: MouseEvent) {
    if (!done) return;
    done = false;
    event.preventDefault();
    event.stopPropagation();
  }

  node.addEventListener("pointerdown", down, { passive: true });
  node.addEventListener("pointermove", move, { passive: true });
  for (const end of ["pointerup", "pointercancel", "pointerleave"] as const)
    node.addEventListener(end, stop);
  node.addEventListener("contextmenu", menu);
  node.addEventListener("click", click, true);
  return {
    update: (next: typeof ask) => void (ask = next),
    destroy: stop,
  };
}
