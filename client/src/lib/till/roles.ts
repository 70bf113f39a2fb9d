import type { Role } from "./types";

/** What somebody may be made in a shop; the owner stays its owner. */
export const STAFF = ["manager", "agent", "packer", "cashier"] as const satisfies readonly Role[];
export type Given = (typeof STAFF)[number];

const among =
  (...roles: Role[]) =>
  (role: Role | undefined) =>
    role !== undefined && roles.includes(role);

export const leads = among("owner", "manager");
/** Takes payments. */
export const takes = among("owner", "manager", "cashier");
/** Speaks with customers, and reads what they bought. */
export const answers = among("owner", "manager", "agent");
/** Packs and sends. */
export const packs = among("owner", "manager", "packer");
