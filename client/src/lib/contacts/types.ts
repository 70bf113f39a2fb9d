/** Short names for the shapes of contacts; how the schema spells them is known only here. */
import type { components } from "$lib/kernel/schema";
import type { Contact } from "$lib/kernel/types";

type Schemas = components["schemas"];

export type Page = Schemas["ContactPage"];
export type Circle = Schemas["Circle"];
export type Card = Schemas["CardContent"];
export type CardField = Schemas["CardField"];
export type Audience = CardField["audience"];
export type Kind = CardField["kind"];
export type Field = Contact["fields"][number];
export type Request = Schemas["ContactRequest"];
export type Requests = Schemas["Requests"];
export type Invitation = Schemas["InvitationLink"];
export type InvitationView = Schemas["InvitationShown"];
export type Duplicate = Schemas["Pair"];
export type Merge = Schemas["Merge"];

export const KINDS: readonly Kind[] = [
  "phone",
  "email",
  "address",
  "birthday",
  "url",
  "network",
  "org",
  "note",
];
