import { encode } from "uqr";

export type Look = { paper: string; print: string; name: string; address: string };

const SIDE = 1080;
const CODE = 760;

/** A QR code with a name below it as a PNG, to keep or to send; on white, with its quiet zone. */
export async function qrPicture(text: string, look: Look): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE + 120;
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = look.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = look.print;
  const code = encode(text, { ecc: "H", border: 0 });
  const step = CODE / code.size;
  const left = (SIDE - CODE) / 2;
  code.data.forEach((line, y) =>
    line.forEach((on, x) => {
      if (on) pen.fillRect(left + x * step, 100 + y * step, step + 0.5, step + 0.5);
    }),
  );
  pen.textAlign = "center";
  pen.font = "600 64px system-ui, sans-serif";
  pen.fillText(look.name, SIDE / 2, 990, SIDE - 120);
  pen.font = "400 42px system-ui, sans-serif";
  pen.fillText(look.address, SIDE / 2, 1068, SIDE - 120);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  return new File([blob!], `${look.address}.png`, { type: "image/png" });
}
