/** Safari has no idle callback. */
const soon = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));

/** Resolves when the page has all that it asked for and nobody waits for the main thread. */
export async function idle(): Promise<void> {
  if (document.readyState !== "complete")
    await new Promise((done) => addEventListener("load", done, { once: true }));
  await new Promise<unknown>((done) => soon(done));
}

/** Resolves when what has changed is drawn; soon where nobody looks and nothing is drawn. */
export function painted(): Promise<void> {
  return new Promise((done) => {
    if (document.hidden) setTimeout(done);
    else requestAnimationFrame(() => setTimeout(done));
  });
}

/** The person asked the browser to save data: nothing is loaded before it is wanted. */
export function sparing(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData ?? false;
}
