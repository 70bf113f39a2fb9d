/**
 * What a pointer does with the button for talking. Held, it records until it is let go; slid up
 * and let go there, nothing is sent; only tapped, it records on by itself.
 */
export type Grip = "send" | "cancel";
export type HoldPorts = {
  begin: () => void;
  /** While held: what letting go would do now. */
  aim: (grip: Grip) => void;
  end: (grip: Grip) => void;
  /** The hand is off: it goes on until somebody says what to do. */
  lock: () => void;
};

const TAP = 300;
const UP = 84;

export function hold(node: HTMLElement, ports: HoldPorts) {
  let pointer: number | null = null;
  let [y, at] = [0, 0];

  const grip = (event: PointerEvent): Grip => (y - event.clientY > UP ? "cancel" : "send");

  function down(event: PointerEvent) {
    if (!event.isPrimary || event.button !== 0 || pointer !== null) return;
    pointer = event.pointerId;
    [y, at] = [event.clientY, performance.now()];
    node.setPointerCapture(pointer);
    ports.begin();
  }
  function move(event: PointerEvent) {
    if (event.pointerId === pointer) ports.aim(grip(event));
  }
  function up(event: PointerEvent) {
    if (event.pointerId !== pointer) return;
    pointer = null;
    if (performance.now() - at < TAP && grip(event) === "send") ports.lock();
    else ports.end(grip(event));
  }
  /** A call, a gesture of the system: what was said so far is neither lost nor sent. */
  function lost(event: PointerEvent) {
    if (event.pointerId !== pointer) return;
    pointer = null;
    ports.lock();
  }
  /** Keys, and what reads the screen aloud, click without a pointer. */
  function click(event: MouseEvent) {
    if (event.detail !== 0) return;
    ports.begin();
    ports.lock();
  }
  const quiet = (event: Event) => event.preventDefault();

  node.addEventListener("pointerdown", down);
  node.addEventListener("pointermove", move);
  node.addEventListener("pointerup", up);
  node.addEventListener("pointercancel", lost);
  node.addEventListener("click", click);
  node.addEventListener("contextmenu", quiet);
  return { update: (next: HoldPorts) => void (ports = next) };
}
