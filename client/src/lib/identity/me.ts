import { api, ask } from "$lib/kernel/api";
import { session } from "$lib/kernel/session.svelte";
import type { Language } from "$lib/kernel/types";

/** Changes the language here at once, and for the person's other devices and letters. */
export async function chooseLanguage(language: Language): Promise<void> {
  await session.choose(language);
  if (session.me) session.update(await ask(api.PATCH("/me", { body: { language } })));
  navigator.serviceWorker?.controller?.postMessage("refresh-shell");
}
