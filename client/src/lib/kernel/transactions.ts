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
