/**
 * An action: fingers that touch this are no business of what it lies in, which may listen for
 * swipes and long presses. (Svelte's own `onpointerdown` hears of it too late to keep it back.)
 */
export function apart(node: HTMLElement) {
  for (const name of ["pointerdown", "contextmenu"])
    node.addEventListener(name, (event) => event.stopPropagation());
}
