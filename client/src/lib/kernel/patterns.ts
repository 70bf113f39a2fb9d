export type Params = Record<string, string>;
export type Match<T> = { value: T; params: Params; query: URLSearchParams };

/** `/chat/:id`, `/@:handle`: a name runs to the next slash; `/square/:which(saved|liked)`: these. */
export function pattern(path: string): RegExp {
  const source = path.replace(
    /:(?<name>\w+)(?:\((?<words>[\w|]+)\))?|[.+*?^$()[\]{}\\]/g,
    (sign, name?: string, words = "[^/]+") => (name ? `(?<${name}>${words})` : `\\${sign}`),
  );
  return new RegExp(`^${source}/?$`);
}

/** The first pattern of the table that fits; fixed paths win over patterns by standing first. */
export class Table<T> {
  private readonly rows: [RegExp, T][];

  constructor(table: Record<string, T>) {
    const fixedFirst = (a: string, b: string) => Number(a.includes(":")) - Number(b.includes(":"));
    const paths = Object.keys(table).sort(fixedFirst);
    this.rows = paths.map((path) => [pattern(path), table[path]!]);
  }

  match(url: string): Match<T> | undefined {
    const [path = "/", search = ""] = url.split("?");
    for (const [regex, value] of this.rows) {
      const found = regex.exec(path);
      if (!found) continue;
      const params = Object.entries(found.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)]);
      return {
        value,
        params: Object.fromEntries(params) as Params,
        query: new URLSearchParams(search),
      };
    }
    return undefined;
  }
}
