/** Code 128 (ISO/IEC 15417), set C: pairs of digits, each eleven modules wide. */
const WIDTHS =
  "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232";
const START_C = 105;
const STOP = "2331112";

/** The widths of bars and gaps, in modules, a bar first. `digits` is even in length. */
export function bars(digits: string): number[] {
  const values = [START_C, ...(digits.match(/../g) ?? []).map(Number)];
  const check = values.reduce((sum, value, place) => sum + value * (place || 1), 0) % 103;
  const widths = [...values, check].map((value) => WIDTHS.slice(value * 6, value * 6 + 6));
  return [...widths.join(""), ...STOP].map(Number);
}

/** The bars as one path of height 1, and how many modules it is wide. */
export function path(digits: string): { d: string; width: number } {
  let d = "";
  let width = 0;
  bars(digits).forEach((modules, place) => {
    if (place % 2 === 0) d += `M${width} 0h${modules}v1h-${modules}z`;
    width += modules;
  });
  return { d, width };
}
