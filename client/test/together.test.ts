import { expect, test } from "vitest";
import { TOGETHER, together } from "$lib/imports/together";

const text = new TextDecoder();

/** Entries of a tar: kind, name and bytes; sums are checked. */
async function entries(file: File): Promise<[string, string, string][]> {
  const data = new Uint8Array(await file.arrayBuffer());
  expect(data.length % 512).toBe(0);
  const found: [string, string, string][] = [];
  for (let at = 0; data[at];) {
    const head = data.slice(at, at + 512);
    const field = (from: number, to: number) =>
      text.decode(head.slice(from, to)).replace(/[\0 ]+$/, "");
    const sum = parseInt(field(148, 156), 8);
    head.fill(32, 148, 156);
    expect(head.reduce((all, byte) => all + byte, 0)).toBe(sum);
    const size = parseInt(field(124, 136), 8);
    const name = field(0, 100);
    const said = text.decode(data.slice(at + 512, at + 512 + size));
    found.push([String.fromCharCode(head[156]!), name, said]);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return found;
}

test("several files are one, under their own names", async () => {
  const made = together(
    [new File(["one"], "WhatsApp – Ännä.zip"), new File(["x".repeat(600)], "a.txt")],
    "2 files.tar",
  );
  expect(made.name).toBe("2 files.tar");
  expect(await entries(made)).toEqual([
    ["0", TOGETHER, ""],
    ["x", "path", "32 path=WhatsApp – Ännä.zip\n"],
    ["0", "file", "one"],
    ["x", "path", "14 path=a.txt\n"],
    ["0", "file", "x".repeat(600)],
  ]);
});

test("a length that lengthens itself is right", async () => {
  for (const size of [90, 91, 92, 93, 94]) {
    const [, said] = await entries(together([new File([], "n".repeat(size))], "x.tar"));
    expect(Number(said![2].split(" ")[0])).toBe(new TextEncoder().encode(said![2]).length);
  }
});

test("names are each there once and lead nowhere", async () => {
  const files = ["a.txt", "a.txt", "../b\\c", ".hidden", TOGETHER].map(
    (name) => new File([], name),
  );
  const found = await entries(together(files, "x.tar"));
  const paths = found.filter(([kind]) => kind === "x").map(([, , said]) => said.split("path=")[1]);
  expect(paths).toEqual(["a.txt\n", "2 a.txt\n", "_._b_c\n", "_hidden\n", `5 ${TOGETHER}\n`]);
});
