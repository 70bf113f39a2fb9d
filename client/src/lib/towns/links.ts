import { api, ask } from "$lib/kernel/api";
import type { components } from "$lib/kernel/schema";

export type InvitationElsewhere = components["schemas"]["InvitationElsewhere"];
export type GroupElsewhere = components["schemas"]["GroupElsewhere"];

/** A link of another town, as this one names it: `secret@town`. */
export type TownLink = { secret: string; town: string };

/** The link that is opened; undefined for one of this town. */
export function elsewhere(token: string, here = location.host): TownLink | undefined {
  const [secret, town] = token.split("@");
  return town && town !== here ? { secret: secret!, town } : undefined;
}

const at = ({ secret, town }: TownLink) => ({ params: { path: { domain: town, secret } } });

export const invitation = (link: TownLink): Promise<InvitationElsewhere> =>
  ask(api.GET("/towns/{domain}/invitations/{secret}", at(link)));

/** What group a link of another town leads to. */
export const group = (link: TownLink): Promise<GroupElsewhere> =>
  ask(api.GET("/towns/{domain}/group-links/{secret}", at(link)));

/** That town lets one in, or asks its admins to. */
export const joinGroup = (link: TownLink, greeting: string): Promise<GroupElsewhere> =>
  ask(api.PUT("/towns/{domain}/group-links/{secret}/join", { ...at(link), body: { greeting } }));

const OWN = "own-town";

/** The town in which whoever opens links of this one lives, as they typed it the last time. */
export const ownTown = (): string => localStorage.getItem(OWN) ?? "";
export const keepOwnTown = (town: string) => localStorage.setItem(OWN, town);
