/** Arrows walk through the rows of a list; Enter on a row calls back with its key and itself. */
export function walk(
  event: KeyboardEvent & { currentTarget: HTMLElement },
  onenter: (key: string, row: HTMLElement) => void,
): void {
  const here = (event.target as HTMLElement).closest<HTMLElement>("li[data-key]");
  if (event.key === "Enter" && event.target === here && here) onenter(here.dataset.key!, here);
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  if (event.target !== event.currentTarget && event.target !== here) return;
  event.preventDefault();
  const up = event.key === "ArrowUp";
  const next = up ? here?.previousElementSibling : here?.nextElementSibling;
  const last = event.currentTarget.querySelector<HTMLElement>("ol > li:last-of-type");
  ((here ? next : last) as HTMLElement | null)?.focus();
}
