/** Made by `build/words.ts`: by language and area, how to load the words. */
declare module "virtual:words" {
  const areas: Record<"en" | "zh-CN", Record<string, () => Promise<Record<string, string>>>>;
  export default areas;
}
/** Made by `build/emoji.ts`: emoji by category; by language and category, their names line by line. */
declare module "virtual:emoji" {
  export const categories: string[][];
  export const names: Record<"en" | "zh-CN", (() => Promise<{ default: string }>)[]>;
}
