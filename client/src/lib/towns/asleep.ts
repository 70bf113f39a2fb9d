import { when } from "$lib/kernel/format";
import { t } from "$lib/kernel/i18n.svelte";
import type { components } from "$lib/kernel/schema";

type KnownTown = components["schemas"]["KnownTown"];

/** What is to be said of another town that does not answer, or is not who it was; else nothing. */
export function troubleOf(there: KnownTown | undefined): string | undefined {
  if (there?.state === "key_changed") return t("towns.keyChanged", { town: there.domain });
  if (there?.state !== "asleep") return undefined;
  const since = when(there.asleep_since!);
  return there.waiting
    ? t("towns.asleepKept", { town: there.domain, since, n: there.waiting })
    : t("towns.asleep", { town: there.domain, since });
}
