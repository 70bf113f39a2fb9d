/** What the town's shops sell, where a post leads to it: shown as it is now, not as it was posted. */

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const PLACE = new RegExp(`/market/(items|shops)/(${UUID})(?![\\w/-])`, "gu");
const KINDS: Record<string, string> = { items: "market:item", shops: "market:front" };
const MOST = 3;

/** The refs of goods and shops of this town to which a text leads, each once. */
export function goodsIn(text: string, origin: string = location.origin): string[] {
  const found = [...text.matchAll(PLACE)]
    .filter((one) => text.slice(0, one.index).endsWith(origin))
    .map((one) => `${KINDS[one[1]!]}:${one[2]}`);
  return [...new Set(found)].slice(0, MOST);
}

/** The text without the lines that are nothing but such a link: the card says more. */
export function withoutGoods(text: string, origin: string = location.origin): string {
  if (!text.includes(`${origin}/market/`)) return text;
  const shown = new Set(goodsIn(text, origin));
  const alone = (line: string) => {
    const [ref] = goodsIn(line, origin);
    return ref && shown.has(ref) && /^\S+$/u.test(line.trim());
  };
  return text
    .split("\n")
    .filter((line) => !alone(line))
    .join("\n")
    .trim();
}
