/** Several files as one, to be sent at once: a tar whose first entry says so. */

/** The name of that entry; the server looks for it (leapfrog/unpacking/folder.py). */
export const TOGETHER = "leapfrog-together";
const BLOCK = 512;
const bytes = (text: string) => new TextEncoder().encode(text);

/** A header of ustar: of a plain file (`0`), or of what is said of the next one (`x`). */
function header(name: string, size: number, kind: "0" | "x"): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(BLOCK);
  const put = (at: number, text: string) => made.set(bytes(text), at);
  const octal = (value: number, width: number) => value.toString(8).padStart(width - 1, "0");
  put(0, name);
  put(100, octal(0o644, 8));
  put(124, octal(size, 12));
  put(136, octal(0, 12));
  put(148, " ".repeat(8));
  put(156, kind);
  put(257, "ustar");
  put(263, "00");
  const sum = made.reduce((all, byte) => all + byte, 0);
  put(148, `${octal(sum, 7)}\0 `);
  return made;
}

/** `25 path=folder/name.txt` with its own length (POSIX.1-2001, pax). */
function record(path: string): Uint8Array<ArrayBuffer> {
  const rest = bytes(` path=${path}\n`).length;
  let length = rest;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return bytes(`${length} path=${path}\n`);
}

const padding = (size: number) => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);

/** The names under which they are: each once, and none that leads anywhere. */
function names(files: File[]): string[] {
  const taken = new Set([TOGETHER]);
  return files.map((file, n) => {
    const plain = file.name.replace(/[\\/:]/g, "_").replace(/^\./, "_") || "file";
    const name = taken.has(plain) ? `${n + 1} ${plain}` : plain;
    taken.add(name);
    return name;
  });
}

/** The files as one of this name; their bytes are not read for it. */
export function together(files: File[], name: string): File {
  const parts: BlobPart[] = [header(TOGETHER, 0, "0")];
  names(files).forEach((path, n) => {
    const said = record(path);
    parts.push(header("path", said.length, "x"), said, padding(said.length));
    parts.push(header("file", files[n]!.size, "0"), files[n]!, padding(files[n]!.size));
  });
  parts.push(new Uint8Array(2 * BLOCK));
  return new File(parts, name, { type: "application/x-tar" });
}
