import { i18n } from "./i18n.svelte";

/** A currency's amount as its parts; the sign is before the symbol. */
export type Parts = { sign: string; symbol: string; whole: string; fraction: string };

/** The largest amount there is, in minor units. */
export const LARGEST = 10 ** 15;
const OWN_UNIT = 2;
const formats = new Map<string, Intl.NumberFormat>();

function format(currency: string): Intl.NumberFormat {
  const key = i18n.language + currency;
  let found = formats.get(key);
  if (!found) {
    const options = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
    formats.set(key, (found = new Intl.NumberFormat(i18n.language, options)));
  }
  return found;
}

/** How many digits come after the point (ISO 4217); a town's own unit has two. */
export const digits = (currency: string): number =>
  format(currency).resolvedOptions().maximumFractionDigits ?? OWN_UNIT;

/** An amount of minor units in its parts. `signed`: what comes in has a plus. */
export function parts(amount: number, currency: string, signed = false): Parts {
  const found = { sign: amount < 0 ? "−" : signed && amount > 0 ? "+" : "", symbol: "" };
  let whole = "";
  let fraction = "";
  for (const { type, value } of format(currency).formatToParts(
    Math.abs(amount) / 10 ** digits(currency),
  )) {
    if (type === "currency") found.symbol = value;
    else if (type === "integer" || type === "group") whole += value;
    else if (type === "decimal" || type === "fraction") fraction += value;
  }
  return { ...found, whole, fraction };
}

/** `€12.50`, `−€3.00`, `+€4.18`. */
export function money(amount: number, currency: string, signed = false): string {
  const { sign, symbol, whole, fraction } = parts(amount, currency, signed);
  return `${sign}${symbol}${/[A-Za-z]$/.test(symbol) ? "\u00a0" : ""}${whole}${fraction}`;
}

/** An amount as somebody would type it: `1250.00`. */
export const typed = (amount: number, currency: string): string =>
  (amount / 10 ** digits(currency)).toFixed(digits(currency));

/** What somebody typed (`12.5`, `12,50`) in minor units; null where it is no amount. */
export function minor(text: string, currency: string): number | null {
  const found = /^(\d{1,13})(?:[.,](\d*))?$/.exec(text.trim());
  const [, whole = "", fraction = ""] = found ?? [];
  const places = digits(currency);
  if (!found || fraction.length > places) return null;
  return Number(whole + fraction.padEnd(places, "0"));
}
