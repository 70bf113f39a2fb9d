/**
 * What a pointer does with the bar for talking. Held, it records until it is let go; slid up to
 * the left and let go there, nothing is sent; up to the right, it is written down, or where that
 * can't be, it records on by itself, as it does when the bar was only tapped.
 */
export type End = "send" | "cancel" | "text";
export type Grip = End | "lock";
export type HoldPorts = {
  /** What up to the right is for. */
  right: "text" | "lock";
  begin: () => void;
  /** While held: what letting go would do now. */
  aim: (grip: Grip) => void;
  end: (grip: End) => void;
  /** The hand is off: it goes on until somebody says what to do. */
  lock: () => void;
};

const TAP = 300;
const UP = 84;
/** Of the screen's width, beyond which up is to the right. */
const RIGHT = 0.6;

export function hold(node: HTMLElement, ports: HoldPorts) {
  let pointer: number | null = null;
  let [y, at] = [0, 0];

  function grip(event: PointerEvent): Grip {
    if (y - event.clientY <= UP) return "send";
    const right = document.dir === "rtl" ? innerWidth - event.clientX : event.clientX;
    return right > RIGHT * innerWidth ? ports.right : "cancel";
  }

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
    const how = grip(event);
    if (how === "lock" || (how === "send" && performance.now() - at < TAP)) ports.lock();
    else ports.end(how);
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
