import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Plugin } from "vite";

const ICONS = [
  { file: "icon-192.png", sizes: "192x192", purpose: "any" },
  { file: "icon-512.png", sizes: "512x512", purpose: "any" },
  { file: "icon-maskable.png", sizes: "512x512", purpose: "maskable" },
];

/** Those that others know by one address: apps show them for who has no picture. */
const KNOWN: Record<string, string> = {
  "icons/icon-192.png": "icon-192.png",
  "icons/icon-512.png": "icon-512.png",
  "favicon.svg": "favicon.svg",
};

/** Emits `/manifest.webmanifest` with its icons under their hashed names, and `KNOWN`. */
export function manifest(): Plugin {
  return {
    name: "leapfrog-manifest",
    apply: "build",
    generateBundle() {
      const read = (name: string) => readFileSync(new URL(`../icons/${name}`, import.meta.url));
      for (const [fileName, name] of Object.entries(KNOWN))
        this.emitFile({ type: "asset", fileName, source: read(name) });
      const icon = (name: string) => {
        const source = read(name);
        const ref = this.emitFile({ type: "asset", name: basename(name), source });
        return `/${this.getFileName(ref)}`;
      };
      const icons = ICONS.map(({ file, ...rest }) => ({
        src: icon(file),
        type: "image/png",
        ...rest,
      }));
      const shortcut = (name: string, url: string) => ({ name, url, icons: icons.slice(0, 1) });
      const source = {
        id: "/",
        name: "Leapfrog",
        short_name: "Leapfrog",
        description: "Your town's own app. Your contacts and your data belong to you.",
        start_url: "/",
        scope: "/",
        display: "standalone",
        orientation: "portrait-primary",
        background_color: "#F2F5F0",
        theme_color: "#F2F5F0",
        categories: ["social"],
        icons,
        shortcuts: [
          shortcut("Pay code", "/pay/code"),
          shortcut("Scan", "/scan"),
          shortcut("My QR code", "/me/qr"),
        ],
        share_target: {
          action: "/share",
          method: "POST",
          enctype: "multipart/form-data",
          params: {
            title: "title",
            text: "text",
            files: [
              { name: "file", accept: ["text/vcard", "text/x-vcard", ".vcf", "text/csv", ".csv"] },
            ],
          },
        },
      };
      const text = JSON.stringify(source);
      this.emitFile({ type: "asset", fileName: "manifest.webmanifest", source: text });
    },
  };
}
