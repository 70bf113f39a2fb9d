/** px of the longer side, and how good: what a phone's screen shows, in some 200 KB. */
const LONGEST = 1600;
const QUALITY = 0.82;
/** Bytes. A smaller one goes as it is: the town takes the camera's notes out of it anyway. */
const SMALL = 250_000;

export type Size = { width: number; height: number };
export type Shrunk = Size & { blob: Blob };

/** The same shape, at most so large. */
export function within({ width, height }: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** A picture as it is sent: upright and small. Null for what this browser can't read. */
export async function shrink(file: Blob): Promise<Shrunk | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const size = within(picture, LONGEST);
  const same = size.width === picture.width && size.height === picture.height;
  // What moves would stand still on a canvas.
  const kept = file.type === "image/gif" || (same && file.size <= SMALL);
  const blob = kept ? file : await drawn(picture, size);
  picture.close();
  return { ...size, blob };
}

async function drawn(picture: ImageBitmap, { width, height }: Size): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d")!;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width, height);
  const webp = await canvas.convertToBlob({ type: "image/webp", quality: QUALITY });
  // Safari writes PNG where it is asked for WebP.
  if (webp.type === "image/webp") return webp;
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
