/** Less than this is a browser's own bar that comes and goes. */
const LEAST = 80;

type View = Pick<VisualViewport, "height" | "scale">;

/** By how many px a keyboard covers the foot of the page; nothing while the page is zoomed into. */
export function coveredBy(view: View, innerHeight: number): number {
  const hidden = innerHeight - view.height;
  return Math.abs(view.scale - 1) < 0.01 && hidden > LEAST ? hidden : 0;
}

/**
 * Tells the styles how much of the foot a keyboard covers (`--covered`). Chromium and Firefox make
 * the page smaller, as its viewport tag asks them to; iOS lays the keyboard over it and pushes the
 * page up.
 */
export function watchKeyboard(): void {
  const view = window.visualViewport;
  if (!view) return;
  const root = document.documentElement.style;
  const fit = () => {
    const covered = coveredBy(view, innerHeight);
    if (!covered) return void root.removeProperty("--covered");
    root.setProperty("--covered", `${covered}px`);
    scrollTo(0, 0);
  };
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
}
