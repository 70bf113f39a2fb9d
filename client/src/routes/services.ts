/** All services of the town: whoever adds one puts a `service.ts` into its folder, and nothing here. */
import { t } from "$lib/kernel/i18n.svelte";
import { plain } from "$lib/kernel/text";
import { router } from "$lib/kernel/router.svelte";
import type { Service, Tile } from "./service";

const found = import.meta.glob<{ service: Service }>("./*/service.ts", { eager: true });

/** Those that this town has. */
export const services = (): Service[] =>
  Object.values(found)
    .map((one) => one.service)
    .filter((one) => router.has(one.at));

export const tiles = (): Tile[] =>
  services()
    .flatMap((one) => one.tiles ?? [])
    .filter((one) => router.has(one.href) && one.shown?.() !== false);

/** Chinese has no words that begin somewhere. */
const ANYWHERE = /\p{Script=Han}/u;

/** The tiles of whose words one begins with each of these, however it is written. */
export function tilesFor(text: string): Tile[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return tiles().filter((one) => {
    const said = plain(` ${t(one.text)} ${one.also ? t(one.also) : ""}`);
    return words.every((word) => said.includes(ANYWHERE.test(word) ? word : ` ${word}`));
  });
}
