/** Made by `build/words.ts`: by language and area, how to load the words. */
declare module "virtual:words" {
  const areas: Record<"en" | "zh-CN", Record<string, () => Promise<Record<string, string>>>>;
  export default areas;
}
