/**
 * Each thing of a list once, where it came first. What is appended page by page may bring again
 * what is there already, and a keyed block that meets one key twice draws nothing at all.
 */
export function once<T>(all: readonly T[], key: (one: T) => unknown): T[] {
  const known = new Set<unknown>();
  return all.filter((one) => {
    const of = key(one);
    return known.has(of) ? false : known.add(of);
  });
}
