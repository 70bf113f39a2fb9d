import "./styles/tokens.css";
import "./styles/reset.css";
import "./styles/base.css";
import "./styles/shell.css";
import { mount } from "svelte";
import { ring } from "$lib/calls/ring.svelte";
import { chats } from "$lib/chat/model.svelte";
import { connection } from "$lib/kernel/connection.svelte";
import { router } from "$lib/kernel/router.svelte";
import { session } from "$lib/kernel/session.svelte";
import { watchKeyboard } from "$lib/parts/keyboard";
import type { Boot } from "$lib/kernel/types";
import App from "./routes/App.svelte";
import { fetchOthers, screensOf } from "./routes/registry";

const SHELL: Boot = { me: null, town: null, shell: true };

/** The data that the server wrote into the page; none of it in development and offline. */
function boot(): Boot {
  try {
    return JSON.parse(document.getElementById("boot")?.textContent ?? "") as Boot;
  } catch {
    return SHELL;
  }
}

const know = () => router.know(screensOf(session.town, session.borrowed));

async function begin(): Promise<void> {
  const data = boot();
  chats.attach();
  connection.attach();
  ring.attach();
  let remembered: Promise<void> | undefined;
  session.changed.add(async (me) => {
    if (!me) {
      connection.stop();
      chats.clear();
      return router.reset();
    }
    know();
    await (remembered = chats.load());
    await connection.start(me.id === data.me?.id ? data.sync : undefined);
  });
  if (data.me && data.sync) chats.prime(data.sync);
  await session.start(data);
  await remembered;
  know();
  await router.start(() => fetchOthers().then(know));
  const target = document.getElementById("app")!;
  target.replaceChildren();
  mount(App, { target });
  watchKeyboard();
}

// A chunk of an older build is gone from the server: the page of the new build has the new names.
// Without a network the screen that wanted it offers to try again. A page that is being left breaks
// off what it loads, and must not call the person back.
let leaving = false;
addEventListener("beforeunload", () => (leaving = true));
addEventListener("vite:preloadError", () => navigator.onLine && !leaving && location.reload());

// WebKit keeps a page that was left as it stood, with its transactions of IndexedDB: those never end,
// and the next page waits for them for ever. So they end with the page; one that is shown again is
// read anew.
addEventListener("pagehide", () => session.store?.breakOff());
addEventListener("pageshow", (event: PageTransitionEvent) => event.persisted && location.reload());

void begin();
if ("serviceWorker" in navigator && import.meta.env.PROD) {
  addEventListener("load", () => void navigator.serviceWorker.register("/sw.js"));
}
