type Frame = { data: Uint8ClampedArray; width: number; height: number };
type Native = { detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]> };
type NativeClass = {
  new (options: { formats: string[] }): Native;
  getSupportedFormats(): Promise<string[]>;
};

/** Without these the phone's own reader is passed over. */
const WANTED = ["qr_code", "ean_13", "ean_8", "upc_a"];
/** Read too where it can: what stands on boxes. */
const BOXES = ["upc_e", "code_128"];

/** Reads a QR code, or the bar code of goods, from a picture or a moment of a film; null when there is none. */
export type Reader = (source: HTMLVideoElement | ImageBitmap) => Promise<string | null>;

const WIDEST = 640;

async function native(): Promise<Reader | null> {
  const Detector = (globalThis as { BarcodeDetector?: NativeClass }).BarcodeDetector;
  const formats = (await Detector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!Detector || !WANTED.every((one) => formats.includes(one))) return null;
  const more = BOXES.filter((one) => formats.includes(one));
  const detector = new Detector({ formats: [...WANTED, ...more] });
  return async (source) => (await detector.detect(source).catch(() => []))[0]?.rawValue ?? null;
}

function frameOf(source: HTMLVideoElement | ImageBitmap, canvas: HTMLCanvasElement): Frame | null {
  const [w, h] =
    source instanceof HTMLVideoElement
      ? [source.videoWidth, source.videoHeight]
      : [source.width, source.height];
  if (!w || !h) return null;
  const scale = Math.min(1, WIDEST / Math.max(w, h));
  canvas.width = Math.round(w * scale);
  canvas.height = Math.round(h * scale);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return null;
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

async function ours(): Promise<Reader> {
  const [{ default: decodeQR }, { eanOf }] = await Promise.all([
    import("qr/decode.js"),
    import("./ean"),
  ]);
  const canvas = document.createElement("canvas");
  return async (source) => {
    const frame = frameOf(source, canvas);
    if (!frame) return null;
    try {
      const text = decodeQR(frame);
      if (text) return text;
    } catch {
      // No QR code: perhaps bars.
    }
    return eanOf(frame) || null;
  };
}

/** The phone's own reader where there is one, else ours (loaded when first needed). */
export async function reader(): Promise<Reader> {
  return (await native()) ?? (await ours());
}
