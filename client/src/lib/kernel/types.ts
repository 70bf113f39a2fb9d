/** Short names for the API's shapes; the only file that knows how the schema spells them. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Town = Schemas["Town"];
export type Person = Schemas["Person"];
export type PersonView = Schemas["PersonView"];
export type Me = Schemas["Me"];
export type Language = Me["language"];
export type Message = Schemas["Message"];
export type ChatFile = Schemas["ChatFile"];
export type NewMessage = Schemas["NewMessage"];
export type Face = Schemas["PersonLabel"];
export type Conversation = Schemas["Conversation"];
export type ContactRow = Schemas["ContactRow"];
export type Contact = Schemas["Contact"];
export type LiveCall = Schemas["LiveCall"];
export type Signal = Schemas["Signal"];
export type Sync = Schemas["Sync"];
export type ClientFrame = Schemas["ClientFrame"];
export type ServerFrame = Schemas["ServerFrame"];

/** What the server writes into the page. `shell` means: made for the service worker, no person in it. */
export type Boot = { me: Me | null; town: Town | null; sync?: Sync; shell?: boolean };
