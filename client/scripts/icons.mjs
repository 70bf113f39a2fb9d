/** Draws the app's icons from the frog. Needs chromium; run by hand, the PNGs are committed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const icons = fileURLToPath(new URL("../icons/", import.meta.url));
const drawing = (name) =>
  readFileSync(join(icons, name), "utf8").replace("<svg ", '<svg class="frog" ');
const dir = mkdtempSync(join(tmpdir(), "icons-"));

/** `part`: how much of the square the frog takes; a maskable icon's middle 80 % is always seen. */
function draw(name, size, part, radius, ground, frog = drawing("favicon.svg")) {
  const page = join(dir, `${name}.html`);
  const css = `html,body{margin:0;height:100%;background:transparent}
    .g{width:${size}px;height:${size}px;border-radius:${radius * size}px;overflow:hidden;
      display:grid;place-items:center;background:${ground}}
    .frog{width:${part * size}px;height:${part * size}px}`;
  writeFileSync(page, `<!doctype html><style>${css}</style><div class="g">${frog}</div>`);
  const out = join(icons, `${name}.png`);
  const flags = [
    "--headless",
    "--no-sandbox",
    "--hide-scrollbars",
    "--default-background-color=00000000",
  ];
  const args = [...flags, `--window-size=${size},${size}`, `--screenshot=${out}`];
  spawnSync("chromium", [...args, pathToFileURL(page).href], { stdio: "inherit" });
}

const MEADOW = "linear-gradient(150deg,#F4FBEA,#CFF1DC)";
draw("icon-192", 192, 0.72, 0.24, MEADOW);
draw("icon-512", 512, 0.72, 0.24, MEADOW);
draw("icon-maskable", 512, 0.56, 0, MEADOW);
// The small one beside a notification: Android takes only its shape.
draw("badge", 96, 0.94, 0, "none", drawing("badge.svg"));
