/** `now` with the values of `before` under the names of `part`: what is left when one of several
 *  changes that overlap was refused. */
export function undone<T extends object>(now: T, before: T, part: Partial<T>): T {
  const names = Object.keys(part) as (keyof T)[];
  return { ...now, ...Object.fromEntries(names.map((name) => [name, before[name]])) };
}
