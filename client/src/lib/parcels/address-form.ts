/** Parts of an address and the lines that they stand in, by the form of a country; pure. */
import type { Address, AddressForm } from "./types";

/** Where addresses begin with the largest. */
const LARGEST_FIRST = ["CN", "HK", "JP", "KP", "KR", "KZ", "TW"];
/** What stands between a city and what lies below it and has no name of its own. */
const NAMELESS = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];
const TOKEN = /%([SCDZX])/g;

/** Whether addresses of a country begin with the largest, and the street is said at the end. */
export const largestFirst = (country: string): boolean => LARGEST_FIRST.includes(country);

export type Parts = Partial<Record<AddressForm["parts"][number]["token"], string>>;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The lines of a form with these parts, from the largest down, as an address book keeps them. */
export function composed(form: AddressForm, parts: Parts): string[] {
  const lines = form.lines
    .filter((line) => [...line.matchAll(TOKEN)].some(([, token]) => parts[token as "C"]?.trim()))
    .map((line) =>
      line
        .replace(TOKEN, (_, token: "C") => parts[token]?.trim() ?? "")
        .replace(/ {2,}/g, " ")
        .replace(/^[\s,-]+|[\s,-]+$/g, ""),
    );
  return largestFirst(form.country) ? lines : lines.reverse();
}

/** The parts that such lines were made of; what does not fit is the city. */
export function taken(form: AddressForm, divisions: string[]): Parts {
  const left = largestFirst(form.country) ? [...divisions] : [...divisions].reverse();
  const found: Parts = {};
  for (const line of form.lines) {
    const match = left[0] !== undefined && shape(form, line).exec(left[0]);
    if (!match) continue;
    Object.assign(found, match.groups);
    left.shift();
  }
  if (left.length) found.C = [found.C, ...left].filter(Boolean).join(", ");
  return found;
}

function shape(form: AddressForm, line: string): RegExp {
  const parts = line.split(TOKEN).map((piece, n) => {
    if (n % 2 === 0) return escaped(piece);
    const { pattern, choices } = form.parts.find(({ token }) => token === piece)!;
    const known = choices.map(({ value }) => escaped(value)).join("|");
    const code = pattern.replace(/^\^|\$$/g, "");
    return `(?<${piece}>${known || (code && `(?:${code})`) || ".+"})`;
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** An address as people write it: where the largest comes first, the street after it; in Chinese
    without blanks. */
export function written(
  one: Pick<Address, "country" | "divisions" | "line" | "plus_code">,
): string {
  const chinese = one.country === "CN";
  const largest = largestFirst(one.country);
  const said = chinese
    ? one.divisions.filter((name) => !NAMELESS.includes(name)).join("")
    : (largest ? one.divisions : [...one.divisions].reverse()).join(largest ? " " : ", ");
  const lines = largest ? [said, one.line] : [one.line, said];
  return [...lines, one.plus_code].filter(Boolean).join(chinese ? " " : "\n");
}
