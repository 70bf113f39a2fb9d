import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";

export type InvitationElsewhere = components["schemas"]["InvitationElsewhere"];

/** A link of another town, as this one names it: `secret@town`. */
export type TownLink = { secret: string; town: string };

/** The link that is opened; undefined for one of this town. */
export function elsewhere(token: string, here = location.host): TownLink | undefined {
  const [secret, town] = token.split("@");
  return town && town !== here ? { secret: secret!, town } : undefined;
}

export const invitation = ({ secret, town }: TownLink): Promise<InvitationElsewhere> =>
  ask(
    api.GET("/towns/{domain}/invitations/{secret}", { params: { path: { domain: town, secret } } }),
  );

const OWN = "own-town";

/** The town in which whoever opens links of this one lives, as they typed it the last time. */
export const ownTown = (): string => localStorage.getItem(OWN) ?? "";
export const keepOwnTown = (town: string) => localStorage.setItem(OWN, town);
