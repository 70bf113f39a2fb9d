const FLAG = "\\p{RI}{2}";
const KEYCAP = "[\\d#*]\\ufe0f?\\u20e3";
const PICTURE = "\\p{Extended_Pictographic}[\\ufe0f\\p{EMod}\\u{e0020}-\\u{e007f}]*";
const JOINED = `${PICTURE}(?:\\u200d${PICTURE})*`;
const CLUSTER = new RegExp(`${FLAG}|${KEYCAP}|${JOINED}|\\r\\n|\\P{M}\\p{M}*|.`, "gsu");

/** Without `Intl.Segmenter` (Firefox before 125): right for letters with their marks, and emoji. */
export const clusters = (text: string): string[] => text.match(CLUSTER) ?? [];

/** To make one takes longer than to use it. */
let segmenter: Intl.Segmenter | undefined;

/** What a person takes for one sign each: an emoji of several parts, a letter with its marks. */
export const signs: (text: string) => string[] =
  "Segmenter" in Intl
    ? // eslint-disable-next-line compat/compat -- where it lacks, this is not reached
      (text) => [...(segmenter ??= new Intl.Segmenter()).segment(text)].map((one) => one.segment)
    : clusters;

/** As it is compared: without marks, all small. */
export const plain = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** An address, if it is one. */
export function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
