/** Short names for the API's shapes; the only file that knows how the schema spells them. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Town = Schemas["AboutTown"];
export type Person = Schemas["Person"];
export type Relationship = Schemas["Relationship"];
export type Me = Schemas["Me"];
export type Language = Me["language"];
/** Without `ord`, by which the town counts: what is made here has none. */
export type Message = Omit<Schemas["Message"], "ord">;
export type ChatFile = Schemas["ChatFile"];
/** What is written here says its body, be it empty. */
export type NewMessage = Omit<Schemas["NewMessage"], "body" | "meta" | "ref"> &
  Pick<Message, "body" | "meta" | "ref">;
export type Face = Schemas["PersonLabel"];
/** Its messages are kept apart from it. */
export type Conversation = Omit<Schemas["Conversation"], "messages" | "last" | "last_ord"> & {
  last: Message | null;
};
export type ContactRow = Schemas["ContactRow"];
export type Contact = Schemas["Contact"];
export type LiveCall = Schemas["LiveCall"];
export type LiveGroupCall = Schemas["LiveGroupCall"];
export type SeatedCall = Schemas["SeatedCall"];
export type Signal = Schemas["Signal"];
export type Sync = Schemas["SyncChanges"];
/** What goes with a payment, and says that it is them who pays. */
export type Confirmation = Schemas["ConfirmingInput"];
export type ClientFrame = Schemas["ClientFrame"];
export type ServerFrame = Schemas["ServerFrame"];

/** What the server writes into the page. `shell` means: made for the service worker, no person in it. */
export type Boot = {
  me: Me | null;
  town: Town | null;
  sync?: Sync;
  shell?: boolean;
  borrowed?: boolean;
};
