/** Short names for the shapes of push; how the schema spells them is known only here. */
import type { components } from "$lib/kernel/schema";

export type Push = components["schemas"]["PushSettings"];
export type Subscribed = components["schemas"]["PushSubscription"];
