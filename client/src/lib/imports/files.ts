import { api, ask, upload } from "$lib/kernel/api";
import { zone } from "$lib/kernel/format";
import { uuidv7 } from "$lib/kernel/ids";
import type { Import } from "./model.svelte";

/** In bytes; the server says so where a kind of file may be less. */
export const LARGEST = 4_000_000_000;
/** What files may be called; what one is is told by what is in it. */
export const ACCEPTED =
  ".zip,.tar,.gz,.tgz,.txt,.json,.jsonl,.csv,.xml,.car,.vcf,.vcard,application/zip,text/plain,application/json," +
  "text/csv,text/vcard,text/x-vcard";

export const imports = (): Promise<Import[]> => ask(api.GET("/imports"));

/** Sends any file, whose times are of where one is; the answer says what is in it. */
export function send(file: File, onProgress: (part: number) => void): Promise<Import> {
  const query = new URLSearchParams({ name: file.name, zone: zone() });
  return upload<Import>(`/imports/${uuidv7()}?${query}`, file, onProgress);
}
