import { t } from "./i18n.svelte";
import { toasts } from "./toast.svelte";

/** As many of what was chosen as there is room for; that others are left out is said. */
export function atMost<T>(chosen: readonly T[], most: number): T[] {
  const left = chosen.length - most;
  if (left > 0) toasts.show(t("file.left", { n: left }), "bad");
  return chosen.slice(0, most);
}
