type Frame = { data: Uint8ClampedArray; width: number; height: number };
type Native = { detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]> };
type NativeClass = {
  new (options: { formats: string[] }): Native;
  getSupportedFormats(): Promise<string[]>;
};

/** Bar codes on goods and boxes. */
const BARS = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128"];

/** Reads a code from a picture or a moment of a film; null when there is none. */
export type Reader = (source: HTMLVideoElement | ImageBitmap) => Promise<string | null>;

const WIDEST = 640;

async function native(bars: boolean): Promise<Reader | null> {
  const Detector = (globalThis as { BarcodeDetector?: NativeClass }).BarcodeDetector;
  const formats = (await Detector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!Detector || !formats.includes("qr_code")) return null;
  const wanted = ["qr_code", ...(bars ? BARS.filter((one) => formats.includes(one)) : [])];
  const detector = new Detector({ formats: wanted });
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
  const { decodeQR } = await import("qr/decode.js").then((m) => ({ decodeQR: m.default }));
  const canvas = document.createElement("canvas");
  return async (source) => {
    const frame = frameOf(source, canvas);
    if (!frame) return null;
    try {
      return decodeQR(frame) ?? null;
    } catch {
      return null;
    }
  };
}

/**
 * The phone's own reader where there is one, else ours (loaded when first needed). `bars`: bar codes
 * too, which ours does not read.
 */
export async function reader(bars = false): Promise<Reader> {
  return (await native(bars)) ?? (await ours());
}

/** Whether the camera of this browser reads bar codes. */
export async function readsBars(): Promise<boolean> {
  const Detector = (globalThis as { BarcodeDetector?: NativeClass }).BarcodeDetector;
  const formats = (await Detector?.getSupportedFormats().catch(() => [])) ?? [];
  return formats.includes("ean_13");
}
