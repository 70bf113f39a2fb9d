import { session } from "./session.svelte";
import type { Person } from "./types";

/** By what somebody is named: the handle in their own town, the whole address elsewhere. */
export const nameOf = ({ handle, address }: Pick<Person, "handle" | "address">): string =>
  address === `${handle}@${session.town?.domain}` ? handle : address;
