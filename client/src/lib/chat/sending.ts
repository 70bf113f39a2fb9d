import type { Written } from "$lib/kernel/outbox.svelte";
import { shrink } from "$lib/parts/media/shrink";
import { uploads } from "./uploads.svelte";

type Write = (written: Written) => void;
type Voice = { blob: Blob; duration: number; peaks: number[] };

export async function sendVoice(write: Write, { blob, duration, peaks }: Voice): Promise<void> {
  write(await uploads.keep("voice", blob, { duration_ms: Math.round(duration), peaks }));
}

/** Any files, each as it is; the word goes with the first of them. */
export async function sendFiles(write: Write, files: readonly File[], caption = ""): Promise<void> {
  for (const [i, file] of files.entries()) {
    const said = { name: file.name, type: file.type || "application/octet-stream" };
    const written = await uploads.keep("file", file, said);
    write({ ...written, body: i === 0 ? caption : "" });
  }
}

/** Pictures, made small on this device, and films; the word goes with the first of them. */
export async function sendPictures(
  write: Write,
  files: readonly File[],
  { original = false, caption = "" } = {},
): Promise<void> {
  if (original) return sendFiles(write, files, caption);
  for (const [i, file] of files.entries()) {
    const written = await (file.type.startsWith("video/") ? film(file) : picture(file));
    write({ ...written, body: i === 0 ? caption : "" });
  }
}

const film = (file: File) => uploads.keep("video", file, { name: file.name });

/** What this browser can't read as a picture goes as a file. */
async function picture(file: File): Promise<Written> {
  const small = await shrink(file);
  if (!small) return uploads.keep("file", file, { name: file.name });
  const { blob, width, height } = small;
  return uploads.keep("image", blob, { name: file.name, width, height });
}
