/** Short names for the shapes of identity; how the schema spells them is known only here. */
import type { components } from "$lib/kernel/schema";

type Schemas = components["schemas"];

export type Device = Schemas["Session"];
export type Passkey = Schemas["Passkey"];
export type AppPassword = Schemas["AppPassword"];
export type NewAppPassword = Schemas["AppPasswordCreated"];
export type Proof = { password?: string; passkey?: Schemas["VerifiedPasskey"] };
export type ProgramAccess = Schemas["ClientAppAccess"];
export type ProgramWish = Schemas["AuthorizationInput"];
