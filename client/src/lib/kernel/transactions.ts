/**
 * WebKit keeps a page that was left as it stood, with its transactions of IndexedDB: those never end,
 * and the next page waits for them for ever. So they end with the page: what was not written whole
 * is not written, as in a crash. A page that is shown again is read anew.
 */
export function endWithPage(db: IDBDatabase): void {
  const running = new Set<IDBTransaction>();
  const begin = db.transaction.bind(db);
  db.transaction = (...given: Parameters<IDBDatabase["transaction"]>) => {
    const made = begin(...given);
    running.add(made);
    for (const end of ["complete", "abort"]) made.addEventListener(end, () => running.delete(made));
    return made;
  };
  addEventListener("pagehide", () => {
    for (const one of running) one.abort();
    db.close();
  });
  addEventListener(
    "pageshow",
    (event: PageTransitionEvent) => event.persisted && location.reload(),
  );
}
