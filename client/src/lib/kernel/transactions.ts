/** The transactions of a database that have not ended, from now on. */
export function runningIn(db: IDBDatabase): ReadonlySet<IDBTransaction> {
  const running = new Set<IDBTransaction>();
  const begin = db.transaction.bind(db);
  db.transaction = (...given: Parameters<IDBDatabase["transaction"]>) => {
    const made = begin(...given);
    running.add(made);
    for (const end of ["complete", "abort"]) made.addEventListener(end, () => running.delete(made));
    return made;
  };
  return running;
}

/** Breaks them off. One whose end has begun is whole, and only its refusal says so. */
export function breakOff(running: ReadonlySet<IDBTransaction>): void {
  for (const one of running) {
    try {
      one.abort();
    } catch (cause) {
      if ((cause as DOMException).name !== "InvalidStateError") throw cause;
    }
  }
}
