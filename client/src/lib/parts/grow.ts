import { tick } from "svelte";

/**
 * An action: a text area is as high as what is written in it, within its `max-height`. CSS does that
 * (`field-sizing`) where the browser knows how; elsewhere this does. `text`: its value, which may
 * change without a key.
 */
export function grow(node: HTMLTextAreaElement, _text: string) {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    const { borderTopWidth, borderBottomWidth } = getComputedStyle(node);
    node.style.height = "auto";
    const edges = parseFloat(borderTopWidth) + parseFloat(borderBottomWidth);
    node.style.height = `${node.scrollHeight + edges}px`;
  };
  const wider = new ResizeObserver(([entry]) => {
    const wide = entry!.contentRect.width;
    if (wide !== width) fit();
    width = wide;
  });
  let width = 0;
  wider.observe(node);
  // The area itself has the new text a moment later.
  return { update: () => void tick().then(fit), destroy: () => wider.disconnect() };
}
